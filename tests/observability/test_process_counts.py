"""Sums over all processes never fall: not when processes end, nor when the store forgets."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache

from portal.observability import counters, heartbeats, process_counts
from portal.observability.process_counts import ENDED_SECONDS, KEEP_SECONDS

pytestmark = pytest.mark.django_db
POLLS = counters.series("polls")


@pytest.fixture
def clock(monkeypatch, time_machine):
    """Both clocks of this process, which move by hand."""
    moved = SimpleNamespace(now=1000.0)
    moved.monotonic = lambda: moved.now
    monkeypatch.setattr("portal.observability.witness.time", moved)
    time_machine.move_to("2026-05-01T12:00:00Z", tick=False)

    def pass_seconds(seconds):
        moved.now += seconds
        time_machine.shift(seconds)

    return pass_seconds


def other_process(count, name="other", written=1.0):
    """What another process publishes."""
    names = (cache.get(process_counts.NAMES_KEY) or {}) | {name: written}
    cache.set(process_counts.NAMES_KEY, names, KEEP_SECONDS)
    cache.set(f"metrics:{name}", {POLLS: count}, KEEP_SECONDS)


def polls():
    return process_counts.aggregate().get(POLLS, 0)


def names():
    return set(cache.get(process_counts.NAMES_KEY)) - {heartbeats.process_name()}


def test_the_counts_of_a_process_that_has_ended_stay_for_good(clock):
    counters.count("polls", 500)
    other_process(1000)
    assert polls() == 1500

    clock(ENDED_SECONDS + 1)
    assert polls() == 1500
    assert names() == set()
    clock(KEEP_SECONDS / 2)
    process_counts.publish()
    clock(KEEP_SECONDS / 2 + 1)
    assert polls() == 1500
    counters.count("polls", 1)
    assert polls() == 1501


def test_a_process_that_publishes_again_has_not_ended_whatever_its_clock_says(clock):
    other_process(10, written=5.0)
    process_counts.publish()
    clock(ENDED_SECONDS - 1)
    other_process(20, written=4.0)  # its clock was set back
    process_counts.publish()
    clock(2)

    assert polls() == 20
    assert names() == {"other"}


def test_what_was_folded_is_not_counted_again_when_its_process_comes_back(clock):
    other_process(10)
    process_counts.publish()
    clock(ENDED_SECONDS + 1)
    process_counts.publish()
    other_process(12, written=2.0)

    assert polls() == 10


def test_another_process_that_knows_nothing_sums_the_same(clock):
    other_process(10)
    process_counts.publish()
    clock(ENDED_SECONDS + 1)
    process_counts.publish()

    process_counts.reset()

    assert polls() == 10


def test_two_that_fold_at_once_count_once(clock):
    other_process(10)
    process_counts.publish()
    clock(ENDED_SECONDS + 1)
    cache.add(process_counts.LOCK_KEY, 1, 60)  # the other one is folding
    assert polls() == 10
    assert names() == {"other"}

    cache.delete(process_counts.LOCK_KEY)
    process_counts._fold(["other"])
    process_counts._memory.counts["other"] = {POLLS: 10}  # as another process knows it
    process_counts._fold(["other"])

    assert polls() == 10


def test_a_store_that_forgets_does_not_make_sums_fall(clock):
    other_process(10)
    other_process(7, name="ended")
    process_counts.publish()
    clock(ENDED_SECONDS + 1)
    other_process(10, written=2.0)
    assert polls() == 17
    cache.clear()

    assert polls() == 17
    process_counts.reset()
    assert polls() == 7  # given back to the store; the other one publishes again by itself


def test_an_older_count_than_is_known_is_not_believed(clock):
    other_process(10)
    process_counts.publish()
    other_process(4)  # out of a store that stood in for a while

    assert polls() == 10
