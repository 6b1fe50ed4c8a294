"""What a session holds while a sign-in is on its way: verifiers, or who waits to replace whom."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from portal.attendees.session import Attendee, from_session, to_session
from portal.embedding import one_time_codes

VERIFIERS, NEWCOMERS = "verifiers", "newcomers"
MOST_VERIFIERS = 4  # frames of one site in several tabs, the popup and the backend at once
CHALLENGE_SECONDS = timedelta(minutes=5)


def new_challenge(request: HttpRequest, event: str, host: str) -> str:
    """A challenge whose verifier stays here; `host` is the site around the frame, "" if unknown."""
    verifier = one_time_codes.new_verifier()
    kept = [*request.session.get(VERIFIERS, []), [event, verifier, host]]
    request.session[VERIFIERS] = kept[-MOST_VERIFIERS:]
    return one_time_codes.challenge_of(verifier)


def consume_challenge(
    request: HttpRequest, event: str, load: one_time_codes.CodePayload | None
) -> bool:
    """Whether this session asked for that code. One answer, right or wrong, ends all questions."""
    kept = request.session.pop(VERIFIERS, [])
    return any(_fits(event, load, *question) for question in kept)


def _fits(
    event: str, load: one_time_codes.CodePayload | None, asked_for: str, verifier: str, host: str
) -> bool:
    if load is None or asked_for != event or not one_time_codes.verifier_matches(load, verifier):
        return False
    return load.host in ("", host)


def hold(request: HttpRequest, event: str, newcomer: Attendee) -> None:
    """Hold `newcomer` until the one who is signed in here has said yes."""
    record = to_session(newcomer) | {"asked_at": timezone.now().isoformat()}
    request.session[NEWCOMERS] = {event: record}


def pop(request: HttpRequest, event: str) -> Attendee | None:
    """Who waits for this event, once; None when nobody does, or for too long."""
    record: dict[str, Any] = request.session.pop(NEWCOMERS, {}).get(event, {})
    try:
        asked_at = datetime.fromisoformat(record["asked_at"])
        newcomer = from_session(event, record)
    except (KeyError, TypeError, ValueError):
        return None
    return newcomer if timezone.now() - asked_at < CHALLENGE_SECONDS else None
