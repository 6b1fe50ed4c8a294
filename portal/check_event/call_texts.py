"""The words of the report about signing in, registering and joining."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Texts = dict[str, tuple[str, Any, Any]]  # by word: (verdict, what was seen, what to do)

_SIGN_IN: Texts = {
    "works": ("fine", _("Works."), ""),
    "wrong_password": (
        "bad",
        _("This email and password aren’t accepted."),
        _(
            "Check both. Accounts made with Google, Apple, LinkedIn, Facebook or Okta have no"
            " password: run this with the link from a ticket email."
        ),
    ),
    "locked": (
        "bad",
        _("The account is locked."),
        _("Reset its password at Accelevents, or wait 30 minutes."),
    ),
    "two_accounts": (
        "bad",
        _("Two accounts have this email."),
        _("Use another attendee, and ask Accelevents to merge the two."),
    ),
    "wrong_link": (
        "bad",
        _("This link isn’t accepted: it’s wrong, already used, or blocked."),
        _("Use a new one from a ticket email."),
    ),
    "missing": (
        "bad",
        _("There’s no such call."),
        _(
            "Attendees can only sign in with the link from their email: tell them. Run this with"
            " such a link, and ask Accelevents how a server signs attendees in with a password."
        ),
    ),
    "wall": (
        "bad",
        _("A web page came instead of an answer, probably from bot protection."),
        _("Ask Accelevents to allow this server’s address, or no one can sign in."),
    ),
}
_TOKEN: Texts = {
    "raw": ("fine", _("Accepted as is."), ""),
    "bearer": (
        "look",
        _("Expected with “Bearer” before it."),
        _("Nothing to set: the portal finds out on its own."),
    ),
    "refused": (
        "bad",
        _("Not accepted in any form."),
        _("Ask Accelevents in which header and form the API takes an attendee’s token."),
    ),
    "unclear": ("look", _("Not seen, because we can’t read the profile."), ""),
}
_PROFILE: Texts = {
    "named": ("fine", _("Has the attendee’s name."), ""),
    "nameless": (
        "look",
        _("Has no name."),
        _("Nothing to set: attendees aren’t greeted by name."),
    ),
}
_ACCESS: Texts = {
    "attendee": ("fine", _("May enter."), ""),
    "no_role": ("look", _("May enter, but has no role."), _("Nothing to set: the list decides.")),
    "team": (
        "look",
        _("May enter, as one of the team."),
        _("The team can see and do more than attendees: run this with an attendee’s account too."),
    ),
    "closed": (
        "bad",
        _("May not enter."),
        _("Use an attendee with a ticket, and make sure the event is active and not full."),
    ),
}
_PROVEN = _("The path is right: it looks for the session and doesn’t find it.")
_JOIN: Texts = {
    "proven": ("fine", _PROVEN, ""),
    "accepted": (
        "bad",
        _("A session that doesn’t exist was accepted, so this proves nothing."),
        _("Show this line to Accelevents, and ask how a server joins a session for an attendee."),
    ),
    "missing": (
        "bad",
        _("There’s no such call."),
        _("Ask Accelevents how a server joins a session for an attendee: no one can get in."),
    ),
    "wall": (
        "bad",
        _("A web page came instead of an answer, probably from bot protection."),
        _("Ask Accelevents to allow this server’s address: no one can get in."),
    ),
    "refused": (
        "bad",
        _("Refused, but not as a session that doesn’t exist."),
        _("Ask Accelevents what this answer means; --room tells whether joining works."),
    ),
}
_UNTIL_THEN = _(
    "Ask Accelevents for method and path of the call that registers an attendee for a session, and"
    " set ACCELEVENTS_REGISTER_CALL. Until then attendees go straight to the room; leave it empty"
    " to skip the call."
)
_REGISTER: Texts = {
    "proven": ("fine", _PROVEN, ""),
    "off": ("fine", _("ACCELEVENTS_REGISTER_CALL is empty: attendees join without it."), ""),
    "accepted": (
        "look",
        _("A session that doesn’t exist was accepted, so this proves nothing."),
        _UNTIL_THEN,
    ),
    "missing": ("look", _("There’s no such call."), _UNTIL_THEN),
    "unusable": ("look", _("The answer doesn’t belong to this call."), _UNTIL_THEN),
    "refused": ("look", _("Refused, but not as a session that doesn’t exist."), _UNTIL_THEN),
}
_MEETING: Texts = {
    "complete": ("fine", _("The answer has everything the room needs."), ""),
    "strange_host": (
        "look",
        _("The answer has everything the room needs, but MEDIA_HOSTS lacks one of its hosts."),
        _("If the host is Amazon’s or Accelevents’, add it to MEDIA_HOSTS."),
    ),
    "incomplete": (
        "bad",
        _("The answer lacks something the room needs."),
        _("Report this line to the makers of this portal: it has only names of keys."),
    ),
}

CALLS: dict[str, Texts] = {
    "served": {
        "listed": ("fine", _("Served by this portal."), ""),
        "unlisted": (
            "look",
            _("Not served by this portal."),
            _("Add it to PORTAL_EVENTS, or attendees won’t find anything here."),
        ),
    },
    "sign_in": _SIGN_IN,
    "token": _TOKEN,
    "profile": _PROFILE,
    "access": _ACCESS,
    "register": _REGISTER,
    "join": _JOIN,
    "meeting": _MEETING,
}
