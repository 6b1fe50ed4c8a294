"""The words for what the door will ask; each function returns a text in the reader's language."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.accelevents.records import Workshop
from workshops.schedule import rules
from workshops.schedule.moments import moment
from workshops.schedule.viewer import CheckedDevice, Viewer


def decided() -> str:
    """Nobody knows beforehand."""
    return _("Decided when you join.")


def registered() -> str:
    """They have a seat."""
    return _("You’re registered.")


def has_ticket() -> str:
    """They are registered for a workshop, which has shown it."""
    return _("You have a ticket for this event.")


def no_ticket() -> str:
    """A refusal has taught it."""
    return _("This account has no ticket that includes workshops. Get one on the event page.")


def other_type(types: str) -> str:
    """A refusal has taught it; `types` are those that the workshop names, "" for none."""
    if types:
        return _("It’s for these ticket types: %(types)s.") % {"types": types}
    return _("It’s for a different ticket type.")


def own_type(own: str) -> str:
    """The workshop names every type that they have bought."""
    return _("Your ticket type is included: %(own)s.") % {"own": own}


def listed_types(types: str, own: str) -> str:
    """The workshop names types; `own` are theirs as far as known, "" for none."""
    if own:
        text = _("For these ticket types: %(types)s. You bought: %(own)s.")
        return text % {"types": types, "own": own}
    return _("For these ticket types: %(types)s.") % {"types": types}


def opens(workshop: Workshop, viewer: Viewer) -> str:
    """When the workshop opens."""
    opens_at = rules.opens_at(workshop, viewer.early)
    return _("Opens %(moment)s.") % {"moment": moment(opens_at, viewer)} if opens_at else no_time()


def open_until(workshop: Workshop, viewer: Viewer) -> str:
    """It is open."""
    if workshop.ends is None:
        return _("Open now.")
    return _("Open now, until %(moment)s.") % {"moment": moment(workshop.ends, viewer)}


def ended() -> str:
    """It is over."""
    return _("This workshop has ended.")


def no_time() -> str:
    """Upstream gives no usable time."""
    return _("The time isn’t known yet.")


def too_late() -> str:
    """A refusal has taught it."""
    return _("The organizer closed entry.")


def maybe_too_late(workshop: Workshop, viewer: Viewer) -> str:
    """Upstream's minutes for late entry are over."""
    ends = rules.late_entry_ends(workshop)
    text = _("It may be too late to join: entry was open until %(moment)s.")
    return text % {"moment": moment(ends, viewer) if ends else ""}


def full() -> str:
    """A refusal has taught it."""
    return _("Every seat was taken when you tried.")


def likely_full() -> str:
    """Upstream's numbers say so."""
    return _("Likely full: no seats left at last check.")


def seats(workshop: Workshop) -> str:
    """Upstream's numbers leave room, or there are none."""
    if workshop.capacity is None or workshop.seats_taken is None:
        return decided()
    free = max(0, workshop.capacity - workshop.seats_taken)
    text = ngettext("%(free)s seat left at last check.", "%(free)s seats left at last check.", free)
    return text % {"free": free}


def used_up(limit: int | None) -> str:
    """The ticket's workshops are used; `limit` None: their number is not known."""
    if limit is None:
        return _("You’ve used all the workshops your ticket includes.")
    text = ngettext(
        "Your ticket includes %(limit)s workshop, and you’ve used it.",
        "Your ticket includes %(limit)s workshops, and you’ve used them all.",
        limit,
    )
    return text % {"limit": limit}


def uses(number: int, limit: int) -> str:
    """What joining costs: the workshop would be the `number`th of `limit`."""
    text = ngettext(
        "This uses your only workshop. Once you enter, you can’t undo it.",
        "This uses %(number)s of your %(limit)s workshops. Once you enter, you can’t undo it.",
        limit,
    )
    return text % {"number": number, "limit": limit}


def in_person(place: str) -> str:
    """The detail says so; `place` is "" if it names none."""
    if place:
        return _("In person only: %(place)s") % {"place": place}
    return _("This workshop is in person and can’t be joined online.")


def maybe_online() -> str:
    """Nothing says otherwise."""
    return _("Online, as far as we know.")


def overlaps(other: Workshop, viewer: Viewer) -> str:
    """They are registered for another one at the same time."""
    until = moment(other.ends, viewer) if other.ends else ""
    text = _("Overlaps with “%(title)s”, which you’re registered for until %(moment)s.")
    return text % {"title": other.title, "moment": until}


def no_overlap() -> str:
    """They are not."""
    return _("You have nothing else at this time.")


def registrations_unknown() -> str:
    """Upstream does not say what they are registered for."""
    return _("We couldn’t load your registrations.")


def not_for_you() -> str:
    """A refusal has taught it."""
    return _("It’s by invitation only, or your account isn’t allowed in.")


def not_checked() -> str:
    """No check of this attendee in this browser is known, or it is too old."""
    return _("Not checked yet in this browser.")


def device_works(checked: CheckedDevice, viewer: Viewer) -> str:
    """The check found nothing wrong."""
    text = _("Camera, microphone, sound and network worked on %(day)s.")
    return text % {"day": _day(checked, viewer)}


def device_problems(checked: CheckedDevice, viewer: Viewer) -> str:
    """The check found something."""
    names = {
        "browser": pgettext("checked device", "browser"),
        "camera": pgettext("checked device", "camera"),
        "microphone": pgettext("checked device", "microphone"),
        "speaker": pgettext("checked device", "sound"),
        "network": pgettext("checked device", "network"),
    }
    problems = ", ".join(names[problem] for problem in checked.problems)
    text = _("Something didn’t work on %(day)s: %(problems)s.")
    return text % {"day": _day(checked, viewer), "problems": problems}


def _day(checked: CheckedDevice, viewer: Viewer) -> str:
    return date_format(checked.checked_at.astimezone(viewer.zone), "MONTH_DAY_FORMAT")
