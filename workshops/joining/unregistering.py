"""The call that gives a seat back, and the outcome that its answer means."""

from dataclasses import replace

from django.utils import timezone

from portal.accelevents.exceptions import ApiError, AuthenticationRequired
from portal.accelevents.records import Workshop
from portal.attendees import Attendee, api_for
from workshops.catalogue import ListSnapshot, Registrations, early_access, registrations
from workshops.joining import audit_log, rate_limits
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason, from_error


def give_seat_back(
    attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot, known: Registrations
) -> Outcome:
    """Make the unregister call, once, and return what came of it. AuthenticationRequired passes."""
    try:
        api_for(attendee).unregister(attendee.event, workshop.id)
    except AuthenticationRequired:
        raise
    except ApiError as error:
        failed = _failed_outcome(attendee, workshop, snapshot, error)
        if failed:
            return failed
    registrations.record_change(attendee, workshop.id, False, known)
    return Outcome(OutcomeKind.UNREGISTERED)


def _failed_outcome(
    attendee: Attendee, workshop: Workshop, snapshot: ListSnapshot, error: ApiError
) -> Outcome | None:
    """What a failed call means; None if upstream's own list shows that the seat is free."""
    if rate_limits.is_rate_limit(error):
        rate_limits.record(attendee, error.retry_after)
    outcome = from_error(error, workshop, timezone.now(), early_access())
    audit_log.record_failure(attendee, workshop, outcome, error)
    if outcome.reason is RefusalReason.TOO_MANY_TRIES:
        return outcome
    if outcome.kind is OutcomeKind.REFUSED and outcome.reason is not RefusalReason.SILENT:
        return replace(outcome, reason=RefusalReason.SEAT_KEPT)
    known = registrations.refetch(attendee, snapshot.zone)
    if not known.is_known or workshop.id in known.upstream_ids:
        return replace(outcome, verified=known.is_known)
    return None
