import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from workshops.joining import idempotency, locks

PATIENCE = 5  # seconds that a test waits before it fails


@pytest.fixture
def somebody_waits(monkeypatch):
    """Set as soon as a press finds another one under way; waiting itself then takes no time."""
    waits = threading.Event()
    monkeypatch.setattr(idempotency.time, "sleep", lambda seconds: waits.set())
    return waits


@pytest.fixture
def people():
    """Threads that press at the same time as the test; the test does not end before they do."""
    with ThreadPoolExecutor(max_workers=8) as threads:
        yield threads


def once(key, act):
    with idempotency.exclusive(key):
        return idempotency.run_once(key, act)


def in_turn(key, act):
    with idempotency.exclusive(key):
        return act()


def test_presses_at_the_same_time_act_once_and_share_the_result(people, somebody_waits):
    acts = []

    def act(this):
        acts.append("pressed")
        assert somebody_waits.wait(PATIENCE)
        return f"result {len(acts)}"

    pressed = [people.submit(once, "door", act) for _ in range(8)]

    assert [each.result(PATIENCE) for each in pressed] == ["result 1"] * 8
    assert acts == ["pressed"]


def test_a_press_just_afterwards_gets_the_same_result_and_a_later_one_acts(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)
    results = iter(["first", "second"])

    def act(this):
        return next(results)

    idempotency.run_once("door", act)

    time_machine.shift(idempotency.REPLAY_SECONDS - 0.1)
    assert idempotency.run_once("door", act) == "first"

    time_machine.shift(0.2)
    assert idempotency.run_once("door", act) == "second"


def test_an_error_is_the_first_press_s_alone_and_the_next_acts_for_itself(people, somebody_waits):
    began = threading.Event()

    def fail(this):
        began.set()
        assert somebody_waits.wait(PATIENCE)
        raise ConnectionError("lost")

    first = people.submit(once, "door", fail)
    assert began.wait(PATIENCE)
    second = people.submit(once, "door", lambda this: "let in")

    assert isinstance(first.exception(PATIENCE), ConnectionError)
    assert second.result(PATIENCE) == "let in"


@pytest.mark.parametrize("way", [once, in_turn])
def test_another_door_does_not_wait(people, somebody_waits, way):
    began, gate = threading.Event(), threading.Event()

    def hold(*told):
        began.set()
        return gate.wait(PATIENCE)

    held = people.submit(way, "ada:1", hold)
    assert began.wait(PATIENCE)

    assert way("ada:2", lambda *told: "through") == "through"
    assert way("bo:1", lambda *told: "through") == "through"

    gate.set()
    assert held.result(PATIENCE) is True
    assert not somebody_waits.is_set()


def test_presses_in_turn_all_act_but_never_two_at_once(people, somebody_waits):
    inside = threading.Lock()

    def act():
        was_alone = inside.acquire(blocking=False)
        assert somebody_waits.wait(PATIENCE)
        inside.release()
        return was_alone

    pressed = [people.submit(in_turn, "room", act) for _ in range(4)]

    assert [each.result(PATIENCE) for each in pressed] == [True] * 4


def test_an_error_lets_the_next_one_in():
    def fail():
        raise ConnectionError("lost")

    with pytest.raises(ConnectionError):
        in_turn("room", fail)

    assert in_turn("room", lambda: "in") == "in"


def test_who_has_no_patience_is_told_that_another_is_in_the_door():
    with idempotency.exclusive("door"), idempotency.exclusive("door", 0.0) as is_alone:
        assert not is_alone
        with idempotency.exclusive(
            "door", 0.0
        ) as is_alone:  # who went away empty-handed gave nothing back
            assert not is_alone

    with idempotency.exclusive("door", 0.0) as is_alone:
        assert is_alone


def test_a_press_whose_process_died_blocks_nobody_for_ever(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)
    locks.acquire("door")

    time_machine.shift(locks.EXPIRES_SECONDS + 1)

    assert once("door", lambda this: "let in") == "let in"


def leave_open(this):
    this.start()
    return "unsure"


def test_a_press_is_told_of_an_open_end_that_another_left(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)
    idempotency.run_once("door", leave_open)

    time_machine.shift(idempotency.UNKNOWN_SECONDS - 1)
    assert idempotency.run_once("door", lambda this: this.outcome_unknown)

    time_machine.shift(idempotency.REPLAY_SECONDS)
    assert idempotency.run_once(
        "door", lambda this: this.outcome_unknown
    )  # known to no more than before

    time_machine.shift(idempotency.UNKNOWN_SECONDS + 1)
    assert not idempotency.run_once("door", lambda this: this.outcome_unknown)


def test_an_open_end_has_its_echo_as_well():
    idempotency.run_once("door", leave_open)

    assert idempotency.recent_result("door") == "unsure"
    assert idempotency.run_once("door", lambda this: "again") == "unsure"


def test_a_press_that_knows_its_end_leaves_nothing_open(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)

    def settle(this):
        this.start()
        this.outcome_unknown = False

    idempotency.run_once("door", settle)

    time_machine.shift(idempotency.REPLAY_SECONDS + 1)
    assert not idempotency.run_once("door", lambda this: this.outcome_unknown)


def test_a_press_that_died_half_way_leaves_its_end_open():
    class Killed(BaseException):
        """What no `except Exception` sees, as a process that is killed sees nothing."""

    def die(this):
        this.start()
        raise Killed

    with pytest.raises(Killed):
        idempotency.run_once("door", die)

    assert idempotency.recent_result("door") is None
    assert idempotency.run_once("door", lambda this: this.outcome_unknown)


def test_an_error_after_the_beginning_is_a_known_end():
    def begin_and_fail(this):
        this.start()
        raise ConnectionError("lost")

    with pytest.raises(ConnectionError):
        idempotency.run_once("door", begin_and_fail)

    assert not idempotency.run_once("door", lambda this: this.outcome_unknown)


def test_an_error_before_the_beginning_says_nothing_of_an_earlier_press(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)

    def fail(this):
        raise ConnectionError("lost before it began")

    idempotency.run_once("door", leave_open)
    time_machine.shift(idempotency.REPLAY_SECONDS + 1)
    with pytest.raises(ConnectionError):
        idempotency.run_once("door", fail)

    assert idempotency.run_once("door", lambda this: this.outcome_unknown)
