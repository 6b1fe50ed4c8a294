"""
Attendees whose own call for a list was refused, as this process has seen it.

That concerns them and nobody else: they are told, and their token rests for a while.
"""

import time
from dataclasses import dataclass

from portal.accelevents.exceptions import ApiRefused, AuthenticationRequired
from portal.attendees import Attendee
from portal.caching import seconds_since
from portal.observability import findings
from portal.observability.registry import on_reset

PAUSE_SECONDS = 60  # until the same token is tried again
TELL_SECONDS = 300  # after the last refusal
MAX_REFUSALS = 10_000

SignIn = tuple[str, str, str]  # attendee key, moment, form of the token


@dataclass
class _Refusal:
    error: ApiRefused
    at: float  # epoch seconds
    is_over: bool  # whether the sign-in may be over, and the attendee has not been told


_refusals: dict[SignIn, _Refusal] = {}


def record(attendee: Attendee, error: ApiRefused) -> None:
    """Upstream refused this attendee's token a list."""
    if len(_refusals) >= MAX_REFUSALS:
        _refusals.clear()
    is_over = isinstance(error, AuthenticationRequired)
    _refusals[_sign_in(attendee)] = _Refusal(error, time.time(), is_over)


def forget(attendee: Attendee) -> None:
    """Upstream has just given this attendee a list."""
    _refusals.pop(_sign_in(attendee), None)


def current(attendee: Attendee) -> ApiRefused | None:
    """Why upstream refused this attendee a list; None if it did not, or long ago."""
    refusal = _refusals.get(_sign_in(attendee))
    return refusal.error if refusal and seconds_since(refusal.at) < TELL_SECONDS else None


def is_paused(attendee: Attendee) -> bool:
    """Whether this attendee's token was refused just now, and should rest."""
    refusal = _refusals.get(_sign_in(attendee))
    return refusal is not None and seconds_since(refusal.at) < PAUSE_SECONDS


def raise_expired_sign_in(attendee: Attendee) -> None:
    """
    AuthenticationRequired if upstream no longer knew this attendee, once for each time it said so.

    Whoever is still signed in afterwards was found to be known all the same.
    """
    refusal = _refusals.get(_sign_in(attendee))
    if refusal and refusal.is_over:
        refusal.is_over = False
        raise refusal.error


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _refusals.clear()


def _sign_in(attendee: Attendee) -> SignIn:
    """Whose refusal it is; one of a token in the wrong form is forgotten with that form."""
    form = findings.found("token")
    wanted = form if form == "bearer" else ""
    return attendee.key, attendee.signed_in_at.isoformat(), wanted
