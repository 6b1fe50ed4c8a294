"""The few words that name a question of the door, and what keeps an attendee out, or may."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def question(key: str) -> str:
    """The name of a question, as a row begins with it."""
    return {
        "ticket": pgettext("question", "Event ticket"),
        "type": pgettext("question", "Ticket type"),
        "access": pgettext("question", "Access"),
        "time": pgettext("question", "Time"),
        "late": pgettext("question", "Late entry"),
        "seat": pgettext("question", "Seat"),
        "limit": pgettext("question", "Your workshops"),
        "place": pgettext("question", "Place"),
        "overlap": pgettext("question", "Other plans"),
        "device": pgettext("question", "This device"),
    }[key]


def word(key: str) -> str:
    """What keeps the attendee out, or may, in at most three words, for the card."""
    return {
        "likely_full": _("Likely full"),
        "maybe_too_late": _("May be late"),
        "overlaps": _("Overlaps"),
        "listed_types": _("Some tickets only"),
        "no_ticket": _("No ticket"),
        "other_type": _("Other ticket type"),
        "ended": _("Ended"),
        "too_late": _("Entry closed"),
        "full": _("Full"),
        "used_up": _("No workshops left"),
        "in_person": _("In person"),
        "not_for_you": _("Not open to you"),
    }[key]
