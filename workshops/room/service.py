"""Entering a workshop's meeting, and telling upstream about it where that is configured."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from portal.accelevents.exceptions import ApiError, ApiInvalidResponse, AuthenticationRequired
from portal.accelevents.records import MeetingJoin, Workshop
from portal.attendees import Attendee, api_for, is_still_signed_in
from portal.observability import findings
from portal.observability.counters import count
from portal.observability.support_code import new_code
from workshops.catalogue import Registrations, early_access, registrations
from workshops.joining import (
    Execution,
    Outcome,
    OutcomeKind,
    RefusalReason,
    admission,
    audit_log,
    from_error,
    idempotency_key,
    locks,
    not_now,
    rate_limits,
)
from workshops.room.media_policy import media_problem

RETURN_SECONDS = 30
DETAIL_SECONDS = 2.5  # for a second look after a join: nobody waits long for so small a hope


def join_meeting(
    attendee: Attendee, workshop: Workshop, breakout_room: str = ""
) -> MeetingJoin | Outcome:
    """
    The meeting and this attendee's place in it, or why not; one call, one request at a time.

    `breakout_room` is the id of a breakout room, "" for the workshop's own meeting.

    It takes the same way as joining: lock → admission → upstream → outcome. Who asks again at once
    is told the same if it was a refusal, else to wait for REPLAY_SECONDS: the answer holds the join
    token, which is neither stored nor logged. AuthenticationRequired passes to the middleware if
    the sign-in is over.
    """
    under_way = partial(not_now, RefusalReason.ALREADY_UNDER_WAY, locks.REPLAY_SECONDS)
    key = idempotency_key(attendee, workshop, f"room{breakout_room}")
    with locks.exclusive(key) as execution:
        if not isinstance(execution, Execution):
            return audit_log.counted("room", execution or under_way(timezone.now()))
        state = admission.read_state(attendee)
        with admission.admit_or_refuse(state) as retry_seconds:
            if retry_seconds:
                busy = not_now(RefusalReason.TOO_MANY_TRIES, retry_seconds, timezone.now())
                return audit_log.counted("room", busy)
            result = _join_meeting(attendee, workshop, state.registrations, breakout_room)
        if isinstance(result, Outcome):
            return audit_log.counted("room", execution.finish(result))
        execution.finish(under_way(timezone.now()))
    count("portal_joins_total", step="room", outcome=OutcomeKind.REGISTERED.value, reason="")
    return result


def leave_meeting(attendee: Attendee, workshop: Workshop) -> None:
    """
    Tell upstream that the attendee has left; who comes back at once does not wait.

    That holds once in RETURN_SECONDS: each join may cost one of the meeting's places for good.
    """
    report_status(attendee, workshop, "LEFT")
    key = idempotency_key(attendee, workshop, "room")
    if cache.add(f"returned:{key}", 1, RETURN_SECONDS):
        locks.forget_outcome(key)


def report_status(attendee: Attendee, workshop: Workshop, status: str) -> None:
    """
    Tell upstream that the attendee is IN_MEETING or has LEFT, where that call is configured.

    Nobody waits for it, and the client only logs a failure.
    https://developer.accelevents.com/reference/change-session-status
    """
    if settings.ACCELEVENTS.status_call:
        set_status = api_for(attendee).set_status
        report = partial(set_status, attendee.event, workshop.id, status)
        threading.Thread(target=_ignore_failure, args=[report], daemon=True).start()


def _ignore_failure(report: Callable[[], None]) -> None:
    with suppress(ApiError):
        report()


def _join_meeting(
    attendee: Attendee, workshop: Workshop, known: Registrations, breakout_room: str
) -> MeetingJoin | Outcome:
    try:
        joined: MeetingJoin | Outcome = _ask_to_join(attendee, workshop, breakout_room)
    except ApiError as error:
        if isinstance(error, AuthenticationRequired) and not is_still_signed_in(attendee):
            raise
        joined = _recover_meeting(attendee, workshop, error, breakout_room)
    if isinstance(joined, Outcome):
        return joined
    registrations.record_change(attendee, workshop.id, True, known)
    problem = media_problem(joined)
    if problem:
        code = new_code()
        audit_log.record("meeting refused", attendee, workshop, code, problem)
        return Outcome(OutcomeKind.UNKNOWN, RefusalReason.NO_ROOM, support_code=code)
    return joined


def _ask_to_join(attendee: Attendee, workshop: Workshop, breakout_room: str) -> MeetingJoin:
    api = api_for(attendee)
    if breakout_room:
        return api.join_breakout_room(attendee.event, workshop.id, breakout_room)
    joined = api.join(attendee.event, workshop.id)
    findings.record("meeting", "complete", attendee.event)
    return joined


def _recover_meeting(
    attendee: Attendee, workshop: Workshop, error: ApiError, breakout_room: str
) -> MeetingJoin | Outcome:
    """
    After a join without a usable answer: the meeting from the workshop's detail, or why not.

    The detail has no meeting of a breakout room.
    """
    if rate_limits.is_rate_limit(error):
        rate_limits.record(attendee, error.retry_after)
    outcome = from_error(error, workshop, timezone.now(), early_access())
    audit_log.record_failure(attendee, workshop, outcome, error)
    if outcome.kind is OutcomeKind.REFUSED or breakout_room:
        return outcome
    try:
        meeting = api_for(attendee, DETAIL_SECONDS).room(attendee.event, workshop.id)
    except ApiError:
        meeting = None
    if not _has_answered(error):
        return meeting or outcome
    _note_incomplete(attendee, workshop, outcome, error)
    return meeting or replace(outcome, reason=RefusalReason.NO_ROOM)


def _has_answered(error: ApiError) -> bool:
    """Whether upstream let the attendee in, although its answer holds no meeting."""
    return isinstance(error, ApiInvalidResponse) and error.status == 200 and not error.is_html


def _note_incomplete(
    attendee: Attendee, workshop: Workshop, outcome: Outcome, error: ApiError
) -> None:
    """Log which parts of a meeting are missing from the answer, and which keys it has."""
    audit_log.record("no meeting", attendee, workshop, outcome.support_code, error.detail)
    if not workshop.is_in_person:
        findings.record("meeting", "incomplete", attendee.event)
