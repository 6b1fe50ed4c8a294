"""The counts of attempts: exact, for one period, whatever the clock does."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.attendees import attempts
from portal.attendees.models import Attempts

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MINUTE = 60


@pytest.fixture(autouse=True)
def clock(time_machine):
    """The clock, which stands still; `clock.shift(seconds)` sets it."""
    time_machine.move_to(MORNING, tick=False)
    return time_machine


def count(times, limit=3):
    """Whether each of so many tries was counted."""
    return [attempts.count("a name", limit, MINUTE) for _ in range(times)]


def seconds_left(limit=3):
    return attempts.seconds_left("a name", limit, MINUTE)


def test_no_more_than_the_limit_are_counted():
    assert count(5) == [True, True, True, False, False]
    assert Attempts.objects.get().count == 3


def test_the_first_one_begins_the_period(clock):
    count(2)
    clock.shift(timedelta(seconds=40))
    before = seconds_left()
    count(1)

    assert (before, seconds_left()) == (0, 20)


def test_a_period_that_has_ended_begins_anew(clock):
    count(3)
    clock.shift(timedelta(seconds=MINUTE + 1))

    assert seconds_left() == 0
    assert count(4) == [True, True, True, False]
    assert seconds_left() == MINUTE


def test_what_is_forgotten_is_counted_from_one():
    count(3)
    attempts.forget("a name", "another name")

    assert (seconds_left(), count(1)) == (0, [True])


@pytest.mark.parametrize(("minutes", "is_over"), [(2, False), (60, True)])
def test_a_clock_that_is_set_back_by_an_hour_keeps_nobody_out(clock, minutes, is_over):
    count(3)
    clock.shift(timedelta(minutes=-minutes))

    assert (seconds_left() == 0, count(1)) == (is_over, [is_over])
