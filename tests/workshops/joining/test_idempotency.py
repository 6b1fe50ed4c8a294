"""Idempotency: a press is recorded, and later presses of the same button use that record."""

import pytest

from workshops.joining import idempotency

NOON = "2026-03-10 12:00:00Z"


def leave_unknown(execution):
    execution.start()
    return "unsure"


def outcome_unknown(execution):
    return execution.outcome_unknown


def test_a_press_soon_afterwards_gets_the_same_result_and_a_later_one_acts_again(time_machine):
    time_machine.move_to(NOON, tick=False)
    results = iter(["first", "second"])

    def act(execution):
        return next(results)

    idempotency.run_once("join", act)

    time_machine.shift(idempotency.REPLAY_SECONDS - 0.1)
    assert idempotency.run_once("join", act) == "first"

    time_machine.shift(0.2)
    assert idempotency.run_once("join", act) == "second"


def test_an_error_is_not_replayed_and_the_next_press_acts_again():
    def fail(execution):
        raise ConnectionError("lost")

    with pytest.raises(ConnectionError):
        idempotency.run_once("join", fail)

    assert idempotency.run_once("join", lambda execution: "let in") == "let in"


def test_another_button_has_its_own_record():
    idempotency.run_once("ada:1", lambda execution: "in")

    assert idempotency.run_once("ada:2", lambda execution: "full") == "full"
    assert idempotency.recent_result("bo:1") is None


def test_a_press_knows_of_an_unknown_outcome_that_an_earlier_one_left(time_machine):
    time_machine.move_to(NOON, tick=False)
    idempotency.run_once("join", leave_unknown)

    time_machine.shift(idempotency.UNKNOWN_SECONDS - 1)
    assert idempotency.run_once("join", outcome_unknown)

    time_machine.shift(idempotency.REPLAY_SECONDS)
    assert idempotency.run_once("join", outcome_unknown)  # no more is known than before

    time_machine.shift(idempotency.UNKNOWN_SECONDS + 1)
    assert not idempotency.run_once("join", outcome_unknown)


def test_an_unknown_outcome_is_replayed_as_well():
    idempotency.run_once("join", leave_unknown)

    assert idempotency.recent_result("join") == "unsure"
    assert idempotency.run_once("join", lambda execution: "again") == "unsure"


def test_a_press_that_knows_its_outcome_leaves_nothing_unknown(time_machine):
    time_machine.move_to(NOON, tick=False)

    def finish(execution):
        execution.start()
        execution.outcome_unknown = False

    idempotency.run_once("join", finish)

    time_machine.shift(idempotency.REPLAY_SECONDS + 1)
    assert not idempotency.run_once("join", outcome_unknown)


def test_a_press_whose_process_died_halfway_leaves_its_outcome_unknown():
    class Killed(BaseException):
        """An error that `except Exception` does not catch, like the end of a killed process."""

    def die(execution):
        execution.start()
        raise Killed

    with pytest.raises(Killed):
        idempotency.run_once("join", die)

    assert idempotency.recent_result("join") is None
    assert idempotency.run_once("join", outcome_unknown)


def test_an_error_after_the_start_is_a_known_outcome():
    def start_and_fail(execution):
        execution.start()
        raise ConnectionError("lost")

    with pytest.raises(ConnectionError):
        idempotency.run_once("join", start_and_fail)

    assert not idempotency.run_once("join", outcome_unknown)


def test_an_error_before_the_start_says_nothing_about_an_earlier_press(time_machine):
    time_machine.move_to(NOON, tick=False)

    def fail(execution):
        raise ConnectionError("lost before it started")

    idempotency.run_once("join", leave_unknown)
    time_machine.shift(idempotency.REPLAY_SECONDS + 1)
    with pytest.raises(ConnectionError):
        idempotency.run_once("join", fail)

    assert idempotency.run_once("join", outcome_unknown)
