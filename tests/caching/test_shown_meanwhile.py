"""What readers are shown while the first value is on its way, and never in place of a value."""

import pytest

from portal.caching import CachedValue, StaleWhileRevalidate
from tests.support.fake_fetch import TIMEOUT, UNREACHABLE, FakeFetch, fails, read, returns


@pytest.fixture
def on_its_way():
    """A fetch of the first value that takes its time."""
    fetch = FakeFetch(returns("whole"))
    fetch.may_return.clear()
    yield fetch
    fetch.may_return.set()


def test_readers_are_shown_it_until_the_value_is_there(on_its_way):
    cached = StaleWhileRevalidate(10)
    cached.get(on_its_way, 0.01)
    cached.show_meanwhile("part")

    meanwhile = cached.get(on_its_way, TIMEOUT)
    on_its_way.may_return.set()
    cached.wait()

    assert meanwhile == CachedValue("part", None, is_refreshing=True)
    assert cached.peek() == CachedValue("whole", None, is_refreshing=False)


def test_a_fetch_may_show_it_itself():
    cached = StaleWhileRevalidate(10)

    def fetch():
        cached.show_meanwhile("part")
        shown.append(cached.peek().value)
        return "whole", 0.0

    shown = []
    read(cached, fetch)

    assert shown == ["part"]


def test_it_takes_the_place_of_no_value():
    cached = StaleWhileRevalidate(10)
    cached.store("whole")

    cached.show_meanwhile("part")

    assert cached.peek().value == "whole"
    assert cached.fresh() == ("whole", False)


def test_it_is_no_value_for_those_who_need_a_fresh_one():
    cached = StaleWhileRevalidate(10)
    cached.show_meanwhile("part")

    assert cached.fresh() is None


def test_it_stays_when_the_fetch_fails():
    cached = StaleWhileRevalidate(10)
    cached.show_meanwhile("part")

    _, after = read(cached, FakeFetch(fails(UNREACHABLE)))

    assert after == CachedValue("part", UNREACHABLE, is_refreshing=False)
