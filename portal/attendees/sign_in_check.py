"""
Whether a 401 ended the sign-in or concerned one call only: upstream's "my profile" decides.

A 401 may come from a call whose path is an assumption, from a restricted resource or from a proxy,
or because upstream wants tokens in another form. To sign an attendee out for it would send them
around in a circle, as the next sign-in would meet the same 401.
"""

import hashlib

from django.core.cache import cache

from portal.accelevents.exceptions import ApiError, AuthenticationRequired
from portal.attendees.session import Attendee, api_for
from portal.observability import findings

TIMEOUT_SECONDS = 2.5  # the attendee waits for it, on top of the call that failed
CHECK_SECONDS = 30  # for so long the result of a check counts, and there is no second one
SIGNED_IN, SIGNED_OUT, NOT_KNOWN = "signed in", "signed out", "not known"


def is_still_signed_in(attendee: Attendee) -> bool | None:
    """
    Whether upstream still knows the attendee's token; None if it does not tell.

    At most one check in CHECK_SECONDS for each sign-in, over all processes. Meanwhile others get
    None: that signs nobody out.

    GET /rest/u/myprofile, which also finds out that form
    https://developer.accelevents.com/reference/get-user-profile-details
    """
    name = _key(attendee)
    if cache.add(name, NOT_KNOWN, CHECK_SECONDS):
        cache.set(name, _ask(attendee), CHECK_SECONDS)
    return {SIGNED_IN: True, SIGNED_OUT: False}.get(cache.get(name, NOT_KNOWN))


def wants_bearer() -> bool:
    """Whether this process has found out that upstream wants tokens after the word "Bearer"."""
    return findings.found("token") == "bearer"


def _ask(attendee: Attendee) -> str:
    try:
        api_for(attendee, TIMEOUT_SECONDS).confirm_token()
    except AuthenticationRequired:
        return SIGNED_OUT
    except ApiError:  # the client has logged it
        return NOT_KNOWN
    return SIGNED_IN


def _key(attendee: Attendee) -> str:
    """The name of a check, new with each sign-in: that has another token, or encrypts it anew."""
    return f"sign-in-check:{hashlib.sha256(attendee.token.encode()).hexdigest()[:32]}"
