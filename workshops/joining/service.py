"""
The door: where an attendee is registered for a workshop and let into its meeting.

The one place that does something upstream. Nothing is repeated by itself, and nothing is told
that was not seen: when an answer is lost, upstream is asked what is true.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.utils import timezone

from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    AuthenticationRequired,
    EndpointNotFound,
)
from portal.accelevents.records import MeetingJoin, Workshop
from portal.attendees.session import Attendee, api_for
from portal.caching import redis_failover
from portal.observability.support_code import new_code
from workshops.catalogue import ListSnapshot, early_access, registrations
from workshops.joining import admission, audit_log, idempotency
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason, from_error
from workshops.room import payload
from workshops.schedule import rules

logger = logging.getLogger(__name__)

_misconfigured_calls: dict[str, None] = {}  # calls whose configured path upstream does not know


def misconfigured_calls() -> list[str]:
    """The configured calls that upstream does not know, for /readyz."""
    return list(_misconfigured_calls)


def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _misconfigured_calls.clear()


def join(attendee: Attendee, workshop: Workshop, listing: ListSnapshot) -> Outcome:
    """
    Register the attendee, once however often the button is pressed.

    One press at a time, which is the gate's part: see gate.through. SignInRequired passes: the
    press then leads to the sign-in page and back.
    """
    key = idempotency_key(attendee, workshop, "join")
    return idempotency.run_once(key, lambda this: _join(attendee, workshop, listing, this))


def check_registration(attendee: Attendee, workshop: Workshop, listing: ListSnapshot) -> Outcome:
    """What is true now, from upstream and past every cache; changes nothing there."""
    now_mine = registrations.refetch(attendee, listing.zone)
    if workshop.id in now_mine.ids:
        return _registered_outcome(workshop)
    code = new_code()
    audit_log.record("looked again", attendee, workshop, code, f"known={now_mine.is_known}")
    return Outcome(
        OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, verified=now_mine.is_known, support_code=code
    )


def join_meeting(attendee: Attendee, workshop: Workshop) -> MeetingJoin | Outcome:
    """
    The meeting and this attendee's place in it, or why not. One call a press, one press at a time.

    The answer holds the join token: it is neither kept nor logged here.
    """
    with idempotency.exclusive(idempotency_key(attendee, workshop, "room")):
        return _join_meeting(attendee, workshop)


def report_status(attendee: Attendee, workshop: Workshop, status: str) -> None:
    """
    Tell upstream that the attendee is IN_MEETING or has LEFT, where that call is configured.

    Nobody waits for it, and a failure is only logged, by the client.
    https://developer.accelevents.com/reference/change-session-status
    """
    if settings.ACCELEVENTS.status_call:
        api = api_for(attendee)
        tell = partial(api.set_status, attendee.event, workshop.id, status)
        threading.Thread(target=_quietly, args=[tell], daemon=True).start()


def _quietly(tell: Callable[[], None]) -> None:
    with suppress(ApiError):
        tell()


def unregister(attendee: Attendee, workshop: Workshop, listing: ListSnapshot) -> Outcome:
    """Give the attendee's seat back, once however often the button is pressed."""
    key = idempotency_key(attendee, workshop, "give-up")
    with idempotency.exclusive(key):
        return idempotency.run_once(key, lambda _: _unregister(attendee, workshop, listing))


def _unregister(attendee: Attendee, workshop: Workshop, listing: ListSnapshot) -> Outcome:
    try:
        api_for(attendee).unregister(attendee.event, workshop.id)
    except AuthenticationRequired:
        raise
    except ApiError as error:
        outcome = from_error(error, workshop, timezone.now(), early_access())
        audit_log.record_failure(attendee, workshop, outcome, error)
        if outcome.kind is OutcomeKind.REFUSED and outcome.reason is not RefusalReason.SILENT:
            return replace(outcome, reason=RefusalReason.SEAT_KEPT)
        now_mine = registrations.refetch(attendee, listing.zone)
        if not now_mine.is_known or workshop.id in now_mine.upstream_ids:
            return replace(outcome, verified=now_mine.is_known)
    registrations.record_change(attendee, workshop.id, False)
    return Outcome(OutcomeKind.UNREGISTERED)


def idempotency_key(attendee: Attendee, workshop: Workshop, button: str) -> str:
    """What tells this attendee's press of this button from all others; fit for any cache."""
    who = hashlib.sha256(f"{attendee.event} {attendee.id}".encode()).hexdigest()[:32]
    return f"{who}:{workshop.id}:{button}"


def _join(
    attendee: Attendee, workshop: Workshop, listing: ListSnapshot, this: idempotency.Execution
) -> Outcome:
    # Around an outage of Redis another process may know of a press what this one does not.
    is_unsure = this.outcome_unknown or redis_failover.circuit_breaker.was_open_recently
    known = _outcome_without_calling(attendee, workshop, listing, is_unsure)
    if known:
        return known
    this.start()
    outcome = _register(attendee, workshop, listing)
    this.outcome_unknown = outcome.kind is OutcomeKind.UNKNOWN
    return outcome


