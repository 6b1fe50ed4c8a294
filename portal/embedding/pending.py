"""
A hand-off that is not complete: the verifiers of challenges, and a pending attendee.

The verifiers wait in a sealed cookie of the frame, where nobody is signed in yet; the pending
attendee in the session of the one who is.
"""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.attendees import Attendee, SealedCookie, from_session, to_session
from portal.embedding import one_time_codes

VERIFIERS = SealedCookie("__Host-portal-verifiers")  # [[event, verifier, host], …], oldest first
PENDING_KEY = "newcomers"  # in the session: {event: record of the pending attendee}
MAX_VERIFIERS = 4  # frames of one site in several tabs, the popup and the backend at once
MAX_PENDING = timedelta(minutes=5)


def hold_verifier(
    request: HttpRequest, response: HttpResponse, event: str, verifier: str, host: str
) -> None:
    """Let this browser hold a verifier; `host` is the site around the frame, "" if unknown."""
    verifiers = [*(VERIFIERS.load(request) or []), [event, verifier, host]]
    VERIFIERS.store(response, verifiers[-MAX_VERIFIERS:])


def holds_verifier(request: HttpRequest, event: str, payload: one_time_codes.CodePayload) -> bool:
    """Whether this browser holds the verifier of the code's challenge."""
    verifiers = VERIFIERS.load(request) or []
    return any(_matches(event, payload, *challenge) for challenge in verifiers)


def _matches(
    event: str,
    payload: one_time_codes.CodePayload,
    challenge_event: str,
    verifier: str,
    host: str,
) -> bool:
    is_for_frame = challenge_event == event and payload.host in ("", host)
    return is_for_frame and one_time_codes.verifier_matches(payload, verifier)


def hold(request: HttpRequest, event: str, attendee: Attendee) -> None:
    """Hold `attendee` until the one who is signed in here agrees to be replaced."""
    record = to_session(attendee) | {"asked_at": timezone.now().isoformat()}
    request.session[PENDING_KEY] = {event: record}


def pop(request: HttpRequest, event: str) -> Attendee | None:
    """Remove and return the event's pending attendee; None if there is none, or for too long."""
    record: dict[str, Any] = request.session.pop(PENDING_KEY, {}).get(event, {})
    try:
        asked_at = datetime.fromisoformat(record["asked_at"])
        attendee = from_session(event, record)
    except (KeyError, TypeError, ValueError):
        return None
    return attendee if timezone.now() - asked_at < MAX_PENDING else None
