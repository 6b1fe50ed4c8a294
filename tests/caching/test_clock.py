"""What another clock has written is neither young nor under way for ever."""

from math import inf

import pytest

from portal.caching import is_over, seconds_since
from portal.caching.stale_while_revalidate import StaleWhileRevalidate
from tests.support.fake_fetch import Clock, FakeFetch, read, returns

NOW = 1_750_000_000.0


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.mark.parametrize(
    ("moment", "age"),
    [(NOW - 7, 7), (NOW, 0), (NOW + 120, 0), (NOW + 300, 0), (NOW + 301, inf), (NOW + 3600, inf)],
)
def test_an_age_is_never_negative_and_a_wrong_clocks_moment_is_long_ago(moment, age):
    assert seconds_since(moment) == age


@pytest.mark.parametrize(
    ("until", "is_it"),
    [(NOW - 1, True), (NOW, True), (NOW + 0.1, False), (NOW + 60, False), (NOW + 61, True)],
)
def test_what_would_last_longer_than_it_can_is_over(until, is_it):
    assert is_over(until, longest=60) is is_it


def test_a_value_from_the_future_is_due_as_soon_as_a_new_one(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("portal.caching.stale_while_revalidate.time", clock)
    cached, fetch = StaleWhileRevalidate(10), FakeFetch(*map(returns, "ab"), age=-3600)
    read(cached, fetch)

    clock.now += 10
    _, after = read(cached, fetch)

    assert after.value == "b"
