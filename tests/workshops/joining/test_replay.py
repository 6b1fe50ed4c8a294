"""What a press leaves to the next one of the same button: its outcome, or that nobody knows it."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest

from portal.accelevents.exceptions import AuthenticationRequired
from workshops.joining import locks
from workshops.joining.locks import Execution
from workshops.joining.outcome_json import from_json, to_json
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason
from workshops.models import JoinLock

pytestmark = pytest.mark.django_db
KEY = "a" * 64
IN = Outcome(OutcomeKind.REGISTERED)
UNSURE = Outcome(OutcomeKind.UNKNOWN, RefusalReason.NO_ANSWER, support_code="K7F-2QX")
FULL = Outcome(
    OutcomeKind.REFUSED, RefusalReason.FULL, "Full, alas", 3, datetime(2026, 3, 10, 12, tzinfo=UTC)
)
QUEUED = Outcome(OutcomeKind.QUEUED, queue_ahead=3, wait_seconds=5, poll_after_seconds=0.9)


def leave(outcome):
    """Press, and end with `outcome`."""
    with locks.exclusive(KEY) as execution:
        execution.finish(outcome)


def fail(error):
    with suppress(type(error)), locks.exclusive(KEY):
        raise error


def next_press():
    """What the next press finds: an outcome, or whether an earlier one is unknown."""
    with locks.exclusive(KEY) as found:
        return found.outcome_unknown if isinstance(found, Execution) else found


@pytest.mark.parametrize("outcome", [IN, FULL, UNSURE])
def test_a_press_soon_afterwards_gets_the_same_outcome_and_a_later_one_acts(later, outcome):
    leave(outcome)
    later(locks.REPLAY_SECONDS - 0.1)
    soon = next_press()
    later(0.2)

    assert soon == outcome
    assert next_press() is (outcome is UNSURE)


def test_a_place_in_the_queue_is_not_replayed():
    leave(QUEUED)

    assert next_press() is False


@pytest.mark.parametrize("outcome", [IN, FULL, UNSURE, QUEUED])
def test_an_outcome_is_the_same_after_it_was_stored(outcome):
    assert from_json(to_json(outcome)) == outcome


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"kind": "new", "reason": null, "retry_at": null}', '{"kind": "let_in"}'],
)
def test_an_outcome_of_another_release_counts_as_none(text):
    assert from_json(text) is None


def test_while_a_result_that_cannot_be_read_would_be_replayed_the_press_waits(monkeypatch):
    leave(IN)
    JoinLock.objects.update(result="{}")
    monkeypatch.setattr(locks, "TIMEOUT_SECONDS", 0)

    assert next_press() is None


def test_a_result_from_the_future_is_not_replayed(later):
    """The clock was set back by an hour after the press."""
    later(3600)
    leave(FULL)
    later(-3600)

    assert next_press() is False


def test_a_press_knows_of_an_unknown_outcome_that_an_earlier_one_left(later):
    leave(UNSURE)
    later(locks.UNKNOWN_SECONDS - 1)
    still_unknown = next_press(), next_press()  # one that does nothing knows no more
    later(locks.UNKNOWN_SECONDS + 1)

    assert (still_unknown, next_press()) == ((True, True), False)


def test_a_press_that_knows_its_outcome_leaves_nothing_unknown(later):
    leave(UNSURE)
    later(locks.REPLAY_SECONDS + 1)
    leave(IN)
    later(locks.REPLAY_SECONDS + 1)

    assert next_press() is False


def test_an_unexpected_error_leaves_its_outcome_unknown_and_is_not_replayed():
    fail(ConnectionError("lost"))

    assert next_press() is True


def test_a_sign_in_that_is_over_was_refused_before_anything_else():
    fail(AuthenticationRequired("over"))

    assert next_press() is False


def test_the_database_stores_no_names():
    leave(IN)

    (row,) = JoinLock.objects.all()
    assert (len(row.key_digest), row.owner) == (64, None)


def test_rows_are_deleted_once_they_say_nothing(later):
    leave(UNSURE)
    later(locks.UNKNOWN_SECONDS - 1)
    too_early = locks.clear_expired(10)
    later(locks.UNKNOWN_SECONDS)

    assert (too_early, locks.clear_expired(0), locks.clear_expired(10)) == (0, 0, 1)
    assert JoinLock.objects.count() == 0


def test_the_row_of_a_press_that_is_under_way_is_never_deleted():
    with locks.exclusive(KEY):
        assert locks.clear_expired(10) == 0
