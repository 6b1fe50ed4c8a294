"""Who serves now, whatever the clocks of machines say."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache

from portal.observability import heartbeats

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """This process's monotonic clock, which moves by hand."""
    moved = SimpleNamespace(now=1000.0)
    moved.monotonic = lambda: moved.now
    monkeypatch.setattr("portal.observability.witness.time", moved)
    return moved


def beat(at):
    """What a process on another machine writes, whose clock shows `at`."""
    cache.set(heartbeats.KEY, (cache.get(heartbeats.KEY) or {}) | {"other": at}, 60)


def count():
    return len(heartbeats.live_processes())


@pytest.mark.parametrize("skew", [-3600, -120, 0, 120, 3600])
def test_a_process_counts_as_long_as_it_writes_by_whatever_clock(clock, time_machine, skew):
    time_machine.move_to(1_000_000, tick=False)
    beat(1_000_000 + skew)
    assert count() == 2

    clock.now += 19
    beat(1_000_005 + skew)
    assert count() == 2
    clock.now += 19
    assert count() == 2
    clock.now += 2
    assert count() == 1


def test_this_process_counts_when_its_clock_is_set_back(clock, time_machine):
    time_machine.move_to(1_000_000, tick=False)
    beat(1_000_000)
    count()

    time_machine.shift(-3600)
    clock.now += 5
    beat(1_000_005)

    assert count() == 2


def test_who_has_ended_does_not_come_back_from_another_processs_memory(clock):
    beat(1.0)
    count()
    clock.now += 21
    assert count() == 1

    beat(1.0)  # a process that has just started writes back what it found

    assert count() == 1
