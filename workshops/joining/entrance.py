"""The way to the door: through the gate, or a place in line before it."""

from portal.accelevents.records import MeetingJoin, Workshop
from portal.attendees.session import Attendee
from portal.observability.counters import count
from workshops.catalogue import ListSnapshot
from workshops.joining import admission, idempotency, queue, service
from workshops.joining.admission import QueuePosition, RetryLater
from workshops.joining.outcomes import Outcome, OutcomeKind, rate_limited


def join(attendee: Attendee, workshop: Workshop, listing: ListSnapshot) -> Outcome:
    """What the door says to a press, or the place in line. SignInRequired passes."""
    key = service.idempotency_key(attendee, workshop, "join")
    found = admission.admit_or_queue(key, lambda: service.join(attendee, workshop, listing))
    if isinstance(found, QueuePosition):
        found = _of_the_first(key) or _in_line(found)
    return _counted("join", found)


def waits(attendee: Attendee, workshop: Workshop) -> bool:
    """Whether this attendee has pressed, and now stands in line."""
    return queue.is_queued(service.idempotency_key(attendee, workshop, "join"))


def enter(attendee: Attendee, workshop: Workshop) -> MeetingJoin | Outcome:
    """The meeting, or why not. SignInRequired passes."""
    try:
        found = admission.admit_or_refuse(lambda: service.join_meeting(attendee, workshop))
    except RetryLater as wish:
        found = rate_limited(wish.seconds)
    if isinstance(found, Outcome):
        return _counted("room", found)
    count("portal_joins_total", step="room", outcome="let_in", reason="")
    return found


def _of_the_first(key: str) -> Outcome | None:
    """The answer to the first press of two, which the second need not stand in line for."""
    found: Outcome | None = idempotency.recent_result(key)
    if found:
        queue.remove(key)
    return found


def _counted(step: str, outcome: Outcome) -> Outcome:
    why = outcome.reason.value if outcome.reason else ""
    count("portal_joins_total", step=step, outcome=outcome.kind.value, reason=why)
    return outcome


def _in_line(place: QueuePosition) -> Outcome:
    return Outcome(
        OutcomeKind.QUEUED,
        queue_ahead=place.ahead,
        wait_seconds=place.wait_seconds,
        poll_after_seconds=place.poll_after_seconds,
    )
