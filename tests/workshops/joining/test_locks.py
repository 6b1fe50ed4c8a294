"""The lock of a button in the database: one request holds it; it is released or taken over."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection

from workshops.joining import locks
from workshops.models import JoinLock

TIMEOUT = 5  # seconds that a test waits before it fails


@pytest.fixture
def waits(monkeypatch):
    """An event that is set once a request finds the lock held; the wait itself takes no time."""
    waits = threading.Event()
    monkeypatch.setattr(locks.time, "sleep", lambda seconds: waits.set())
    return waits


def in_turn(key, act):
    """The result of `act` under the lock; closes the thread's database connection at the end."""
    try:
        with locks.exclusive(key, TIMEOUT) as is_locked:
            assert is_locked
            return act()
    finally:
        connection.close()


@pytest.mark.django_db
@pytest.mark.parametrize("redis_url", ["redis://127.0.0.1:1/0", ""], ids=["redis", "no redis"])
def test_one_request_holds_the_lock_even_if_the_cache_is_cleared(settings, redis_url):
    settings.REDIS_URL = redis_url
    acquired_at = locks.acquire("a-press")
    cache.clear()
    second, other = locks.acquire("a-press"), locks.acquire("another-press")
    locks.release("a-press", acquired_at)

    assert (bool(acquired_at), second, bool(other)) == (True, None, True)
    assert locks.acquire("a-press") is not None


@pytest.mark.django_db
def test_the_lock_of_a_process_that_died_expires(later):
    locks.acquire("a-press")
    later(locks.EXPIRES_SECONDS + 1)

    assert locks.acquire("a-press") is not None


@pytest.mark.django_db
def test_a_request_whose_lock_was_taken_over_does_not_release_it(later):
    slow = locks.acquire("a-press")
    later(locks.EXPIRES_SECONDS + 1)
    locks.acquire("a-press")
    locks.release("a-press", slow)

    assert locks.acquire("a-press") is None


@pytest.mark.django_db
def test_the_database_stores_digests_and_no_names():
    locks.acquire("ada:11655:join")

    (entry,) = JoinLock.objects.all()
    assert len(entry.key_digest) == 64
    assert "ada" not in entry.key_digest


@pytest.mark.django_db
def test_a_request_that_does_not_wait_sees_that_another_one_is_under_way():
    with locks.exclusive("join", 0.0), locks.exclusive("join", 0.0) as is_locked:
        assert not is_locked
        # The request that did not get the lock has not released it.
        with locks.exclusive("join", 0.0) as is_locked:
            assert not is_locked

    with locks.exclusive("join", 0.0) as is_locked:
        assert is_locked


@pytest.mark.django_db
def test_an_error_under_the_lock_releases_it():
    with pytest.raises(ConnectionError), locks.exclusive("room"):
        raise ConnectionError("lost")

    with locks.exclusive("room", 0.0) as is_locked:
        assert is_locked


@pytest.mark.django_db(transaction=True)
def test_all_requests_act_in_turn_and_never_two_at_once(waits):
    inside = threading.Lock()

    def act():
        was_alone = inside.acquire(blocking=False)
        assert waits.wait(TIMEOUT)
        inside.release()
        return was_alone

    with ThreadPoolExecutor(4) as pool:
        results = [pool.submit(in_turn, "room", act) for _ in range(4)]

        assert [each.result(TIMEOUT) for each in results] == [True] * 4


@pytest.mark.django_db(transaction=True)
def test_another_button_does_not_wait(waits):
    started, released = threading.Event(), threading.Event()

    def hold():
        started.set()
        return released.wait(TIMEOUT)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(in_turn, "ada:1", hold)
        assert started.wait(TIMEOUT)

        with locks.exclusive("ada:2") as one, locks.exclusive("bo:1") as other:
            assert (one, other) == (True, True)

        released.set()
        assert held.result(TIMEOUT) is True
    assert not waits.is_set()
