"""The lock of a button in the database: one request holds it; it is released or taken over."""

import os
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.core.cache import cache
from django.db import connection

from portal.attendees import parallel_requests
from workshops.joining import locks, owners
from workshops.joining.locks import Execution
from workshops.models import JoinLock

TIMEOUT = 5  # seconds that a test waits before it fails
ADA, BEN = "a" * 32, "b" * 32  # the first part of their keys


class Killed(BaseException):
    """An error that `except Exception` does not catch, like the end of a killed process."""


@pytest.fixture
def waits(monkeypatch):
    """
    An event that is set once a request finds the lock held.

    It waits as it does in the portal: without a pause it would keep the database from the holder.
    """
    waits, pause = threading.Event(), locks.computing.sleep
    monkeypatch.setattr(locks.computing, "sleep", lambda seconds: (waits.set(), pause(seconds)))
    return waits


@pytest.fixture
def no_patience(monkeypatch):
    monkeypatch.setattr(locks, "TIMEOUT_SECONDS", 0)


def die_holding(key):
    """Take the lock and end as a killed process does: nothing is released."""
    with suppress(Killed), locks.exclusive(key):
        raise Killed


def taken(key):
    """Whether a request takes the lock now, and gives it back."""
    with locks.exclusive(key) as execution:
        return isinstance(execution, Execution)


def in_turn(key, act):
    """The result of `act` under the lock; closes the thread's database connection at the end."""
    try:
        with locks.exclusive(key) as execution:
            assert isinstance(execution, Execution)
            return act()
    finally:
        connection.close()


@pytest.mark.django_db
@pytest.mark.parametrize("redis_url", ["redis://127.0.0.1:1/0", ""], ids=["redis", "no redis"])
def test_one_request_holds_the_lock_even_if_the_cache_is_cleared(settings, redis_url, no_patience):
    settings.REDIS_URL = redis_url
    with locks.exclusive(ADA + "1"):
        cache.clear()
        held = taken(ADA + "1"), taken(ADA + "2"), taken(BEN + "1")

    assert (held, taken(ADA + "1")) == ((False, True, True), True)


@pytest.mark.django_db
def test_the_lock_of_a_process_that_died_elsewhere_expires(later, monkeypatch, no_patience):
    monkeypatch.setattr(owners, "_machine", lambda: "another machine")
    die_holding(ADA)
    monkeypatch.undo()
    monkeypatch.setattr(locks, "TIMEOUT_SECONDS", 0)
    before = taken(ADA)
    later(locks.EXPIRES_SECONDS + 1)

    assert (before, taken(ADA)) == (False, True)


@pytest.mark.django_db
def test_the_lock_of_a_process_that_died_on_this_machine_is_free_at_once(monkeypatch):
    ended = subprocess.Popen(["/bin/true"])
    ended.wait()
    monkeypatch.setattr(owners.os, "getpid", lambda: ended.pid)
    die_holding(ADA)
    monkeypatch.undo()

    with locks.exclusive(ADA) as execution:
        assert execution.outcome_unknown


def test_a_holder_counts_as_gone_only_if_that_is_sure(monkeypatch):
    mine, elsewhere = owners.new_owner(), "elsewhere/1 4194304 1 x"
    machine, pid, _, number = mine.split(" ")
    restarted = f"{machine} {pid} 1 {number}"
    alive = subprocess.Popen(["/bin/sleep", "60"])
    other = mine.replace(f" {pid} ", f" {alive.pid} ")
    other = other.replace(mine.split(" ")[2], owners._started_at(alive.pid))
    owners_now = [mine, restarted, elsewhere, other, "", "an older release"]

    gone = [owners.is_gone(each) for each in owners_now]
    alive.kill()
    os.waitid(os.P_PID, alive.pid, os.WEXITED | os.WNOWAIT)
    as_zombie = owners.is_gone(other)
    alive.wait()

    assert gone == [False, True, False, False, False, False]
    assert (as_zombie, owners.is_gone(other)) == (True, True)
    monkeypatch.setattr(owners, "_machine", lambda: "")
    assert not owners.is_gone(owners.new_owner().replace(str(os.getpid()), str(alive.pid)))


@pytest.mark.django_db
def test_a_request_whose_lock_was_taken_over_does_not_release_it(later, no_patience):
    with locks.exclusive(ADA):
        later(locks.EXPIRES_SECONDS + 1)
        with locks.exclusive(ADA) as second:
            pass
        die_holding(ADA)

    assert isinstance(second, Execution)
    assert not taken(ADA)


@pytest.mark.django_db
def test_a_lock_from_the_future_is_no_lock(later, no_patience):
    """The clock was set back by an hour while a request held it."""
    later(3600)
    die_holding(ADA)
    later(-3600)

    assert taken(ADA)


@pytest.mark.django_db
def test_a_lock_of_the_release_before_is_observed_and_expires(later, no_patience):
    JoinLock.objects.create(key_digest=ADA, acquired_at=locks.time.time())
    before = taken(ADA)
    later(locks.EXPIRES_SECONDS + 1)

    with locks.exclusive(ADA) as execution:
        assert (before, execution.outcome_unknown) == (False, True)


@pytest.mark.django_db
def test_the_release_before_takes_a_lock_that_nobody_holds():
    """Its own statement, over a row that this release has left."""
    assert taken(ADA)
    now = locks.time.time()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workshops_claim (press, at) VALUES (%s, %s) ON CONFLICT (press) DO UPDATE"
            " SET at = excluded.at WHERE workshops_claim.at < %s",
            [ADA, now, now - locks.EXPIRES_SECONDS],
        )
        assert cursor.rowcount == 1


@pytest.mark.django_db
def test_an_error_under_the_lock_releases_it():
    with pytest.raises(ConnectionError), locks.exclusive(ADA):
        raise ConnectionError("lost")

    assert taken(ADA)


@pytest.mark.django_db(transaction=True)
def test_requests_act_in_turn_and_never_two_at_once(waits, monkeypatch):
    monkeypatch.setattr(locks, "TIMEOUT_SECONDS", TIMEOUT)  # a busy machine may take a second
    inside = threading.Lock()

    def act():
        was_alone = inside.acquire(blocking=False)
        assert waits.wait(TIMEOUT)
        inside.release()
        return was_alone

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(in_turn, ADA, act) for _ in range(parallel_requests.MAX_REQUESTS)]

        assert [each.result(TIMEOUT) for each in results] == [True] * 2


@pytest.mark.django_db(transaction=True)
def test_another_button_does_not_wait(waits):
    started, released = threading.Event(), threading.Event()

    def hold():
        started.set()
        return released.wait(TIMEOUT)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(in_turn, ADA + "1", hold)
        assert started.wait(TIMEOUT)

        assert (taken(ADA + "2"), taken(BEN + "1")) == (True, True)

        released.set()
        assert held.result(TIMEOUT) is True
    assert not waits.is_set()
