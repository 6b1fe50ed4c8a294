"""Readers that may not wait for upstream now get what there is, at once."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import BoundedSemaphore

import pytest

from portal.accelevents.exceptions import TooManyWaiting
from portal.accelevents.waiting import give_budget
from portal.caching import CachedValue, StaleWhileRevalidate, stale_while_revalidate
from tests.support.fake_fetch import TIMEOUT, Clock, FakeFetch, read, returns


@pytest.fixture
def run():
    """Runs a function in a thread whose budget is spent."""
    spent = BoundedSemaphore(1)
    spent.acquire()
    with ThreadPoolExecutor(1, initializer=partial(give_budget, spent)) as pool:
        yield lambda function: pool.submit(function).result(TIMEOUT)


@pytest.fixture
def fetch():
    """A fetch that takes until the end of the test for its second value."""
    fetch = FakeFetch(returns("first"), returns("second"))
    yield fetch
    fetch.may_return.set()


def test_the_first_value_is_not_waited_for(run, fetch):
    shared = StaleWhileRevalidate(10)
    fetch.may_return.clear()

    got = run(lambda: shared.get(fetch, 10 * TIMEOUT))

    assert (got.value, type(got.error), got.is_refreshing) == (None, TooManyWaiting, True)
    fetch.may_return.set()
    shared.wait()
    assert run(lambda: shared.get(fetch, 0)) == CachedValue("first", None, is_refreshing=False)


def test_after_a_quiet_time_the_old_value_is_given_at_once(run, fetch, monkeypatch):
    clock, shared = Clock(), StaleWhileRevalidate(10)
    monkeypatch.setattr(stale_while_revalidate, "time", clock)
    monkeypatch.setattr(stale_while_revalidate, "IDLE_TIMEOUT", 10 * TIMEOUT)
    read(shared, fetch)
    clock.now += 100
    fetch.may_return.clear()

    got = run(lambda: shared.get(fetch, 10 * TIMEOUT))

    assert got == CachedValue("first", None, is_refreshing=True)
    assert run(lambda: shared.wait(10 * TIMEOUT)) is None
    fetch.may_return.set()
    shared.wait()
