"""What each question is called, and the words for answers that any of them may get."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TITLES: dict[str, Any] = {
    "served": pgettext_lazy("question", "Event"),
    "sign_in": pgettext_lazy("question", "Sign-in"),
    "token": pgettext_lazy("question", "Token’s header"),
    "profile": pgettext_lazy("question", "Profile"),
    "access": pgettext_lazy("question", "Access"),
    "event": pgettext_lazy("question", "Event data"),
    "zone": pgettext_lazy("question", "Time zone"),
    "hub": pgettext_lazy("question", "Hub"),
    "list": pgettext_lazy("question", "List"),
    "list_expand": pgettext_lazy("question", "List: expand"),
    "list_pages": pgettext_lazy("question", "List: page size"),
    "list_count": pgettext_lazy("question", "List: counts"),
    "times": pgettext_lazy("question", "List: times"),
    "list_visibility": pgettext_lazy("question", "List: visibility"),
    "api_key": pgettext_lazy("question", "List by key"),
    "list_status": pgettext_lazy("question", "List: status"),
    "my_workshops": pgettext_lazy("question", "My sessions"),
    "detail": pgettext_lazy("question", "Session detail"),
    "register": pgettext_lazy("question", "Register"),
    "join": pgettext_lazy("question", "Join"),
    "meeting": pgettext_lazy("question", "Meeting"),
}

# By word: (verdict, what was seen, what to do).
ANY_QUESTION: dict[str, tuple[str, Any, Any]] = {
    "untried": ("untried", _("Not tried."), ""),
    "unseen": ("untried", _("There was too little in the list to see it."), ""),
    "silent": ("look", _("No answer came in time."), _("Run this again.")),
    "busy": ("look", _("Accelevents asked to wait."), _("Run this again in a minute.")),
    "broken": (
        "look",
        _("Accelevents failed."),
        _("Run this again; if it keeps happening, show this line to Accelevents."),
    ),
    "unusable": (
        "look",
        _("We can’t read the answer."),
        _("Show this line to Accelevents, and report it to the people who make this portal."),
    ),
    "wall": (
        "look",
        _("A web page came instead of an answer, probably from bot protection."),
        _("Ask Accelevents to allow this server’s address."),
    ),
    "missing": (
        "look",
        _("There’s no such call."),
        _("Ask Accelevents which call this is now, and report it to the makers of this portal."),
    ),
    "sign_in": (
        "bad",
        _("The token wasn’t accepted."),
        _(
            "Run this again; if it fails again, ask Accelevents how the API takes an attendee’s"
            " token."
        ),
    ),
    "no_event": (
        "bad",
        _("Accelevents doesn’t know an event with this url."),
        _("Use the last part of the event page’s address, or ask if the event is active."),
    ),
    "refused": ("look", _("Refused."), _("Ask Accelevents what this answer means.")),
}
