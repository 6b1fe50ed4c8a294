"""First come, first in, over all processes; and the wait that a page is told only falls."""

import re
import time

import pytest
from django.core.cache import cache

from portal.caching import circuit_breaker
from portal.observability import heartbeats, registry
from tests.support.attendee_client import press, visitor
from tests.support.html_page import Page
from workshops.joining import admission, locks, queue
from workshops.joining.limiter import ConcurrencyLimiter
from workshops.joining.owners import new_owner
from workshops.models import JoinLock, QueueEntry

pytestmark = pytest.mark.django_db
SOLDERING, BOOKS, BREAD = 11655, 11656, 11657
FIRST, SECOND = "a" * 64, "b" * 64
WAITING, IN = "You’re in line", "You’re registered"


def upstream(key):
    """Let the join `key` be upstream, by the lock that it holds."""
    return JoinLock.objects.create(key_digest=key, acquired_at=time.time(), owner=new_owner())


class Workers:
    """Two processes, of which each may have one join upstream, and has one."""

    def __init__(self, monkeypatch):
        self._monkeypatch = monkeypatch
        self.limiters = ConcurrencyLimiter(), ConcurrencyLimiter()
        self.locks = [upstream("0" * 64), upstream("1" * 64)]
        [each.acquire(1) for each in self.limiters]

    def finish(self, number):
        """Let the join that this process has upstream end."""
        self.limiters[number].release(0.5)
        JoinLock.objects.filter(pk=self.locks[number].pk).update(acquired_at=0.0, owner=None)

    def press(self, number, browser, workshop=SOLDERING):
        """The page that a press gets which comes to this process."""
        self._monkeypatch.setattr(admission, "limiter", self.limiters[number])
        return Page.of(press(browser, workshop))


@pytest.fixture
def workers(settings, monkeypatch, sandbox):
    settings.JOINS_AT_ONCE = 2
    monkeypatch.setattr(heartbeats, "process_count", lambda: 2)
    monkeypatch.setattr(heartbeats, "is_starting", lambda: False)
    monkeypatch.setattr(admission, "ACQUIRE_TIMEOUT", 0)
    return Workers(monkeypatch)


@pytest.fixture
def ben(sandbox):
    return visitor(sandbox, "ben")


def test_nobody_is_let_in_before_one_who_came_first_to_whichever_process(ada, ben, workers):
    waiting = [workers.press(0, ada).headline, workers.press(0, ben).headline]
    workers.finish(1)  # the process that neither has come to is free now

    second = workers.press(1, ben).headline
    first = workers.press(0, ada).headline

    assert waiting == [WAITING, WAITING]
    assert (second, first) == (WAITING, IN)
    assert workers.press(1, ben).headline == IN


def test_who_comes_now_does_not_pass_those_in_the_queue(ada, ben, workers):
    workers.press(0, ada)
    workers.finish(1)

    assert workers.press(1, ben).headline == WAITING


def test_where_there_is_room_for_both_nobody_waits_for_a_slow_page_before_them(ada, ben, workers):
    workers.press(0, ada), workers.press(0, ben)
    workers.finish(0), workers.finish(1)

    assert workers.press(0, ben).headline == IN
    assert workers.press(0, ada).headline == IN


def test_no_more_joins_are_upstream_than_all_processes_may_have(ada, workers):
    queue.enqueue_or_refresh(FIRST)  # of late somebody was queued, so one process may have more
    queue.remove(FIRST, queue.admit(FIRST))
    workers.finish(1)
    upstream(SECOND)

    assert workers.press(1, ada).headline == WAITING


def test_after_a_rush_the_next_ones_are_not_queued(ada, ben, workers):
    workers.press(0, ada)
    workers.finish(0), workers.finish(1)

    assert [workers.press(0, each).headline for each in (ada, ben)] == [IN, IN]
    assert QueueEntry.objects.count() == 0


def test_all_that_one_attendee_has_queued_holds_others_up_as_one(ada, ben, workers):
    for_ada = [workers.press(0, ada, workshop) for workshop in (SOLDERING, BOOKS, BREAD)]
    page = workers.press(0, ben)

    assert "1 person is ahead of you" in page.words
    assert queue.length() == 4
    assert {each.headline for each in for_ada} == {WAITING}


def test_a_join_that_is_upstream_counts_as_that_and_no_longer_as_queued(workers):
    queue.enqueue_or_refresh(FIRST)
    queue.enqueue_or_refresh(SECOND)
    upstream(FIRST)
    waiting = queue.place(SECOND)
    turn_ends = queue.admit(FIRST)
    admitted = queue.place(SECOND)
    queue.remove(FIRST, turn_ends)

    assert (waiting, admitted, queue.place(SECOND)) == ((1, 2), (0, 3), (0, 3))


def test_a_join_that_is_to_come_back_keeps_its_place():
    queue.enqueue_or_refresh(FIRST)
    turn_ends = queue.admit(FIRST)
    queue.enqueue_or_refresh(SECOND)
    queue.reserve(FIRST, 7.0)  # upstream asked it to wait

    queue.remove(FIRST, turn_ends)
    queue.enqueue_or_refresh(FIRST)

    assert queue.place(SECOND).ahead == 1


def seconds_told(page):
    return int(re.search(r"About (\d+) second", page.words)[1])


def test_the_wait_that_a_page_is_told_falls_and_never_rises(ada, workers):
    told = [told_with(workers, ada, seconds) for seconds in (10.0, 40.0, 4.0, 20.0, 2.0)]

    assert told == [5, 5, 2, 2, 1]


def told_with(workers, browser, average_seconds):
    workers.limiters[0].average_seconds = average_seconds
    return seconds_told(workers.press(0, browser))


def test_who_lost_their_place_is_told_anew(ada, workers, later):
    first = told_with(workers, ada, 2.0)
    later(queue.EXPIRES_SECONDS + 1)

    assert (first, told_with(workers, ada, 40.0)) == (1, 20)


def test_the_queue_is_asked_without_its_flag_around_an_outage_of_redis():
    queue.enqueue_or_refresh(FIRST)
    cache.clear()
    without_flag = queue.may_be_in_use({}), queue.length()
    circuit_breaker.open(ConnectionError("away"))

    assert without_flag == (False, 0)
    assert (queue.may_be_in_use({}), queue.length()) == (True, 1)


def test_places_that_were_given_up_are_deleted_every_hour(later):
    queue.enqueue_or_refresh(FIRST)
    too_early = queue.clear_expired(10)
    later(queue.EXPIRES_SECONDS + 1)

    assert (too_early, queue.clear_expired(0), queue.clear_expired(10)) == (0, 0, 1)
    assert {queue.clear_expired, locks.clear_expired} <= set(registry.cleaners())
