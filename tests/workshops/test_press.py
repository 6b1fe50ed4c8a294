import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from workshops import press

PATIENCE = 5  # seconds that a test waits before it fails


@pytest.fixture
def somebody_waits(monkeypatch):
    """Set as soon as a press finds another one under way; waiting itself then takes no time."""
    waits = threading.Event()
    monkeypatch.setattr(press.time, "sleep", lambda seconds: waits.set())
    return waits


@pytest.fixture
def people():
    """Threads that press at the same time as the test; the test does not end before they do."""
    with ThreadPoolExecutor(max_workers=8) as threads:
        yield threads


def test_presses_at_the_same_time_act_once_and_share_the_result(people, somebody_waits):
    acts = []

    def act(is_open):
        acts.append("pressed")
        assert somebody_waits.wait(PATIENCE)
        return f"result {len(acts)}"

    pressed = [people.submit(press.once, "door", act) for _ in range(8)]

    assert [each.result(PATIENCE) for each in pressed] == ["result 1"] * 8
    assert acts == ["pressed"]


def test_a_press_just_afterwards_gets_the_same_result_and_a_later_one_acts(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)
    results = iter(["first", "second"])

    def act(is_open):
        return next(results)

    press.once("door", act)

    time_machine.shift(press.ECHO_SECONDS - 0.1)
    assert press.once("door", act) == "first"

    time_machine.shift(0.2)
    assert press.once("door", act) == "second"


def test_an_error_is_the_first_press_s_alone_and_the_next_acts_for_itself(people, somebody_waits):
    began = threading.Event()

    def fail(is_open):
        began.set()
        assert somebody_waits.wait(PATIENCE)
        raise ConnectionError("lost")

    first = people.submit(press.once, "door", fail)
    assert began.wait(PATIENCE)
    second = people.submit(press.once, "door", lambda is_open: "let in")

    assert isinstance(first.exception(PATIENCE), ConnectionError)
    assert second.result(PATIENCE) == "let in"


@pytest.mark.parametrize("way", [press.once, press.in_turn])
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

    pressed = [people.submit(press.in_turn, "room", act) for _ in range(4)]

    assert [each.result(PATIENCE) for each in pressed] == [True] * 4


def test_an_error_in_turn_lets_the_next_one_in():
    def fail():
        raise ConnectionError("lost")

    with pytest.raises(ConnectionError):
        press.in_turn("room", fail)

    assert press.in_turn("room", lambda: "in") == "in"


def test_a_press_whose_process_died_blocks_nobody_for_ever(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)
    press.cache.add("press:door:busy", 1, press.BUSY_SECONDS)

    time_machine.shift(press.BUSY_SECONDS + 1)

    assert press.once("door", lambda is_open: "let in") == "let in"


def test_a_press_is_told_of_an_open_end_that_another_left():
    def leave_open(is_open):
        with press.open_end("door"):
            return

    told = [press.once("door", leave_open), press.once("door", lambda is_open: is_open)]

    assert told == [None, True]
