"""The words of the report about the event's data and its list of workshops."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# By question and word: (verdict, what was seen, what to do).
LISTS: dict[str, dict[str, tuple[str, Any, Any]]] = {
    "event": {
        "read": ("fine", _("Readable."), ""),
        "refused": (
            "look",
            _("Refused."),
            _("The portal shows the event’s url instead of its name, without its colors."),
        ),
    },
    "zone": {
        "event": ("fine", _("From the event’s data."), ""),
        "setting": ("fine", _("From ACCELEVENTS_TIME_ZONE."), ""),
        "attendee": ("fine", _("From the attendee’s record at the event."), ""),
        "assumed": (
            "look",
            _("Accelevents doesn’t name one; this one is assumed."),
            _("Set ACCELEVENTS_TIME_ZONE to the event’s zone, or times may be hours off."),
        ),
    },
    "hub": {
        "default": ("fine", _("At the usual address of Accelevents."), ""),
        "setting": ("fine", _("From ACCELEVENTS_WEB_URL."), ""),
        "white_label": ("fine", _("At the event’s white label."), ""),
    },
    "list": {
        "read": ("fine", _("Readable; this many workshops are on its first page."), ""),
        "empty": (
            "look",
            _("Readable, but empty."),
            _("Publish a workshop that this attendee can see, and run this again."),
        ),
        "refused": (
            "bad",
            _("Refused."),
            _("Ask Accelevents why this attendee may not read the list of sessions."),
        ),
    },
    "list_expand": {
        "accepted": ("fine", _("Accepted."), ""),
        "refused": (
            "look",
            _("These words are refused, alone or together."),
            _("Nothing to set: the portal reads without; speakers, tracks or tags may be missing."),
        ),
    },
    "list_pages": {
        "as_asked": ("fine", _("Pages are as long as we ask for."), ""),
        "capped": (
            "look",
            _("At most this many come at once."),
            _("Nothing to set: the portal keeps reading until it has everything."),
        ),
        "smaller": (
            "look",
            _("Larger pages than this are refused."),
            _("Nothing to set: the portal asks for smaller pages."),
        ),
    },
    "list_count": {
        "all": ("fine", _("recordsFiltered counts the whole list."), ""),
        "page": (
            "look",
            _("recordsFiltered counts only the page."),
            _("Nothing to set: the portal keeps reading until recordsTotal."),
        ),
        "untold": (
            "look",
            _("Accelevents doesn’t say how many there are."),
            _("Nothing to set: the portal keeps reading until nothing new comes."),
        ),
    },
    "times": {
        "text": ("fine", _("Wall clock of the event, as documented."), ""),
        "iso": ("look", _("ISO 8601."), _("Compare one time on the portal with the hub’s.")),
        "epoch": (
            "look",
            _("Milliseconds."),
            _("Compare one time on the portal with the hub’s."),
        ),
        "other": (
            "bad",
            _("A format the portal can’t read."),
            _("Report it to the makers of this portal: workshops without times never open."),
        ),
    },
    "list_visibility": {
        "told": ("fine", _("Every item says who may see it."), ""),
        "missing": (
            "look",
            _("Items don’t say whether they’re public."),
            _(
                "Nothing to set: such workshops are shown only to attendees whose own list has"
                " them. Ask Accelevents for sessionVisibilityType in the list."
            ),
        ),
    },
    "api_key": {
        "unset": ("fine", _("No ACCELEVENTS_API_KEY is set: attendees’ tokens read the list."), ""),
        "accepted": ("fine", _("Accepted; this many workshops are on its first page."), ""),
        "refused": (
            "look",
            _("Refused."),
            _("Correct ACCELEVENTS_API_KEY or leave it empty: attendees’ tokens read the list."),
        ),
    },
    "list_status": {
        "told": ("fine", _("Every item says whether it’s hidden."), ""),
        "missing": (
            "look",
            _("Items read by the key don’t say whether they’re hidden."),
            _("Leave ACCELEVENTS_API_KEY empty: the list is read by attendees’ tokens anyway."),
        ),
    },
    "my_workshops": {"read": ("fine", _("Readable."), "")},
    "detail": {
        "read": ("fine", _("Readable; it has these."), ""),
        "missing": (
            "look",
            _("There’s no such call."),
            _("Nothing to set: the portal can’t say beforehand who is refused, and why."),
        ),
    },
}
