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
from portal.caching import stale_while_revalidate
from portal.caching.stale_while_revalidate import CachedValue, StaleWhileRevalidate
from tests.support.fake_fetch import PATIENCE, SILENT, Clock, Upstream, fails, look, says


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(stale_while_revalidate, "time", clock)
    return clock


@pytest.fixture
def shortest_waits(monkeypatch):
    """Jitter as short as it gets."""
    monkeypatch.setattr(
        stale_while_revalidate, "random", SimpleNamespace(uniform=lambda least, most: least)
    )


def test_a_failure_is_told_and_the_last_good_value_stays():
    box, upstream = StaleWhileRevalidate(0), Upstream(says("good"), fails(SILENT))
    look(box, upstream)

    _, after = look(box, upstream)

    assert after == CachedValue("good", SILENT, is_refreshing=False)


def test_a_first_fetch_that_fails_is_told_to_all_who_waited():
    found = StaleWhileRevalidate(10).get(Upstream(fails(SILENT)), PATIENCE)

    assert found == CachedValue(None, SILENT, is_refreshing=False)


def test_success_after_failures_forgets_them(clock):
    box = StaleWhileRevalidate(10)
    upstream = Upstream(fails(SILENT), fails(SILENT), says("good"), fails(SILENT), says("better"))
    look(box, upstream)
    clock.now += 60
    look(box, upstream)
    clock.now += 60

    _, good = look(box, upstream)

    assert good == CachedValue("good", None, is_refreshing=False)
    clock.now += 10
    look(box, upstream)
    clock.now += 2  # the wait after a first failure, not after a third
    assert look(box, upstream)[1].value == "better"


def test_after_each_failure_the_next_try_comes_later(clock, shortest_waits):
    box, upstream = StaleWhileRevalidate(10), Upstream(*[fails(SILENT)] * 9)
    start = clock.now

    def asked_at(second):
        clock.now = start + second
        look(box, upstream)
        return upstream.asked

    assert [asked_at(second) for second in (0, 0.9, 1, 2.9, 3, 6.9, 7, 14.9, 15)] == [
        1, 1, 2, 2, 3, 3, 4, 4, 5,
    ]  # fmt: skip


@given(st.integers(1, 100_000), st.one_of(st.none(), st.floats(0, 1e9)))
def test_a_wait_has_jitter_and_an_end(failures, wish):
    usual = [stale_while_revalidate.backoff_seconds(failures, SILENT) for _ in range(8)]
    wished = stale_while_revalidate.backoff_seconds(
        failures, ApiUnavailable("GET /", retry_after=wish)
    )

    assert 1 <= min(usual) < max(usual) <= stale_while_revalidate.MAX_BACKOFF
    assert (
        min(wish or 0, stale_while_revalidate.MAX_BACKOFF)
        <= wished
        <= stale_while_revalidate.MAX_BACKOFF
    )


@pytest.mark.parametrize(
    ("retry_after", "later", "asked"), [(30, 29, 1), (30, 30, 2), (86400, 59, 1), (86400, 60, 2)]
)
def test_upstreams_wish_is_kept_for_a_minute_at_most(clock, retry_after, later, asked):
    busy = ApiUnavailable("GET /", retry_after=retry_after)
    box, upstream = StaleWhileRevalidate(10), Upstream(fails(busy), says("good"))
    look(box, upstream)

    clock.now += later
    look(box, upstream)

    assert upstream.asked == asked


def test_a_reader_whose_sign_in_is_over_keeps_nobody_else_from_trying(clock):
    box, over = StaleWhileRevalidate(10), AuthenticationRequired("GET /")
    refused = box.get(Upstream(fails(over)), PATIENCE)

    found = box.get(Upstream(says("good")), PATIENCE)

    assert refused == CachedValue(None, over, is_refreshing=False)
    assert found == CachedValue("good", None, is_refreshing=False)


def test_a_fault_of_our_own_is_logged_whole_and_told_as_an_error(caplog):
    found = StaleWhileRevalidate(10).get(Upstream(fails(ZeroDivisionError("ours"))), PATIENCE)

    assert type(found.error) is ApiError
    assert "ZeroDivisionError" in str(found.error)
    assert "ZeroDivisionError: ours" in caplog.text


def test_an_upstream_that_fails_is_no_fault_of_ours_and_not_logged_here(caplog):
    StaleWhileRevalidate(10).get(Upstream(fails(ApiInvalidResponse("GET /"))), PATIENCE)

    assert caplog.text == ""
