from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiUnavailable,
    AuthenticationRequired,
)
from portal.caching import (
    CachedValue,
    NothingLearned,
    StaleWhileRevalidate,
    backoff,
    stale_while_revalidate,
)
from tests.support.fake_fetch import TIMEOUT, UNREACHABLE, Clock, FakeFetch, fails, read, returns


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(stale_while_revalidate, "time", clock)
    return clock


@pytest.fixture
def shortest_waits(monkeypatch):
    """Jitter as short as it gets."""
    monkeypatch.setattr(backoff, "random", SimpleNamespace(uniform=lambda least, most: least))


def test_a_failure_is_reported_and_the_last_good_value_stays():
    cached, fetch = StaleWhileRevalidate(0), FakeFetch(returns("good"), fails(UNREACHABLE))
    read(cached, fetch)

    _, after = read(cached, fetch)

    assert after == CachedValue("good", UNREACHABLE, is_refreshing=False)


def test_a_first_fetch_that_fails_is_reported_to_every_waiting_reader():
    got = StaleWhileRevalidate(10).get(FakeFetch(fails(UNREACHABLE)), TIMEOUT)

    assert got == CachedValue(None, UNREACHABLE, is_refreshing=False)


def test_success_after_failures_forgets_them(clock):
    cached = StaleWhileRevalidate(10)
    fetch = FakeFetch(
        fails(UNREACHABLE),
        fails(UNREACHABLE),
        returns("good"),
        fails(UNREACHABLE),
        returns("better"),
    )
    read(cached, fetch)
    clock.now += 60
    read(cached, fetch)
    clock.now += 60

    _, good = read(cached, fetch)

    assert good == CachedValue("good", None, is_refreshing=False)
    clock.now += 10
    read(cached, fetch)
    clock.now += 2  # the wait after a first failure, not after a third
    assert read(cached, fetch)[1].value == "better"


def test_after_each_failure_the_next_try_comes_later(clock, shortest_waits):
    cached, fetch = StaleWhileRevalidate(10), FakeFetch(*[fails(UNREACHABLE)] * 9)
    start = clock.now

    def calls_at(second):
        clock.now = start + second
        read(cached, fetch)
        return fetch.calls

    assert [calls_at(second) for second in (0, 0.9, 1, 2.9, 3, 6.9, 7, 14.9, 15)] == [
        1, 1, 2, 2, 3, 3, 4, 4, 5,
    ]  # fmt: skip


@given(st.integers(1, 100_000), st.one_of(st.none(), st.floats(0, 1e9)))
def test_a_wait_has_jitter_and_a_maximum(failures, retry_after):
    usual = [backoff.backoff_seconds(failures, UNREACHABLE) for _ in range(8)]
    requested = backoff.backoff_seconds(failures, ApiUnavailable("GET /", retry_after=retry_after))

    assert 1 <= min(usual) < max(usual) <= backoff.MAX_BACKOFF
    assert min(retry_after or 0, backoff.MAX_BACKOFF) <= requested <= backoff.MAX_BACKOFF


@pytest.mark.parametrize(
    ("retry_after", "later", "calls"), [(30, 29, 1), (30, 30, 2), (86400, 59, 1), (86400, 60, 2)]
)
def test_upstreams_retry_after_is_followed_for_a_minute_at_most(clock, retry_after, later, calls):
    busy = ApiUnavailable("GET /", retry_after=retry_after)
    cached, fetch = StaleWhileRevalidate(10), FakeFetch(fails(busy), returns("good"))
    read(cached, fetch)

    clock.now += later
    read(cached, fetch)

    assert fetch.calls == calls


def test_a_reader_whose_sign_in_is_over_keeps_nobody_else_from_trying(clock):
    cached, over = StaleWhileRevalidate(10), AuthenticationRequired("GET /")
    refused = cached.get(FakeFetch(fails(over)), TIMEOUT)

    got = cached.get(FakeFetch(returns("good")), TIMEOUT)

    assert refused == CachedValue(None, over, is_refreshing=False)
    assert got == CachedValue("good", None, is_refreshing=False)


def test_a_fault_of_our_own_is_logged_in_full_and_reported_as_an_error(caplog):
    got = StaleWhileRevalidate(10).get(FakeFetch(fails(ZeroDivisionError("ours"))), TIMEOUT)

    assert type(got.error) is ApiError
    assert "ZeroDivisionError" in str(got.error)
    assert "ZeroDivisionError: ours" in caplog.text


def test_an_upstream_that_fails_is_no_fault_of_ours_and_not_logged_here(caplog):
    StaleWhileRevalidate(10).get(FakeFetch(fails(ApiInvalidResponse("GET /"))), TIMEOUT)

    assert caplog.text == ""


def test_a_try_that_learned_nothing_changes_nothing_and_delays_nobody(clock):
    cached, fetch = StaleWhileRevalidate(10), FakeFetch(returns("good"), fails(UNREACHABLE))
    read(cached, fetch)
    clock.now += 60
    _, failed = read(cached, fetch)
    clock.now += 60

    _, after = read(cached, FakeFetch(fails(NothingLearned("refused to this reader alone"))))
    _, next_reader = read(cached, FakeFetch(returns("new")))

    assert failed == CachedValue("good", UNREACHABLE, is_refreshing=False)
    assert after == failed
    assert next_reader == CachedValue("new", None, is_refreshing=False)


def test_a_value_that_is_taken_over_leaves_the_refresh_under_way_alone(clock):
    cached, fetch = StaleWhileRevalidate(10), FakeFetch(returns("new"))
    fetch.may_return.clear()
    cached.get(fetch, 0)

    cached.store("from elsewhere", age=20)
    second = FakeFetch(returns("never"))
    got = cached.get(second, 0)
    fetch.may_return.set()
    cached.wait()

    assert got == CachedValue("from elsewhere", None, is_refreshing=True)
    assert second.calls == 0
    assert cached.peek() == CachedValue("new", None, is_refreshing=False)
