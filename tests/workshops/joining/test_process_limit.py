"""The limit of one process: its share of the joins that may be upstream at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.core.cache import cache

from portal.observability import heartbeats
from workshops.joining import admission
from workshops.joining.limiter import ConcurrencyLimiter

pytestmark = pytest.mark.django_db


def test_no_more_joins_are_active_than_the_limit():
    active, most, limiter, lock = [], [], ConcurrencyLimiter(), threading.Lock()

    def act(number):
        acquired = limiter.acquire(3)
        with lock:
            active.append(number)
            most.append(len(active))
        with lock:
            active.remove(number)
        limiter.release(0.1)
        return acquired

    with ThreadPoolExecutor(12) as pool:
        assert all(pool.map(act, range(60)))
    assert max(most) <= 3


def test_a_new_process_takes_only_one_slot_until_the_others_know_of_it(settings, monkeypatch):
    settings.JOINS_AT_ONCE, settings.THREADS = 30, 64
    alone = admission.process_limit()
    heartbeats.reset()
    new = admission.process_limit()

    monkeypatch.setattr(heartbeats, "HEARTBEAT_SECONDS", 0)

    assert (alone, new, admission.process_limit()) == (30, 1, 15)


def test_processes_share_the_limit_of_joins_at_once(settings, monkeypatch):
    monkeypatch.setattr(heartbeats, "HEARTBEAT_SECONDS", 0)
    settings.JOINS_AT_ONCE, settings.THREADS = 30, 64
    alone = admission.process_limit()
    heartbeats.reset()
    other = admission.process_limit()

    heartbeats.reset()
    assert (alone, other, admission.process_limit()) == (30, 15, 10)


def test_a_cleared_cache_does_not_make_a_process_forget_the_others(settings, monkeypatch):
    settings.JOINS_AT_ONCE = 30
    clock = SimpleNamespace(now=1000.0)
    clock.monotonic = lambda: clock.now
    monkeypatch.setattr("portal.observability.witness.time", clock)
    heartbeats.live_processes()
    heartbeats._own_state.clear()  # as if another process had reported it
    admission.process_limit()

    cache.clear()
    clock.now += heartbeats.HEARTBEAT_SECONDS + 1
    soon = len(heartbeats.live_processes())
    clock.now += heartbeats.EXPIRES_SECONDS

    assert (soon, len(heartbeats.live_processes())) == (2, 1)


def test_a_process_never_gives_all_its_threads_to_joins(settings):
    settings.JOINS_AT_ONCE, settings.THREADS = 1000, 64

    assert admission.process_limit() == 32
