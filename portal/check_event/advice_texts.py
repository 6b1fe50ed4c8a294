"""What each question is called, and the words for answers that any of them may get."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Any] = {
    "served": _("Event"),
    "sign_in": _("Sign-in"),
    "token": _("Token’s header"),
    "profile": _("Profile"),
    "access": _("Access"),
    "event": _("Event data"),
    "zone": _("Time zone"),
    "hub": _("Hub"),
    "list": _("List"),
    "list_expand": _("List: expand"),
    "list_pages": _("List: page size"),
    "list_count": _("List: counts"),
    "times": _("List: times"),
    "list_visibility": _("List: visibility"),
    "api_key": _("List by key"),
    "list_status": _("List: status"),
    "my_workshops": _("My sessions"),
    "detail": _("Session detail"),
    "register": _("Register"),
    "join": _("Join"),
    "meeting": _("Meeting"),
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
