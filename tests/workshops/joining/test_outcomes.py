"""The outcomes of joining: each failure upstream has its own outcome."""

from datetime import timedelta

import pytest

from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    AuthenticationRequired,
    EndpointNotFound,
    Reason,
)
from tests.workshops.factories import EARLY, NOON, after_noon, workshop
from workshops.joining.outcomes import (
    FROM_API_REASON,
    MAX_RETRY,
    Outcome,
    OutcomeKind,
    RefusalReason,
    from_error,
)

CALL = "POST /rest/events/{event}/user-session/{session}"
# The reasons that refuse only a sign-in, and those that joining decides itself.
OF_SIGN_IN = {
    Reason.SIGN_IN_AGAIN,
    Reason.WRONG_PASSWORD,
    Reason.ACCOUNT_LOCKED,
    Reason.KEY_INVALID,
    Reason.KEY_BLOCKED,
    Reason.KEY_USED,
    Reason.ACCOUNT_PROBLEM,
}
DECIDED_HERE = {Reason.NOT_NOW, Reason.UNKNOWN}


def outcome_of(error, at_workshop=None):
    return from_error(error, at_workshop or workshop(), NOON, EARLY)


def refused(reason, **facts):
    documented = {"is_documented": True} | facts
    return ApiRefused(CALL, reason=reason, http_status=406, **documented)


def test_every_reason_of_a_register_or_join_has_its_own_meaning():
    assert set(FROM_API_REASON) == set(Reason) - OF_SIGN_IN - DECIDED_HERE
    assert RefusalReason.UNKNOWN not in FROM_API_REASON.values()


@pytest.mark.parametrize("reason", sorted([*FROM_API_REASON, *OF_SIGN_IN, Reason.UNKNOWN]))
def test_a_refusal_by_upstream_has_upstreams_own_sentence(reason):
    outcome = outcome_of(refused(reason, upstream_message="No seat for you."))

    assert (outcome.kind, outcome.upstream_message) == (OutcomeKind.REFUSED, "No seat for you.")
    assert outcome.reason is FROM_API_REASON.get(reason, RefusalReason.UNKNOWN)


@pytest.mark.parametrize("reason", [Reason.NOT_FOUND, Reason.NOT_NOW, Reason.HIDDEN])
def test_a_reason_that_only_the_status_suggests_is_unknown(reason):
    outcome = outcome_of(refused(reason, is_documented=False, upstream_message="No."))

    assert (outcome.kind, outcome.reason) == (OutcomeKind.REFUSED, RefusalReason.UNKNOWN)
    assert (outcome.upstream_message, outcome.retry_at) == ("No.", None)


@pytest.mark.parametrize(
    "error",
    [
        ApiUnreachable(CALL, sent=True),
        ApiInvalidResponse(CALL, http_status=200),
        ApiInvalidResponse(CALL, http_status=502),
        ApiUnavailable(CALL, http_status=503, retry_after=5),
        ApiError(CALL),
    ],
)
def test_an_error_that_may_hide_a_success_is_unknown_and_never_a_refusal(error):
    outcome = outcome_of(error)

    assert (outcome.kind, outcome.reason) == (OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER)
    assert (outcome.retry_at, outcome.verified) == (None, False)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (AuthenticationRequired(CALL, http_status=401), OutcomeKind.UNKNOWN),
        (EndpointNotFound(CALL, http_status=404), OutcomeKind.REFUSED),
    ],
)
def test_a_page_refuses_nobody_unless_a_web_server_does_not_know_the_address(error, kind):
    error.is_html = True

    assert outcome_of(error).kind is kind


def test_a_call_that_was_never_sent_can_be_retried_soon():
    outcome = outcome_of(ApiUnreachable(CALL, sent=False))

    assert (outcome.kind, outcome.reason) == (OutcomeKind.REFUSED, RefusalReason.SILENT)
    assert NOON < outcome.retry_at <= NOON + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("retry_after", "expected"),
    [(None, 30), (90.0, 90), (86400.0, MAX_RETRY)],
)
def test_after_a_429_the_wait_is_as_long_as_upstream_asks_up_to_a_maximum(retry_after, expected):
    outcome = outcome_of(ApiUnavailable(CALL, http_status=429, retry_after=retry_after))

    assert (outcome.kind, outcome.reason) == (OutcomeKind.REFUSED, RefusalReason.TOO_MANY_TRIES)
    assert outcome.retry_at == NOON + timedelta(seconds=expected)


@pytest.mark.parametrize("retry_after", [0.0, -5.0, 1e20])
def test_an_odd_retry_after_still_gives_a_time_in_the_future(retry_after):
    outcome = outcome_of(ApiUnavailable(CALL, http_status=429, retry_after=retry_after))

    assert NOON < outcome.retry_at <= NOON + timedelta(seconds=MAX_RETRY)


@pytest.mark.parametrize(
    ("at_workshop", "reason", "retry_at"),
    [
        (workshop(begins=32), RefusalReason.NOT_OPEN_YET, after_noon(30)),
        (workshop(begins=200), RefusalReason.NOT_OPEN_YET, after_noon(198)),
        (workshop(begins=1), RefusalReason.NOT_OPEN_YET, after_noon(1)),
        (workshop(begins=-30), RefusalReason.TOO_LATE, None),
        (workshop(begins=-90), RefusalReason.OVER, None),
        (workshop(starts=None), RefusalReason.UNKNOWN, None),
    ],
)
def test_upstreams_only_refusal_about_time_is_interpreted_by_the_clock(
    at_workshop, reason, retry_at
):
    outcome = outcome_of(refused(Reason.NOT_NOW), at_workshop)

    assert (outcome.kind, outcome.reason, outcome.retry_at) == (
        OutcomeKind.REFUSED,
        reason,
        retry_at,
    )


def test_a_limit_comes_with_its_number():
    outcome = outcome_of(refused(Reason.LIMIT_REACHED, limit=3))

    assert (outcome.reason, outcome.limit) == (RefusalReason.LIMIT_REACHED, 3)


@pytest.mark.parametrize(
    "error",
    [
        refused(Reason.FULL),
        refused(Reason.NOT_NOW),
        EndpointNotFound(CALL),
        ApiUnavailable(CALL, http_status=429),
        ApiUnreachable(CALL, sent=False),
        ApiInvalidResponse(CALL),
    ],
)
def test_every_failure_has_a_support_code_of_its_own(error):
    first, second = outcome_of(error), outcome_of(error)

    assert first.support_code
    assert first.support_code != second.support_code


def test_being_registered_needs_neither_a_reason_nor_a_code():
    assert Outcome(OutcomeKind.REGISTERED) == Outcome(
        OutcomeKind.REGISTERED, None, "", None, None, False, ""
    )
