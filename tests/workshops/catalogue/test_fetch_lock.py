"""The fetch lock belongs to its owner alone, in Redis and in the database alike."""

import time
from contextlib import contextmanager
from functools import partial

import pytest
from django.core.cache import cache
from django.core.management import call_command

from portal import settings as portal_settings
from portal.attendees import from_session
from portal.caching import NothingLearned
from tests.support.attendee_client import at_once, calls_made, visitor
from tests.support.processes import until
from tests.support.redis_server import Redis
from workshops.catalogue import fetch, fetch_lock
from workshops.catalogue.fetch_lock import FetchLock

IN_REDIS = {"BACKEND": "portal.caching.redis_failover.FailoverRedisCache"}
NOTHING = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}


def in_memory(settings):
    yield


def in_redis(settings):
    with Redis() as server:
        settings.CACHES = {"default": IN_REDIS | {"LOCATION": server.url}, "fallback": NOTHING}
        yield


def in_database(settings):
    settings.CACHES = {"default": portal_settings.IN_DATABASE}
    call_command("createcachetable")
    yield


MEMORY = pytest.param((in_memory, 0.4), id="memory")
# These two know whole seconds only.
REDIS = pytest.param((in_redis, 2), marks=pytest.mark.processes, id="redis")
DATABASE = pytest.param((in_database, 2), marks=pytest.mark.processes, id="database")


@pytest.fixture(params=[MEMORY, REDIS, DATABASE])
def lock_seconds(request, settings, monkeypatch, transactional_db):
    """A store that processes share, and how soon a lock in it runs out."""
    use, seconds = request.param
    monkeypatch.setattr(fetch_lock, "LOCK_SECONDS", seconds)
    monkeypatch.setattr(fetch_lock, "MARGIN_SECONDS", 0.1)
    with contextmanager(use)(settings):
        yield seconds
        cache.clear()


def renewed_for(lock, seconds):
    """Renew a lock again and again, that long."""
    ends = time.monotonic() + seconds
    until(lambda: lock.renew() is None and time.monotonic() > ends, lambda: "never")


def test_one_owner_holds_it_until_it_is_released(lock_seconds):
    first, second = FetchLock("list"), FetchLock("list")

    turns = [first.acquire(), second.acquire(), FetchLock("other").acquire()]
    first.release()
    turns.append(second.acquire())

    assert turns == [True, False, True, True]


def test_an_owner_who_lives_keeps_it_however_long_it_takes(lock_seconds):
    owner = FetchLock("list")
    owner.acquire()

    renewed_for(owner, 2 * lock_seconds)
    is_free = FetchLock("list").acquire()
    owner.release()

    assert not is_free
    assert FetchLock("list").acquire()


def test_an_owner_whose_lock_ran_out_neither_renews_nor_releases_anothers(lock_seconds):
    late, second = FetchLock("list"), FetchLock("list")
    late.acquire()
    until(second.acquire, lambda: "the lock never ran out")

    late.release()
    with pytest.raises(NothingLearned):
        late.renew()

    assert not FetchLock("list").acquire()
    second.release()
    assert FetchLock("list").acquire()


def test_an_owner_whose_lock_the_store_lost_takes_it_again(lock_seconds):
    owner = FetchLock("list")
    owner.acquire()
    cache.clear()

    owner.renew()

    assert not FetchLock("list").acquire()


def test_shortly_before_it_runs_out_it_is_left_to_run_out(lock_seconds, monkeypatch):
    monkeypatch.setattr(fetch_lock, "MARGIN_SECONDS", lock_seconds)
    owner = FetchLock("list")
    owner.acquire()

    owner.release()

    assert not FetchLock("list").acquire()


# The test's database is in memory, where a second thread finds its tables locked.
@pytest.mark.parametrize("lock_seconds", [MEMORY, REDIS], indirect=True)
def test_a_list_of_many_slow_pages_is_fetched_once(lock_seconds, sandbox, signed_in):
    sandbox.fail("list", "delay", seconds=0.3 * lock_seconds)

    read = partial(fetch.fetch, signed_in, lambda _: None)
    lists = at_once([read, read])

    assert len({snapshot.version for snapshot, _ in lists}) == 1
    assert calls_made(sandbox).count("list") == 5  # pages, which take longer than a lock lasts


@pytest.fixture
def signed_in(sandbox):
    """An attendee of the event with five hundred workshops."""
    record = visitor(sandbox, "ben", "big").session["attendees"]["big"]
    return from_session("big", record)
