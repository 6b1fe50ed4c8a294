"""The words of the report about signing in, registering and joining."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Texts = dict[str, tuple[str, Any, Any]]  # by word: (verdict, what was seen, what to do)

_SIGN_IN: Texts = {
    "works": ("fine", _("Works."), ""),
    "wrong_password": (
        "bad",
        _("This email and password are not accepted."),
        _(
            "Check both. Accounts made with Google, Apple, LinkedIn, Facebook or Okta have no"
            " password: run this with the link from a ticket mail."
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
        _("Take another attendee, and ask Accelevents to join the two."),
    ),
    "wrong_link": (
        "bad",
        _("This link is not accepted: wrong, used up, or blocked."),
        _("Take a new one from a ticket mail."),
    ),
    "missing": (
        "bad",
        _("There is no such call."),
        _(
            "Attendees can only sign in with the link from their email: tell them. Run this with"
            " such a link, and ask Accelevents how a server signs attendees in with a password."
        ),
    ),
    "wall": (
        "bad",
        _("A web page came in place of an answer: a wall against bots, it seems."),
        _("Ask Accelevents to let this server's address through, or nobody can sign in."),
    ),
}
_TOKEN: Texts = {
    "raw": ("fine", _("Taken as it is."), ""),
    "bearer": (
        "look",
        _("Wanted with “Bearer” before it."),
        _("Nothing to set: the portal finds out by itself."),
    ),
    "refused": (
        "bad",
        _("Not accepted in any form."),
        _("Ask Accelevents in which header and form the API takes an attendee's token."),
    ),
    "unclear": ("look", _("Not seen, because the profile cannot be read."), ""),
}
_PROFILE: Texts = {
    "named": ("fine", _("Tells the attendee's name."), ""),
    "nameless": (
        "look",
        _("Tells no name."),
        _("Nothing to set: attendees are not greeted by name."),
    ),
}
_ACCESS: Texts = {
    "attendee": ("fine", _("May come in."), ""),
    "no_role": ("look", _("May come in, but has no role."), _("Nothing to set: the list decides.")),
    "team": (
        "look",
        _("May come in, as one of the team."),
        _("The team sees and may more than attendees: run this with an attendee's account too."),
    ),
    "closed": (
        "bad",
        _("May not come in."),
        _("Take an attendee with a ticket, and see that the event is active and not full."),
    ),
}
_PROVEN = _("The path is right: it looks for the session and finds none.")
_JOIN: Texts = {
    "proven": ("fine", _PROVEN, ""),
    "accepted": (
        "bad",
        _("A session that does not exist was accepted: the path proves nothing."),
        _("Show this line to Accelevents, and ask how a server joins a session for an attendee."),
    ),
    "missing": (
        "bad",
        _("There is no such call."),
        _("Ask Accelevents how a server joins a session for an attendee: nobody can get in."),
    ),
    "wall": (
        "bad",
        _("A web page came in place of an answer: a wall against bots, it seems."),
        _("Ask Accelevents to let this server's address through: nobody can get in."),
    ),
    "refused": (
        "bad",
        _("Refused, but not as a session that does not exist."),
        _("Ask Accelevents what this answer means; --room tells whether joining works."),
    ),
}
_UNTIL_THEN = _(
    "Ask Accelevents for method and path of the call that registers an attendee for a session, and"
    " set ACCELEVENTS_REGISTER_CALL. Until then attendees go straight on to the room; set it empty"
    " to spare them the call."
)
_REGISTER: Texts = {
    "proven": ("fine", _PROVEN, ""),
    "off": ("fine", _("ACCELEVENTS_REGISTER_CALL is empty: attendees join without it."), ""),
    "accepted": (
        "look",
        _("A session that does not exist was accepted: the path proves nothing."),
        _UNTIL_THEN,
    ),
    "missing": ("look", _("There is no such call."), _UNTIL_THEN),
    "unusable": ("look", _("The answer is none of this call."), _UNTIL_THEN),
    "refused": ("look", _("Refused, but not as a session that does not exist."), _UNTIL_THEN),
}
_MEETING: Texts = {
    "complete": ("fine", _("The answer has all that the room needs."), ""),
    "strange_host": (
        "look",
        _("The answer has all that the room needs, but MEDIA_HOSTS lacks one of its hosts."),
        _("If the host is Amazon's or Accelevents', add it to MEDIA_HOSTS."),
    ),
    "incomplete": (
        "bad",
        _("The answer lacks something that the room needs."),
        _("Report this line to the makers of this portal: it holds names of keys alone."),
    ),
}

CALLS: dict[str, Texts] = {
    "served": {
        "listed": ("fine", _("Served by this portal."), ""),
        "unlisted": (
            "look",
            _("Not served by this portal."),
            _("Add it to PORTAL_EVENTS, or attendees find nothing here."),
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