def _outcome_without_calling(
    attendee: Attendee, workshop: Workshop, listing: ListSnapshot, is_unsure: bool
) -> Outcome | None:
    """
    What is clear without a register call; None when it takes one.

    `is_unsure`: of an earlier press nobody knows what became of it, so upstream is asked first.
    """
    ask = registrations.refetch if is_unsure else registrations.current
    now_mine = ask(attendee, listing.zone)
    if workshop.id in now_mine.ids:
        return _registered_outcome(workshop)
    if is_unsure and not now_mine.is_known:
        return Outcome(OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, support_code=new_code())
    return None if settings.ACCELEVENTS.register_call else Outcome(OutcomeKind.CONTINUE_IN_ROOM)


def _register(attendee: Attendee, workshop: Workshop, listing: ListSnapshot) -> Outcome:
    started = time.monotonic()
    early = bool(workshop.starts and timezone.now() < workshop.starts)
    try:
        api_for(attendee).register(attendee.event, workshop.id, before_start=early)
    except AuthenticationRequired:
        raise
    except EndpointNotFound as error:
        _record_misconfigured_call(error)
        return Outcome(OutcomeKind.CONTINUE_IN_ROOM)
    except ApiError as error:
        if admission.is_rate_limit(error):  # it did nothing, and this press goes on waiting in line
            raise admission.RetryLater(error.retry_after) from error
        return _failed_outcome(attendee, workshop, listing, error)
    registrations.record_change(attendee, workshop.id, True)
    audit_log.record(
        "registered", attendee, workshop, "", f"seconds={time.monotonic() - started:.3f}"
    )
    return _registered_outcome(workshop)


def _registered_outcome(workshop: Workshop) -> Outcome:
    """The attendee has a seat: in, if the door is open."""
    now, early = timezone.now(), early_access()
    match rules.state(workshop, now, early):
        case rules.State.NEXT | rules.State.LATER:
            opens = rules.opens_at(workshop, early)
            return Outcome(
                OutcomeKind.REFUSED,
                RefusalReason.NOT_OPEN_YET,
                retry_at=opens,
                support_code=new_code(),
            )
        case rules.State.ENDED:
            return Outcome(OutcomeKind.REFUSED, RefusalReason.OVER, support_code=new_code())
        case _:
            return Outcome(OutcomeKind.REGISTERED)


def _failed_outcome(
    attendee: Attendee, workshop: Workshop, listing: ListSnapshot, error: ApiError
) -> Outcome:
    outcome = from_error(error, workshop, timezone.now(), early_access())
    audit_log.record_failure(attendee, workshop, outcome, error)
    if outcome.limit is not None:
        registrations.record_limit(attendee, outcome.limit)
    if outcome.kind is not OutcomeKind.UNKNOWN:
        return outcome
    now_mine = registrations.refetch(attendee, listing.zone)
    if workshop.id in now_mine.ids:
        return _registered_outcome(workshop)
    return replace(outcome, verified=now_mine.is_known)


def _join_meeting(attendee: Attendee, workshop: Workshop) -> MeetingJoin | Outcome:
    api = api_for(attendee)
    try:
        joined = api.join(attendee.event, workshop.id)
    except AuthenticationRequired:
        raise
    except ApiError as error:
        found = _recover_meeting(attendee, workshop, error)
        if isinstance(found, Outcome):
            return found
        joined = found
    registrations.record_change(attendee, workshop.id, True)
    wrong = payload.media_problem(joined)
    if wrong:
        code = new_code()
        audit_log.record("meeting refused", attendee, workshop, code, wrong)
        return Outcome(OutcomeKind.UNKNOWN, RefusalReason.NO_ROOM, support_code=code)
    return joined


def _recover_meeting(
    attendee: Attendee, workshop: Workshop, error: ApiError
) -> MeetingJoin | Outcome:
    """After a join without a usable answer: what the workshop's detail says, else what to tell."""
    outcome = from_error(error, workshop, timezone.now(), early_access())
    audit_log.record_failure(attendee, workshop, outcome, error)
    if outcome.kind is OutcomeKind.REFUSED:
        return outcome
    try:
        found = api_for(attendee).room(attendee.event, workshop.id)
    except AuthenticationRequired:
        raise
    except ApiError:
        found = None
    answered = isinstance(error, ApiInvalidResponse) and error.http_status == 200
    return found or (replace(outcome, reason=RefusalReason.NO_ROOM) if answered else outcome)


def _record_misconfigured_call(error: ApiRefused) -> None:
    """Say once, loudly, that a setting names a path which upstream does not know."""
    if error.call not in _misconfigured_calls:
        _misconfigured_calls[error.call] = None
        logger.error("upstream does not know this call, check its setting: %s", error)
