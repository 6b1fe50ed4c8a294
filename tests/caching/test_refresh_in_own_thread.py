"""A fetch in the thread of its caller, which works in the background and waits for no other."""

import threading

from portal.caching import CachedValue, StaleWhileRevalidate
from tests.support.fake_fetch import TIMEOUT, UNREACHABLE, FakeFetch, fails, read, returns


def test_a_fetch_that_is_due_runs_in_the_callers_own_thread():
    threads = []

    got = StaleWhileRevalidate(10).get_in_this_thread(
        lambda: (threads.append(threading.current_thread()) or "first", 0.0)
    )

    assert got == CachedValue("first", None, is_refreshing=False)
    assert threads == [threading.current_thread()]


def test_a_fresh_value_costs_no_fetch():
    cached, fetch = StaleWhileRevalidate(10), FakeFetch(returns("first"))
    read(cached, fetch)

    got = cached.get_in_this_thread(fetch)

    assert (got.value, fetch.calls) == ("first", 1)


def test_the_caller_fetches_the_first_value_itself_while_another_thread_is_at_it():
    cached, slow = StaleWhileRevalidate(10), FakeFetch(returns("slow"))
    slow.may_return.clear()
    cached.get(slow, timeout=0)

    got = cached.get_in_this_thread(FakeFetch(returns("quick")))

    assert got.value == "quick"
    slow.may_return.set()
    cached.wait()


def test_a_failure_is_reported_and_backed_off_from():
    cached, fetch = StaleWhileRevalidate(10), FakeFetch(fails(UNREACHABLE), returns("later"))

    got = [cached.get_in_this_thread(fetch) for _ in range(2)]

    assert got == [CachedValue(None, UNREACHABLE, is_refreshing=False)] * 2
    assert fetch.calls == 1
    assert cached.get(fetch, TIMEOUT).value is None
