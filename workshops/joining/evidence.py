"""
What an answer to the register call proves.

Nobody has documented the call's method and path, so an answer counts as a refusal only if it gives
one of the reasons that are documented for it, and a success counts as one only once a registration
that followed has been seen in "my sessions". All else may have come from another call, a gateway or
a bot wall: then the room decides, which checks the same things.
https://developer.accelevents.com/docs/workshop-session
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from portal.accelevents import computing
from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    EndpointNotFound,
    Reason,
)
from portal.observability import findings

# https://developer.accelevents.com/reference/user-register-event-ticket-id
DOCUMENTED_REASONS = {
    Reason.FULL,
    Reason.WRONG_TICKET,
    Reason.LIMIT_REACHED,
    Reason.NO_EVENT_TICKET,
    Reason.NOT_NOW,
    Reason.RECORDING_ONLY,
    Reason.NOT_FOUND,
}

WAIT_SECONDS = 2.5  # for a look that is under way, which takes no longer

_look = threading.Lock()


@contextmanager
def one_look_at_a_time() -> Iterator[None]:
    """
    Look into "my sessions" inside; of the first crowd ever, before any look has found something.

    Who comes meanwhile waits for what that look finds, and looks too if it takes too long. Where
    looks have found that a 200 proves nothing, each looks at once: nobody waits for another.
    """
    if findings.found("register") != findings.UNSEEN:
        yield
        return
    with computing.blocking():
        has_lock = _look.acquire(timeout=WAIT_SECONDS)
    try:
        yield
    finally:
        if has_lock:
            _look.release()


def is_unproven(error: ApiError, *, is_listed: bool) -> bool:
    """
    Whether this failure of the register call says neither no nor that an answer is missing.

    `is_listed`: the shared list shows the workshop, so "Session not found!" cannot be meant.
    """
    if isinstance(error, ApiRefused):
        return not _is_refusal(error, is_listed)
    return isinstance(error, ApiInvalidResponse) and (error.status or 500) < 500


def is_call_confirmed() -> bool:
    """Whether a 200 is enough: a registration by this call has been seen in "my sessions"."""
    return findings.found("register") == "confirmed"


def record_registration(is_in_my_sessions: bool) -> None:
    """Note whether "my sessions" shows what a 200 has promised."""
    findings.record("register", "confirmed" if is_in_my_sessions else "unconfirmed")


def record_unproven(error: ApiError) -> None:
    """Note that the call may not be what we take it for; what was once confirmed stays so."""
    if isinstance(error, EndpointNotFound):
        findings.record("register", "missing")
    elif not is_call_confirmed():
        findings.record("register", "unconfirmed")


def _is_refusal(error: ApiRefused, is_listed: bool) -> bool:
    is_impossible = error.reason is Reason.NOT_FOUND and is_listed
    return error.is_documented and error.reason in DOCUMENTED_REASONS and not is_impossible
