"""How joining can end, and which end an upstream failure means. The words are in messages."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.accelevents.exceptions import (
    ApiError,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    EndpointNotFound,
    Reason,
)
from portal.accelevents.records import Workshop
from portal.observability.support_code import new_code
from workshops.schedule import rules

# Seconds until the next try:
RETRY_BUSY = 30.0  # when upstream names no time itself
RETRY_SILENT = 15.0
MAX_RETRY = 15 * 60.0
RETRY_LOCKED_SECONDS = 1.0  # while another request of the same attendee is under way


class OutcomeKind(StrEnum):
    """The ways joining can end."""

    REGISTERED = "let_in"  # upstream registered the attendee, or already had
    REFUSED = "refused"  # upstream said no, or certainly never heard of it
    UNKNOWN = "unsure"  # the call went out and no usable answer came back
    CONTINUE_IN_ROOM = "at_the_room"  # nothing is proven, or there is no register call: it decides
    UNREGISTERED = "given_up"  # upstream has taken the seat back
    QUEUED = "in_line"  # nothing is done yet: the page asks again by itself


class RefusalReason(StrEnum):
    """Why an attendee is not in, as the page explains it."""

    NOT_FOUND = "not_found"
    NOT_OPEN_YET = "not_open_yet"
    OVER = "over"
    TOO_LATE = "too_late"  # it is running, but closed to latecomers
    FULL = "full"
    WRONG_TICKET = "wrong_ticket"
    NO_EVENT_TICKET = "no_event_ticket"
    LIMIT_REACHED = "limit_reached"
    HIDDEN = "hidden"
    RECORDING_ONLY = "recording_only"
    EVENT_NOT_OPEN = "event_not_open"
    TOO_MANY_TRIES = "too_many_tries"
    ALREADY_UNDER_WAY = "already_under_way"  # another request of this attendee is not done yet
    SILENT = "silent"  # upstream could not be reached: certainly nothing happened
    NO_ANSWER = "no_answer"  # the call went out, and what came of it is not known
    SEAT_KEPT = "seat_kept"  # upstream does not take the seat back
    CANNOT_RECORD = "cannot_record"  # our own store takes nothing: nothing was asked of upstream
    NO_ROOM = "no_room"  # upstream answered, but sent no usable meeting
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class QueuePosition:
    """Where a join stands in the queue."""

    ahead: int  # how many joins are before it
    wait_seconds: int  # until it is its turn, about
    poll_after_seconds: float
    is_turn: bool = False  # it would go through now


@dataclass(frozen=True)
class Outcome:
    """How joining ended. It holds no secret and no personal data."""

    kind: OutcomeKind
    reason: RefusalReason | None = None
    upstream_message: str = ""  # upstream's own sentence
    limit: int | None = None  # workshops the ticket permits, when that is the reason
    retry_at: datetime | None = None  # when to try again, UTC; None: trying again does not help
    verified: bool = False  # still unknown, although upstream was asked what is true
    support_code: str = ""
    queue_ahead: int = 0  # queued: how many are before them
    wait_seconds: int = 0  # queued: until it is their turn, about
    poll_after_seconds: float = 0.0  # queued: until the page should ask
    is_turn: bool = False  # queued: the attendee may go in now, by a button that does it


FROM_API_REASON = {
    Reason.NOT_FOUND: RefusalReason.NOT_FOUND,
    Reason.FULL: RefusalReason.FULL,
    Reason.WRONG_TICKET: RefusalReason.WRONG_TICKET,
    Reason.NO_EVENT_TICKET: RefusalReason.NO_EVENT_TICKET,
    Reason.LIMIT_REACHED: RefusalReason.LIMIT_REACHED,
    Reason.HIDDEN: RefusalReason.HIDDEN,
    Reason.FORBIDDEN: RefusalReason.HIDDEN,
    Reason.RECORDING_ONLY: RefusalReason.RECORDING_ONLY,
    Reason.EVENT_NOT_FOUND: RefusalReason.EVENT_NOT_OPEN,
    Reason.EVENT_NOT_OPEN: RefusalReason.EVENT_NOT_OPEN,
    Reason.EVENT_FULL: RefusalReason.NO_EVENT_TICKET,
}


def from_error(error: ApiError, workshop: Workshop, now: datetime, early: timedelta) -> Outcome:
    """
    What a failed call means. Only what certainly did not happen is a refusal.

    Its reason is UNKNOWN unless upstream gave one that is documented: then its own sentence counts.
    """
    match error:
        case EndpointNotFound() | ApiRefused(is_html=False):
            return _refused(error, workshop, now, early)
        case ApiUnavailable(status=429):
            return not_now(RefusalReason.TOO_MANY_TRIES, _wait(error.retry_after or 0.0), now)
        case ApiUnreachable(sent=False):
            return not_now(RefusalReason.SILENT, RETRY_SILENT, now)
        case _:
            code = new_code()
            return Outcome(OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, support_code=code)


def not_now(reason: RefusalReason, seconds: float, now: datetime) -> Outcome:
    """The refusal of a request that did nothing, and may be repeated in `seconds`."""
    retry_at = now + timedelta(seconds=seconds)
    return Outcome(OutcomeKind.REFUSED, reason, retry_at=retry_at, support_code=new_code())


def queued(position: QueuePosition) -> Outcome:
    """Nothing is done yet: the join waits in the queue at `position`."""
    return Outcome(
        OutcomeKind.QUEUED,
        queue_ahead=position.ahead,
        wait_seconds=position.wait_seconds,
        poll_after_seconds=position.poll_after_seconds,
        is_turn=position.is_turn,
    )


def already_joining() -> Outcome:
    """This request did nothing: the attendee's first one is under way, and the page asks again."""
    return Outcome(
        OutcomeKind.QUEUED,
        RefusalReason.ALREADY_UNDER_WAY,
        wait_seconds=1,
        poll_after_seconds=RETRY_LOCKED_SECONDS,
    )


def _refused(error: ApiRefused, workshop: Workshop, now: datetime, early: timedelta) -> Outcome:
    reason, retry_at = RefusalReason.UNKNOWN, None
    if error.is_documented:
        reason = FROM_API_REASON.get(error.reason, RefusalReason.UNKNOWN)
    if error.is_documented and error.reason is Reason.NOT_NOW:
        reason, retry_at = _outside_its_times(workshop, now, early)
    return Outcome(
        OutcomeKind.REFUSED,
        reason,
        error.upstream_message,
        error.limit,
        retry_at,
        support_code=new_code(),
    )


def _wait(wish: float) -> float:
    """`wish` seconds where that makes sense, else the usual time."""
    return min(wish, MAX_RETRY) if wish > 0 else RETRY_BUSY


def _outside_its_times(
    workshop: Workshop, now: datetime, early: timedelta
) -> tuple[RefusalReason, datetime | None]:
    """What upstream's one "time limit" sentence means, by the workshop's own times."""
    match rules.state(workshop, now, early):
        case rules.State.NEXT | rules.State.LATER:
            return RefusalReason.NOT_OPEN_YET, rules.opens_at(workshop, early)
        case rules.State.LIVE if workshop.starts and now < workshop.starts:
            return RefusalReason.NOT_OPEN_YET, workshop.starts  # it opens later than documented
        case rules.State.LIVE:
            return RefusalReason.TOO_LATE, None
        case rules.State.ENDED:
            return RefusalReason.OVER, None
        case _:
            return RefusalReason.UNKNOWN, None
