"""
Joining a workshop: register the attendee, say what is true, give the seat back.

Each action takes the same way: already done? → lock → admission → upstream → outcome. Nothing is
repeated on its own, and nothing is said that was not seen: when an answer is lost, upstream is
asked what is true.
"""

import time

from django.conf import settings
from django.utils import timezone

from portal.accelevents.records import Workshop
from portal.attendees import Attendee
from portal.caching import circuit_breaker
from portal.observability.support_code import new_code
from workshops.catalogue import ListSnapshot, registrations
from workshops.joining import admission, audit_log, idempotency, locks, queue
from workshops.joining.audit_log import counted
from workshops.joining.keys import idempotency_key
from workshops.joining.outcomes import (
    Outcome,
    OutcomeKind,
    RefusalReason,
    already_joining,
    already_under_way,
    queued,
    rate_limited,
)
from workshops.joining.registering import register, registered_outcome
from workshops.joining.unregistering import give_seat_back

# After a press the register call has ended; a check of the sign-in and one look at "my sessions"
# may follow, 2.5 s each, so that every press is answered within 12 s.
REGISTER_WITHIN_SECONDS = 7.0


def join(attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot) -> Outcome:
    """
    Register the attendee, once however often the button is pressed.

    AuthenticationRequired passes to the middleware: the answer then leads to the sign-in page and
    back to this workshop.
    """
    key = idempotency_key(attendee, workshop, "join")
    deadline = time.monotonic() + REGISTER_WITHIN_SECONDS
    replayed: Outcome | None = idempotency.recent_result(key)
    if replayed:
        return counted("join", replayed)
    with locks.exclusive(key) as is_locked:
        if not is_locked:
            return counted("join", already_joining())
        with admission.admit_or_queue(attendee, key) as position:
            if position:
                return counted("join", queued(position))
            return counted("join", _join_once(attendee, workshop, snapshot, key, deadline))


def check(attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot) -> Outcome:
    """
    What is true now, for a page that was loaded again; it registers nobody.

    A queued attendee gets their position, and when it is their turn a position that says so: their
    page then shows a button that joins.
    """
    key = idempotency_key(attendee, workshop, "join")
    if queue.is_queued(key):
        return queued(admission.position(attendee, key))
    recent: Outcome | None = idempotency.recent_result(key)
    if recent and recent.kind is not OutcomeKind.UNKNOWN:
        return recent
    return _check_registration(attendee, workshop, snapshot)


def unregister(attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot) -> Outcome:
    """Give the attendee's seat back, once however often the button is pressed."""
    key = idempotency_key(attendee, workshop, "give-up")
    replayed: Outcome | None = idempotency.recent_result(key)
    if replayed:
        return replayed
    with locks.exclusive(key) as is_locked:
        if not is_locked:
            return already_under_way(timezone.now())
        with admission.admit_or_refuse(attendee) as refusal:
            if refusal:
                return rate_limited(refusal.seconds, timezone.now())
            return idempotency.run_once(key, lambda _: give_seat_back(attendee, workshop, snapshot))


def _join_once(
    attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot, key: str, deadline: float
) -> Outcome:
    """The outcome of one join, after one that is known or in the place of one that is not."""

    def act(execution: idempotency.Execution) -> Outcome:
        # Around an outage of Redis another process may know of a join that this one does not.
        is_unknown = execution.outcome_unknown or circuit_breaker.was_open_recently
        known = _outcome_without_calling(attendee, workshop, snapshot, is_unknown)
        if known:
            return known
        execution.start()
        outcome = register(attendee, workshop, snapshot, key, deadline)
        execution.outcome_unknown = outcome.reason is RefusalReason.NO_ANSWER
        return outcome

    return idempotency.run_once(key, act)


def _outcome_without_calling(
    attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot, is_unknown: bool
) -> Outcome | None:
    """
    The outcome that is clear without registering; None if it takes a call.

    With `is_unknown` nobody knows how an earlier join ended, so upstream's own list decides.
    """
    look_up = registrations.refetch if is_unknown else registrations.current
    known = look_up(attendee, snapshot.zone)
    if workshop.id in known.ids:
        return registered_outcome(workshop)
    if is_unknown and not known.is_known:
        return Outcome(OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, support_code=new_code())
    return None if settings.ACCELEVENTS.register_call else Outcome(OutcomeKind.CONTINUE_IN_ROOM)


def _check_registration(attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot) -> Outcome:
    """Whether the attendee is registered, from upstream and past every cache."""
    known = registrations.refetch(attendee, snapshot.zone)
    if workshop.id in known.ids:
        return registered_outcome(workshop)
    code = new_code()
    audit_log.record("looked again", attendee, workshop, code, f"known={known.is_known}")
    return Outcome(
        OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, verified=known.is_known, support_code=code
    )
