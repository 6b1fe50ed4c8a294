"""How a press at the door can end, and which end an upstream failure means."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from portal.accelevents.exceptions import (
    ApiError,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    Reason,
)
from portal.accelevents.records import Workshop
from portal.observability.support_code import new_code
from workshops.schedule import rules

RETRY_BUSY = timedelta(seconds=30)  # when upstream names no time itself
RETRY_SILENT = timedelta(seconds=15)
LONGEST_RETRY = timedelta(minutes=15)


class OutcomeKind(StrEnum):
    """The ways a press can end."""

    REGISTERED = "let_in"  # upstream registered the attendee, or already had
    REFUSED = "refused"  # upstream said no, or surely never heard of it
    UNKNOWN = "unsure"  # the call went out and no usable answer came back
    CONTINUE_IN_ROOM = "at_the_room"  # there is no register call: the room asks
    UNREGISTERED = "given_up"  # upstream has taken the seat back
    QUEUED = "in_line"  # nothing is done yet: the page asks again by itself


class RefusalReason(StrEnum):
    """Why somebody is not in, as the attendee is told it; the words are in refusals.py."""

    NOT_FOUND = "not_found"
    NOT_OPEN_YET = "not_open_yet"
    OVER = "over"
    TOO_LATE = "too_late"  # it runs, but is closed to late comers
    FULL = "full"
    WRONG_TICKET = "wrong_ticket"
    NO_EVENT_TICKET = "no_event_ticket"
    LIMIT_REACHED = "limit_reached"
    HIDDEN = "hidden"
    RECORDING_ONLY = "recording_only"
    EVENT_NOT_OPEN = "event_not_open"
    TOO_MANY_TRIES = "too_many_tries"
    SILENT = "silent"  # upstream could not be reached: surely nothing happened
    NO_ANSWER = "no_answer"  # the call went out, and what came of it is not known
    SEAT_KEPT = "seat_kept"  # upstream does not take the seat back
    NO_ROOM = "no_room"  # upstream answered, but sent no usable meeting
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """How a press ended. Holds no secret and no personal data."""

    kind: OutcomeKind
    reason: RefusalReason | None = None
    upstream_message: str = ""  # upstream's own sentence
    limit: int | None = None  # workshops the ticket permits, when that is the reason
    retry_at: datetime | None = None  # when to try again; None: trying again does not help
    verified: bool = False  # unsure, although upstream was asked what is true
    support_code: str = ""
    queue_ahead: int = 0  # in line: how many stand before
    wait_seconds: int = 0  # in line: seconds until it is their turn, about
    poll_after_seconds: float = 0.0  # in line: seconds until the page should ask


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
    Reason.TOO_MANY_TRIES: RefusalReason.TOO_MANY_TRIES,
}


def from_error(error: ApiError, workshop: Workshop, now: datetime, early: timedelta) -> Outcome:
    """What a failed register or join means. Only what surely did not happen is a refusal."""
    code = new_code()
    match error:
        case ApiRefused(reason=Reason.NOT_NOW):
            why, retry_at = _not_now(workshop, now, early)
            return Outcome(
                OutcomeKind.REFUSED,
                why,
                error.upstream_message,
                retry_at=retry_at,
                support_code=code,
            )
        case ApiRefused():
            why = FROM_API_REASON.get(error.reason, RefusalReason.UNKNOWN)
            retry_at = now + RETRY_BUSY if why is RefusalReason.TOO_MANY_TRIES else None
            return Outcome(
                OutcomeKind.REFUSED,
                why,
                error.upstream_message,
                error.limit,
                retry_at,
                support_code=code,
            )
        case ApiUnavailable(http_status=429):
            again = now + _pause(error.retry_after or 0.0)
            return Outcome(
                OutcomeKind.REFUSED, RefusalReason.TOO_MANY_TRIES, retry_at=again, support_code=code
            )
        case ApiUnreachable(sent=False):
            again = now + RETRY_SILENT
            return Outcome(
                OutcomeKind.REFUSED, RefusalReason.SILENT, retry_at=again, support_code=code
            )
        case _:
            return Outcome(OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, support_code=code)


def rate_limited(seconds: float) -> Outcome:
    """The refusal of a press that could not wait: nothing was asked of upstream."""
    again = datetime.now(UTC) + timedelta(seconds=seconds)
    return Outcome(
        OutcomeKind.REFUSED, RefusalReason.TOO_MANY_TRIES, retry_at=again, support_code=new_code()
    )


def _pause(wish: float) -> timedelta:
    """`wish` seconds where that makes sense, else the usual time."""
    if wish <= 0:
        return RETRY_BUSY
    return timedelta(seconds=min(wish, LONGEST_RETRY.total_seconds()))


def _not_now(
    workshop: Workshop, now: datetime, early: timedelta
) -> tuple[RefusalReason, datetime | None]:
    """Upstream's one "time limit" sentence, told apart by the workshop's own times."""
    match rules.state(workshop, now, early):
        case rules.State.NEXT | rules.State.LATER:
            return RefusalReason.NOT_OPEN_YET, rules.opens_at(workshop, early)
        case rules.State.LIVE if workshop.starts and now < workshop.starts:
            return (
                RefusalReason.NOT_OPEN_YET,
                workshop.starts,
            )  # upstream opens later than it documents
        case rules.State.LIVE:
            return RefusalReason.TOO_LATE, None
        case rules.State.ENDED:
            return RefusalReason.OVER, None
        case _:
            return RefusalReason.UNKNOWN, None
