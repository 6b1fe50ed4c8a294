import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.caching import CachedValue, StaleWhileRevalidate, stale_while_revalidate
from tests.support.fake_fetch import TIMEOUT, UNREACHABLE, Clock, FakeFetch, fails, read, returns


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(stale_while_revalidate, "time", clock)
    return clock


def test_the_first_value_is_waited_for():
    got = StaleWhileRevalidate(10).get(FakeFetch(returns("first")), TIMEOUT)

    assert got == CachedValue("first", None, is_refreshing=False)


def test_nobody_waits_for_the_first_value_longer_than_the_timeout():
    cached, fetch = StaleWhileRevalidate(10), FakeFetch(returns("first"))
    fetch.may_return.clear()

    got = cached.get(fetch, timeout=0.01)

    assert got == CachedValue(None, None, is_refreshing=True)
    fetch.may_return.set()
    cached.wait()
    assert cached.peek().value == "first"


@pytest.fixture
def old(clock):
    """A cached whose value has just become old, and an fetch that takes its time for a new one."""
    cached, fetch = StaleWhileRevalidate(10), FakeFetch(returns("old"), returns("new"))
    read(cached, fetch)
    clock.now += 10
    fetch.may_return.clear()
    yield cached, fetch
    fetch.may_return.set()
    cached.wait()


def test_readers_do_not_wait_for_a_refresh(old):
    cached, fetch = old

    got = cached.get(fetch, TIMEOUT)

    assert got == CachedValue("old", None, is_refreshing=True)
    fetch.may_return.set()
    cached.wait()
    assert cached.peek() == CachedValue("new", None, is_refreshing=False)


def test_nobody_starts_a_second_refresh_while_one_is_under_way(old):
    cached, fetch = old

    readings = [cached.get(fetch, TIMEOUT).value for _ in range(5)]

    assert readings == ["old"] * 5
    assert fetch.calls == 2


def test_after_a_quiet_time_a_reader_waits_for_a_moment(old, clock):
    cached, fetch = old
    fetch.may_return.set()

    clock.now += 10.1

    assert cached.get(fetch, TIMEOUT) == CachedValue("new", None, is_refreshing=False)


def test_the_moment_after_a_quiet_time_is_short(old, clock, monkeypatch):
    monkeypatch.setattr(stale_while_revalidate, "IDLE_TIMEOUT", 0.01)
    cached, fetch = old

    clock.now += 10.1

    assert cached.get(fetch, TIMEOUT) == CachedValue("old", None, is_refreshing=True)


def test_nobody_waits_for_an_upstream_that_has_just_failed(old, clock, monkeypatch):
    monkeypatch.setattr(
        stale_while_revalidate, "IDLE_TIMEOUT", 2 * TIMEOUT
    )  # waiting would end in a failure
    cached, fetch = old
    cached.get(FakeFetch(fails(UNREACHABLE)), TIMEOUT)
    cached.wait()

    clock.now += 60

    assert cached.get(fetch, TIMEOUT) == CachedValue("old", UNREACHABLE, is_refreshing=True)


def test_a_crowd_that_comes_at_once_asks_once():
    cached, fetch, crowd = (
        StaleWhileRevalidate(10),
        FakeFetch(returns("first")),
        threading.Barrier(8),
    )

    def read():
        crowd.wait(TIMEOUT)
        return cached.get(fetch, TIMEOUT).value

    with ThreadPoolExecutor(8) as threads:
        readers = [threads.submit(read) for _ in range(8)]

    assert [reader.result() for reader in readers] == ["first"] * 8
    assert fetch.calls == 1


@pytest.mark.parametrize(
    ("age", "later", "calls"), [(0, 9.9, 1), (0, 10, 2), (4, 5.9, 1), (4, 6, 2), (60, 0, 2)]
)
def test_a_value_is_fetched_again_when_it_is_no_longer_fresh(clock, age, later, calls):
    cached, fetch = StaleWhileRevalidate(10), FakeFetch(returns("old"), returns("new"), age=age)
    read(cached, fetch)

    clock.now += later
    read(cached, fetch)

    assert fetch.calls == calls


def test_a_value_from_before_is_fetched_again_at_the_first_read(clock, monkeypatch):
    monkeypatch.setattr(stale_while_revalidate, "IDLE_TIMEOUT", 0.01)
    cached, fetch = StaleWhileRevalidate(10, "from another process"), FakeFetch(returns("new"))
    fetch.may_return.clear()

    got = cached.get(fetch, TIMEOUT)

    assert got.value == "from another process"
    fetch.may_return.set()
    assert read(cached, fetch)[1].value == "new"
