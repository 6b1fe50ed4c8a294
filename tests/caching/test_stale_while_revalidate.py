import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.caching import stale_while_revalidate
from portal.caching.stale_while_revalidate import CachedValue, StaleWhileRevalidate
from tests.support.fake_fetch import PATIENCE, SILENT, Clock, Upstream, fails, look, says


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(stale_while_revalidate, "time", clock)
    return clock


def test_the_first_value_is_waited_for():
    found = StaleWhileRevalidate(10).get(Upstream(says("first")), PATIENCE)

    assert found == CachedValue("first", None, is_refreshing=False)


def test_nobody_waits_for_the_first_value_longer_than_patience():
    box, upstream = StaleWhileRevalidate(10), Upstream(says("first"))
    upstream.gate.clear()

    found = box.get(upstream, patience=0.01)

    assert found == CachedValue(None, None, is_refreshing=True)
    upstream.gate.set()
    box.wait()
    assert box.peek().value == "first"


@pytest.fixture
def old(clock):
    """A box whose value has just become old, and an upstream that takes its time for a new one."""
    box, upstream = StaleWhileRevalidate(10), Upstream(says("old"), says("new"))
    look(box, upstream)
    clock.now += 10
    upstream.gate.clear()
    yield box, upstream
    upstream.gate.set()
    box.wait()


def test_readers_do_not_wait_for_a_refresh(old):
    box, upstream = old

    found = box.get(upstream, PATIENCE)

    assert found == CachedValue("old", None, is_refreshing=True)
    upstream.gate.set()
    box.wait()
    assert box.peek() == CachedValue("new", None, is_refreshing=False)


def test_nobody_starts_a_second_refresh_while_one_is_under_way(old):
    box, upstream = old

    readings = [box.get(upstream, PATIENCE).value for _ in range(5)]

    assert readings == ["old"] * 5
    assert upstream.asked == 2


def test_after_a_quiet_time_a_reader_waits_for_a_moment(old, clock):
    box, upstream = old
    upstream.gate.set()

    clock.now += 10.1

    assert box.get(upstream, PATIENCE) == CachedValue("new", None, is_refreshing=False)


def test_the_moment_after_a_quiet_time_is_short(old, clock, monkeypatch):
    monkeypatch.setattr(stale_while_revalidate, "IDLE_TIMEOUT", 0.01)
    box, upstream = old

    clock.now += 10.1

    assert box.get(upstream, PATIENCE) == CachedValue("old", None, is_refreshing=True)


def test_nobody_waits_for_an_upstream_that_has_just_failed(old, clock, monkeypatch):
    monkeypatch.setattr(
        stale_while_revalidate, "IDLE_TIMEOUT", 2 * PATIENCE
    )  # waiting would end in a failure
    box, upstream = old
    box.get(Upstream(fails(SILENT)), PATIENCE)
    box.wait()

    clock.now += 60

    assert box.get(upstream, PATIENCE) == CachedValue("old", SILENT, is_refreshing=True)


def test_a_crowd_that_comes_at_once_asks_once():
    box, upstream, crowd = StaleWhileRevalidate(10), Upstream(says("first")), threading.Barrier(8)

    def read():
        crowd.wait(PATIENCE)
        return box.get(upstream, PATIENCE).value

    with ThreadPoolExecutor(8) as threads:
        readers = [threads.submit(read) for _ in range(8)]

    assert [reader.result() for reader in readers] == ["first"] * 8
    assert upstream.asked == 1


@pytest.mark.parametrize(
    ("age", "later", "asked"), [(0, 9.9, 1), (0, 10, 2), (4, 5.9, 1), (4, 6, 2), (60, 0, 2)]
)
def test_a_value_is_fetched_again_when_it_is_no_longer_fresh(clock, age, later, asked):
    box, upstream = StaleWhileRevalidate(10), Upstream(says("old"), says("new"), age=age)
    look(box, upstream)

    clock.now += later
    look(box, upstream)

    assert upstream.asked == asked


def test_a_value_from_before_is_renewed_at_the_first_look(clock, monkeypatch):
    monkeypatch.setattr(stale_while_revalidate, "IDLE_TIMEOUT", 0.01)
    box, upstream = StaleWhileRevalidate(10, "from another process"), Upstream(says("new"))
    upstream.gate.clear()

    found = box.get(upstream, PATIENCE)

    assert found.value == "from another process"
    upstream.gate.set()
    assert look(box, upstream)[1].value == "new"
