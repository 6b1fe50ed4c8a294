"""
What each answer of upstream means for attendees, and what to do, in plain words for the team.

`UPSTREAM_TEXTS` has an entry for every answer in portal/observability/findings.py; a test compares
the two. The kinds: "good" (as expected), "note" (the portal copes), "bad" (somebody should act).
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class AnswerText(NamedTuple):
    """`meaning` says what an answer means for attendees, `action` what to do ("" for nothing)."""

    kind: str
    meaning: Any
    action: Any = ""


QUESTIONS = {
    "password_login": _("Signing in with a password"),
    "token": _("The sign-in on later calls"),
    "api_key": _("The organization’s key"),
    "list_pages": _("Long lists"),
    "list_expand": _("Speakers, tracks and tags"),
    "list_visibility": _("Public and private workshops"),
    "list_status": _("Hidden workshops, read by the key"),
    "times": _("The format of times"),
    "zone": _("The time zone"),
    "register": _("Registering for a workshop"),
    "meeting": _("The meeting that Accelevents sends"),
    "hub": _("Links into Accelevents’ own hub"),
}

_COPES = _("Nothing to do: the portal handles it.")
_COMPARE = _("Compare the start of one workshop here with the same one in Accelevents’ own hub.")

UPSTREAM_TEXTS: dict[tuple[str, str], AnswerText] = {
    ("password_login", "works"): AnswerText("good", _("Attendees can sign in with a password.")),
    ("password_login", "missing"): AnswerText(
        "bad",
        _("Accelevents has no such sign-in. Attendees are sent to the link in their email."),
        _(
            "Tell attendees to use that link. Ask Accelevents how a server signs attendees in with"
            " a password."
        ),
    ),
    ("token", "raw"): AnswerText("good", _("Accelevents accepts it as documented.")),
    ("token", "bearer"): AnswerText(
        "note", _("Accelevents wants the word “Bearer” before it; the portal sends it."), _COPES
    ),
    ("token", "refused"): AnswerText(
        "bad",
        _("Accelevents refuses it right after a good sign-in, so no one gets any further."),
        _("Ask Accelevents in which header and form its API takes an attendee’s token."),
    ),
    ("api_key", "accepted"): AnswerText("good", _("Accelevents accepts it.")),
    ("api_key", "refused"): AnswerText(
        "bad",
        _("Accelevents refuses it. Attendees don’t notice: their own sign-ins read the list."),
        _(
            "Ask the people who run this portal to correct ACCELEVENTS_API_KEY, or to leave it"
            " empty."
        ),
    ),
    ("list_pages", "as_asked"): AnswerText("good", _("They come at the length we ask for.")),
    ("list_pages", "capped"): AnswerText(
        "note", _("They come in shorter pieces; the portal reads all of them."), _COPES
    ),
    ("list_pages", "smaller"): AnswerText(
        "note", _("Long pages are refused; the portal asks for shorter ones."), _COPES
    ),
    ("list_expand", "accepted"): AnswerText("good", _("They come with the list.")),
    ("list_expand", "refused"): AnswerText(
        "note",
        _("They don’t come with the list, so cards and filters may lack them."),
        _("Ask Accelevents which values “expand” may have for the list of sessions."),
    ),
    ("list_visibility", "told"): AnswerText("good", _("Each workshop says who may see it.")),
    ("list_visibility", "missing"): AnswerText(
        "bad",
        _(
            "Some workshops don’t say whether they’re public. They’re shown only to attendees"
            " whose own list has them."
        ),
        _("Ask Accelevents to send “sessionVisibilityType” in the list of sessions."),
    ),
    ("list_status", "told"): AnswerText("good", _("Each says whether it’s hidden.")),
    ("list_status", "missing"): AnswerText(
        "bad",
        _("They don’t say that they’re hidden, so attendees’ own sign-ins read the list."),
        _("The people who run this portal can leave ACCELEVENTS_API_KEY empty."),
    ),
    ("times", "text"): AnswerText("good", _("As documented.")),
    ("times", "iso"): AnswerText(
        "note", _("Times come as ISO 8601; the portal reads it."), _COMPARE
    ),
    ("times", "epoch"): AnswerText(
        "note", _("Times come in milliseconds; the portal reads them."), _COMPARE
    ),
    ("zone", "event"): AnswerText("good", _("It comes from the event at Accelevents.")),
    ("zone", "setting"): AnswerText("good", _("It comes from ACCELEVENTS_TIME_ZONE.")),
    ("zone", "attendee"): AnswerText(
        "note", _("The event names none; it comes from an attendee’s record."), _COMPARE
    ),
    ("zone", "assumed"): AnswerText(
        "bad",
        _("Accelevents names none, so Accelevents’ default is assumed. Times may be hours off."),
        _("Ask the people who run this portal to set ACCELEVENTS_TIME_ZONE to the event’s zone."),
    ),
    ("register", "confirmed"): AnswerText(
        "good", _("A registration made here was seen in Accelevents’ own list.")
    ),
    ("register", "unconfirmed"): AnswerText(
        "note",
        _("Accelevents accepted one, but didn’t list it afterward. Attendees still get in."),
        _("Check in Accelevents whether attendees who joined here count as registered."),
    ),
    ("register", "missing"): AnswerText(
        "bad",
        _("Accelevents doesn’t know this call. Attendees go straight to the room."),
        _(
            "Ask Accelevents for the call that registers an attendee for a session; the people who"
            " run this portal set it as ACCELEVENTS_REGISTER_CALL, or leave that empty."
        ),
    ),
    ("meeting", "complete"): AnswerText("good", _("It has everything the room needs.")),
    ("meeting", "incomplete"): AnswerText(
        "bad",
        _("It lacks something, so attendees are sent to Accelevents’ own hub."),
        _("The portal’s log names what was missing: show that line to Accelevents."),
    ),
    ("hub", "default"): AnswerText("good", _("They lead to the usual address of Accelevents.")),
    ("hub", "setting"): AnswerText("good", _("They lead where ACCELEVENTS_WEB_URL says.")),
    ("hub", "white_label"): AnswerText("good", _("They lead to the event’s white label.")),
}
