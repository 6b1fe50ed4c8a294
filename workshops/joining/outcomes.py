"""How a press at the door can end, and which end an upstream failure means."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from portal.accelevents.exceptions import ApiBusy, ApiError, ApiRefused, ApiUnreachable, Reason
from portal.accelevents.records import Workshop
from portal.observability.support_code import new_code
from workshops.schedule import rules as schedule

RETRY_BUSY = timedelta(seconds=30)  # when upstream names no time itself
RETRY_SILENT = timedelta(seconds=15)
LONGEST_RETRY = timedelta(minutes=15)


class Kind(StrEnum):
    """The ways a press can end."""

    LET_IN = "let_in"  # upstream registered the attendee, or already had
    REFUSED = "refused"  # upstream said no, or surely never heard of it
    UNSURE = "unsure"  # the call went out and no usable answer came back
    AT_THE_ROOM = "at_the_room"  # there is no register call: the room asks
    GIVEN_UP = "given_up"  # upstream has taken the seat back
    IN_LINE = "in_line"  # nothing is done yet: the page asks again by itself


class Why(StrEnum):
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

    kind: Kind
    why: Why | None = None
    said: str = ""  # upstream's own sentence
    limit: int | None = None  # workshops the ticket permits, when that is the reason
    retry_at: datetime | None = None  # when to try again; None: trying again does not help
    looked: bool = False  # unsure, although upstream was asked what is true
    rescue_code: str = ""
    ahead: int = 0  # in line: how many stand before
    wait: int = 0  # in line: seconds until it is their turn, about
    ask_again: float = 0.0  # in line: seconds until the page should ask


FROM_UPSTREAM = {
    Reason.NOT_FOUND: Why.NOT_FOUND,
    Reason.FULL: Why.FULL,
    Reason.WRONG_TICKET: Why.WRONG_TICKET,
    Reason.NO_EVENT_TICKET: Why.NO_EVENT_TICKET,
    Reason.LIMIT_REACHED: Why.LIMIT_REACHED,
    Reason.HIDDEN: Why.HIDDEN,
    Reason.FORBIDDEN: Why.HIDDEN,
    Reason.RECORDING_ONLY: Why.RECORDING_ONLY,
    Reason.EVENT_NOT_FOUND: Why.EVENT_NOT_OPEN,
    Reason.EVENT_NOT_OPEN: Why.EVENT_NOT_OPEN,
    Reason.EVENT_FULL: Why.NO_EVENT_TICKET,
    Reason.TOO_MANY_TRIES: Why.TOO_MANY_TRIES,
}


def of_error(error: ApiError, workshop: Workshop, now: datetime, early: timedelta) -> Outcome:
    """What a failed register or join means. Only what surely did not happen is a refusal."""
    code = new_code()
    match error:
        case ApiRefused(reason=Reason.NOT_NOW):
            why, retry_at = _not_now(workshop, now, early)
            return Outcome(Kind.REFUSED, why, error.said, retry_at=retry_at, rescue_code=code)
        case ApiRefused():
            why = FROM_UPSTREAM.get(error.reason, Why.UNKNOWN)
            retry_at = now + RETRY_BUSY if why is Why.TOO_MANY_TRIES else None
            return Outcome(Kind.REFUSED, why, error.said, error.limit, retry_at, rescue_code=code)
        case ApiBusy(http_status=429):
            again = now + _pause(error.retry_after or 0.0)
            return Outcome(Kind.REFUSED, Why.TOO_MANY_TRIES, retry_at=again, rescue_code=code)
        case ApiUnreachable(sent=False):
            again = now + RETRY_SILENT
            return Outcome(Kind.REFUSED, Why.SILENT, retry_at=again, rescue_code=code)
        case _:
            return Outcome(Kind.UNSURE, Why.NO_ANSWER, rescue_code=code)


def too_many(seconds: float) -> Outcome:
    """The refusal of a press that could not wait: nothing was asked of upstream."""
    again = datetime.now(UTC) + timedelta(seconds=seconds)
    return Outcome(Kind.REFUSED, Why.TOO_MANY_TRIES, retry_at=again, rescue_code=new_code())


def _pause(wish: float) -> timedelta:
    """`wish` seconds where that makes sense, else the usual time."""
    if wish <= 0:
        return RETRY_BUSY
    return timedelta(seconds=min(wish, LONGEST_RETRY.total_seconds()))


def _not_now(workshop: Workshop, now: datetime, early: timedelta) -> tuple[Why, datetime | None]:
    """Upstream's one "time limit" sentence, told apart by the workshop's own times."""
    match schedule.state(workshop, now, early):
        case schedule.State.NEXT | schedule.State.LATER:
            return Why.NOT_OPEN_YET, schedule.opens_at(workshop, early)
        case schedule.State.LIVE if workshop.starts and now < workshop.starts:
            return Why.NOT_OPEN_YET, workshop.starts  # upstream opens later than it documents
        case schedule.State.LIVE:
            return Why.TOO_LATE, None
        case schedule.State.ENDED:
            return Why.OVER, None
        case _:
            return Why.UNKNOWN, None
