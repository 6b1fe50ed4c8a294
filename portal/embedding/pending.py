"""A hand-off that is not complete: the verifiers of challenges, and a pending attendee."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from portal.attendees import Attendee, from_session, to_session
from portal.embedding import one_time_codes

VERIFIERS_KEY = "verifiers"  # in the session: [[event, verifier, host], …], oldest first
PENDING_KEY = "newcomers"  # in the session: {event: record of the pending attendee}
MAX_VERIFIERS = 4  # frames of one site in several tabs, the popup and the backend at once
MAX_PENDING = timedelta(minutes=5)


def create_challenge(request: HttpRequest, event: str, host: str) -> str:
    """A challenge whose verifier stays here; `host` is the site around the frame, "" if unknown."""
    verifier = one_time_codes.new_verifier()
    verifiers = [*request.session.get(VERIFIERS_KEY, []), [event, verifier, host]]
    request.session[VERIFIERS_KEY] = verifiers[-MAX_VERIFIERS:]
    return one_time_codes.challenge_of(verifier)


def consume_challenge(
    request: HttpRequest, event: str, payload: one_time_codes.CodePayload | None
) -> bool:
    """Whether this session made the code's challenge. One code, right or wrong, ends them all."""
    verifiers = request.session.pop(VERIFIERS_KEY, [])
    return any(_matches(event, payload, *challenge) for challenge in verifiers)


def _matches(
    event: str,
    payload: one_time_codes.CodePayload | None,
    challenge_event: str,
    verifier: str,
    host: str,
) -> bool:
    if payload is None or challenge_event != event:
        return False
    return one_time_codes.verifier_matches(payload, verifier) and payload.host in ("", host)


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
