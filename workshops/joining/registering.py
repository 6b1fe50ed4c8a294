"""The call that registers an attendee, and the outcome that its answer means."""

import time
from dataclasses import dataclass, replace

from django.utils import timezone

from portal.accelevents.exceptions import ApiError, AuthenticationRequired
from portal.accelevents.records import Workshop
from portal.attendees import Attendee, api_for, is_still_signed_in
from portal.observability.support_code import new_code
from workshops.catalogue import ListSnapshot, Registrations, early_access, registrations
from workshops.joining import admission, audit_log, evidence, rate_limits
from workshops.joining.keys import idempotency_key
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason, from_error, queued
from workshops.schedule import Taught, rules

# What a refusal is remembered for: cards and alternatives are true from then on.
TAUGHT: dict[RefusalReason | None, Taught] = {RefusalReason(each.value): each for each in Taught}
MIN_SECONDS = 2.5  # for the call, however much of its time has gone


@dataclass(frozen=True)
class Join:
    """One press on Join, and what is known as it is acted upon."""

    attendee: Attendee
    workshop: Workshop
    snapshot: ListSnapshot
    known: Registrations
    deadline: float  # on the monotonic clock, of the register call

    @property
    def key(self) -> str:
        """The idempotency key."""
        return idempotency_key(self.attendee, self.workshop, "join")


def register(join: Join) -> Outcome:
    """
    Make the register call, once, and return what came of it.

    One look at "my sessions" may follow. AuthenticationRequired passes if the sign-in is over.
    """
    attendee, workshop, started = join.attendee, join.workshop, time.monotonic()
    early = bool(workshop.starts and timezone.now() < workshop.starts)
    api = api_for(attendee, max(MIN_SECONDS, join.deadline - started))
    try:
        api.register(attendee.event, workshop.id, before_start=early)
    except ApiError as error:
        if isinstance(error, AuthenticationRequired) and not is_still_signed_in(attendee):
            raise
        return _paused_outcome(join, error) or _failed_outcome(join, error)
    return _answered_outcome(join, time.monotonic() - started)


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


def _answered_outcome(join: Join, seconds: float) -> Outcome:
    """The outcome of a 200, which is believed once such a promise has been seen to be kept."""
    attendee, workshop = join.attendee, join.workshop
    is_registered = evidence.is_call_confirmed() or _is_kept(join)
    if not is_registered:
        detail = f"in_my_sessions={is_registered}"
        audit_log.record("not confirmed", attendee, workshop, "", detail)
        return Outcome(OutcomeKind.CONTINUE_IN_ROOM, RefusalReason.NO_ANSWER)
    registrations.record_change(attendee, workshop.id, True, join.known)
    audit_log.record("registered", attendee, workshop, "", f"seconds={seconds:.3f}")
    return registered_outcome(workshop)


def _is_kept(join: Join) -> bool | None:
    """Whether "my sessions" shows what a 200 has promised; None if it does not answer."""
    with evidence.one_look_at_a_time():
        if evidence.is_call_confirmed():
            return True
        is_registered = _is_in_my_sessions(join)
        if is_registered is not None:
            evidence.record_registration(is_registered)
        return is_registered


def _paused_outcome(join: Join, error: ApiError) -> Outcome | None:
    """The place in the queue of a join that upstream asked to wait; None for any other failure."""
    if not rate_limits.is_rate_limit(error):
        return None
    seconds = rate_limits.record(join.attendee, error.retry_after)
    return None if seconds is None else queued(admission.paused_position(join.key, seconds))


def _failed_outcome(join: Join, error: ApiError) -> Outcome:
    """The refusal that an error is; else what "my sessions" shows, or what that leaves open."""
    attendee, workshop = join.attendee, join.workshop
    outcome = from_error(error, workshop, timezone.now(), early_access())
    if evidence.is_unproven(error, is_listed=join.snapshot.find(workshop.id) is not None):
        evidence.record_unproven(error)
        outcome = replace(outcome, kind=OutcomeKind.CONTINUE_IN_ROOM)
    audit_log.record_failure(attendee, workshop, outcome, error)
    if outcome.kind is OutcomeKind.REFUSED:
        if taught := TAUGHT.get(outcome.reason):
            registrations.record_refusal(attendee, workshop.id, taught, outcome.limit, join.known)
        return outcome
    is_registered = _is_in_my_sessions(join)
    if is_registered:
        return registered_outcome(workshop)
    return replace(outcome, verified=is_registered is not None)


def _is_in_my_sessions(join: Join) -> bool | None:
    """Whether upstream itself lists the workshop as the attendee's; None if it does not answer."""
    known = registrations.refetch(join.attendee, join.snapshot.zone)
    return join.workshop.id in known.upstream_ids if known.is_known else None
