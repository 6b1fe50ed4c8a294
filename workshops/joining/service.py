"""
Joining a workshop: register the attendee, say what is true, give the seat back.

Each action takes the same way: lock, or what the last press left → admission → upstream → outcome.
Nothing is repeated on its own, and nothing is said that was not seen: when an answer is lost,
upstream is asked what is true.
"""

import time

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from portal.accelevents.records import Workshop
from portal.attendees import Attendee
from portal.caching import circuit_breaker
from portal.observability.support_code import new_code
from workshops.catalogue import ListSnapshot, Registrations, registrations
from workshops.joining import admission, audit_log, locks, queue
from workshops.joining.audit_log import counted
from workshops.joining.keys import idempotency_key
from workshops.joining.locks import Execution
from workshops.joining.outcomes import (
    RETRY_LOCKED_SECONDS,
    Outcome,
    OutcomeKind,
    RefusalReason,
    already_joining,
    not_now,
    queued,
)
from workshops.joining.registering import Join, register, registered_outcome
from workshops.joining.unregistering import give_seat_back

# After a press the register call has ended; a check of the sign-in and one look at "my sessions"
# may follow, 2.5 s each, so that every press is answered within 12 s.
REGISTER_WITHIN_SECONDS = 7.0
LOOK_SECONDS = 2  # between two looks upstream by one attendee's pages that only look


def join(attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot) -> Outcome:
    """
    Register the attendee, once however often the button is pressed.

    AuthenticationRequired passes to the middleware: the answer then leads to the sign-in page and
    back to this workshop.
    """
    key = idempotency_key(attendee, workshop, "join")
    deadline = time.monotonic() + REGISTER_WITHIN_SECONDS
    with locks.exclusive(key) as execution:
        if not isinstance(execution, Execution):
            return counted("join", execution or already_joining())
        state = admission.read_state(attendee)
        with admission.admit_or_queue(key, state) as position:
            if position:
                return counted("join", queued(position))
            this = Join(attendee, workshop, snapshot, state.registrations, deadline)
            return counted("join", execution.finish(_outcome(this, execution.outcome_unknown)))


def check(attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot) -> Outcome:
    """
    What is true now, for a page that was loaded again; it registers nobody.

    A queued attendee gets their position, and when it is their turn a position that says so: their
    page then shows a button that joins.
    """
    key = idempotency_key(attendee, workshop, "join")
    if queue.is_queued(key):
        return queued(admission.position(attendee, key))
    recent = locks.recent_outcome(key)
    if recent and recent.kind is not OutcomeKind.UNKNOWN:
        return recent
    known = _look_upstream(attendee, snapshot)
    if workshop.id in known.ids:
        return registered_outcome(workshop)
    code = new_code()
    audit_log.record("looked again", attendee, workshop, code, f"known={known.is_known}")
    return Outcome(
        OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, verified=known.is_known, support_code=code
    )


def unregister(attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot) -> Outcome:
    """Give the attendee's seat back, once however often the button is pressed."""
    with locks.exclusive(idempotency_key(attendee, workshop, "give-up")) as execution:
        if not isinstance(execution, Execution):
            return execution or not_now(
                RefusalReason.ALREADY_UNDER_WAY, RETRY_LOCKED_SECONDS, timezone.now()
            )
        state = admission.read_state(attendee)
        with admission.admit_or_refuse(state) as retry_seconds:
            if retry_seconds:
                return not_now(RefusalReason.TOO_MANY_TRIES, retry_seconds, timezone.now())
            return execution.finish(
                give_seat_back(attendee, workshop, snapshot, state.registrations)
            )


def _outcome(join: Join, is_unknown: bool) -> Outcome:
    """
    The outcome of a press that has a slot; without a call if it is clear.

    With `is_unknown` nobody knows how an earlier press ended, so upstream's own list decides. So it
    is around an outage of Redis: another process may know of a join that this one does not.
    """
    attendee, workshop, zone = join.attendee, join.workshop, join.snapshot.zone
    is_unknown = is_unknown or circuit_breaker.was_open_recently
    if is_unknown:
        known = registrations.refetch(attendee, zone)
    else:
        known = registrations.current(attendee, zone, join.known)
    if workshop.id in known.ids:
        return registered_outcome(workshop)
    if is_unknown and not known.is_known:
        return Outcome(OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, support_code=new_code())
    if not settings.ACCELEVENTS.register_call:
        return Outcome(OutcomeKind.CONTINUE_IN_ROOM)
    return register(join)


def _look_upstream(attendee: Attendee, snapshot: ListSnapshot) -> Registrations:
    """What upstream lists now; `is_known` is False if it does not answer, or was just asked."""
    if cache.add(f"look:{attendee.key}", 1, LOOK_SECONDS):
        return registrations.refetch(attendee, snapshot.zone)
    return registrations.as_of_late(attendee, LOOK_SECONDS)
