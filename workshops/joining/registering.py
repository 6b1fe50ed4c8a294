"""The call that registers an attendee, and the outcome that its answer means."""

import logging
import time
from dataclasses import replace

from django.utils import timezone

from portal.accelevents.exceptions import (
    ApiError,
    ApiRefused,
    AuthenticationRequired,
    EndpointNotFound,
)
from portal.accelevents.records import Workshop
from portal.attendees import Attendee, api_for
from portal.observability.registry import on_reset
from portal.observability.support_code import new_code
from workshops.catalogue import ListSnapshot, early_access, registrations
from workshops.joining import admission, audit_log, rate_limits
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason, from_error, queued
from workshops.schedule import rules

logger = logging.getLogger(__name__)

_misconfigured_calls: dict[str, None] = {}  # calls whose configured path upstream does not know


def misconfigured_calls() -> list[str]:
    """The configured calls that upstream does not know, for /readyz."""
    return list(_misconfigured_calls)


@on_reset
def reset() -> None:
    """Empty this process's memory as a new process has it."""
    _misconfigured_calls.clear()


def register(attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot, key: str) -> Outcome:
    """Make the register call, once, and return what came of it. AuthenticationRequired passes."""
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
        return _paused_outcome(attendee, key, error) or _failed_outcome(
            attendee, workshop, snapshot, error
        )
    registrations.record_change(attendee, workshop.id, True)
    seconds = f"seconds={time.monotonic() - started:.3f}"
    audit_log.record("registered", attendee, workshop, "", seconds)
    return registered_outcome(workshop)


def registered_outcome(workshop: Workshop) -> Outcome:
    """The attendee has a seat: they are in if the workshop is open."""
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


def _paused_outcome(attendee: Attendee, key: str, error: ApiError) -> Outcome | None:
    """The place in the queue of a join that upstream asked to wait; None for any other failure."""
    if not rate_limits.is_rate_limit(error):
        return None
    seconds = rate_limits.record(attendee, error.retry_after)
    return None if seconds is None else queued(admission.paused_position(key, seconds))


def _failed_outcome(
    attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot, error: ApiError
) -> Outcome:
    outcome = from_error(error, workshop, timezone.now(), early_access())
    audit_log.record_failure(attendee, workshop, outcome, error)
    if outcome.limit is not None:
        registrations.record_limit(attendee, outcome.limit)
    if outcome.kind is not OutcomeKind.UNKNOWN:
        return outcome
    known = registrations.refetch(attendee, snapshot.zone)
    if workshop.id in known.ids:
        return registered_outcome(workshop)
    return replace(outcome, verified=known.is_known)


def _record_misconfigured_call(error: ApiRefused) -> None:
    """Say once, loudly, that a setting names a path which upstream does not know."""
    if error.call not in _misconfigured_calls:
        _misconfigured_calls[error.call] = None
        logger.error("upstream does not know this call, check its setting: %s", error)
