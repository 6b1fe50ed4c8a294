"""
Admission: a bounded number of joins is upstream at once, and the others wait in the queue.

A join goes through at once while nobody is queued and its process has room. Otherwise it goes
through when there is room for it and for all that are before it, over all processes. It is queued
and waits for that a second, with its thread; then its page asks again by itself. A pause that
upstream asked for (see rate_limits) is waited for in the queue as well.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from portal.accelevents import computing
from portal.attendees import Attendee, one_of_few
from portal.observability import heartbeats
from portal.observability.registry import on_reset
from workshops.catalogue import Registrations, registrations
from workshops.joining import queue, rate_limits
from workshops.joining.limiter import ConcurrencyLimiter
from workshops.joining.outcomes import QueuePosition

ACQUIRE_TIMEOUT = 1.0  # seconds that a join waits, with its thread, for room
POLL_SECONDS = 0.1  # meanwhile
MIN_POLL_SECONDS, MAX_POLL_SECONDS = 0.8, 6.0  # between two requests of a queued page

limiter = ConcurrencyLimiter()


@on_reset
def reset() -> None:
    """Empty this process's memory as a new process has it."""
    limiter.__init__()  # type: ignore[misc]


@dataclass(frozen=True)
class SharedState:
    """What all processes know that matters to a join, read in one trip to the cache."""

    pause_seconds: float  # to wait because of a 429
    may_be_queue: bool  # whether anybody is queued, or was of late
    registrations: Registrations


def read_state(attendee: Attendee) -> SharedState:
    """What matters to a join of this attendee at this moment."""
    names = [*rate_limits.keys(attendee), queue.NOT_EMPTY, *registrations.keys(attendee)]
    values = cache.get_many(names)
    return SharedState(
        rate_limits.pause_seconds(values, attendee),
        queue.may_be_in_use(values),
        registrations.from_values(values, attendee),
    )


@contextmanager
def admit_or_queue(key: str, state: SharedState) -> Iterator[QueuePosition | None]:
    """Count as one of the joins upstream inside; the value is a position if it has to wait."""
    if state.pause_seconds:
        yield paused_position(key, state.pause_seconds)
        return
    has_slot = _take_turn(key) if state.may_be_queue else limiter.acquire(process_limit())
    if not has_slot and not _wait_for_turn(key):
        yield _position(key, queue.place(key).ahead)
        return
    may_be_queued = state.may_be_queue or not has_slot
    with _slot():
        turn_ends = queue.admit(key) if may_be_queued else 0.0
        yield None
    if may_be_queued:
        queue.remove(key, turn_ends)


@contextmanager
def admit_or_refuse(state: SharedState) -> Iterator[float]:
    """Count as one of the joins upstream inside; else the value is the seconds until a retry."""
    if state.pause_seconds:
        yield state.pause_seconds
    elif not _wait_until(lambda: limiter.acquire(process_limit())):
        yield rate_limits.DEFAULT_PAUSE
    else:
        with _slot():
            yield 0.0


def position(attendee: Attendee, key: str) -> QueuePosition:
    """
    Where the queued join `key` stands, asked for by a page that must not join by itself.

    A turn is kept for TURN_SECONDS, and holds up nobody behind it meanwhile.
    """
    pause = read_state(attendee).pause_seconds
    if pause:
        return paused_position(key, pause)
    queue.enqueue_or_refresh(key)
    if not _is_turn(key) or limiter.active >= _thread_limit():
        return _position(key, queue.place(key).ahead)
    queue.reserve(key, queue.TURN_SECONDS)
    return QueuePosition(0, 0, queue.TURN_SECONDS, is_turn=True)


def paused_position(key: str, seconds: float) -> QueuePosition:
    """The position of a join that must wait for `seconds`; it holds up nobody behind it."""
    queue.enqueue_or_refresh(key)
    queue.reserve(key, seconds)
    return _position(key, queue.entries_before(key), seconds)


def process_limit() -> int:
    """
    How many joins of this process may be upstream at once without a look at the others.

    That is a fair share of JOINS_AT_ONCE; one while other processes do not know of this one yet.
    """
    fair = settings.JOINS_AT_ONCE // heartbeats.process_count()
    return 1 if heartbeats.is_starting() else max(1, min(fair, _thread_limit()))


def _thread_limit() -> int:
    return max(1, min(settings.JOINS_AT_ONCE, settings.THREADS // 2))


def _wait_for_turn(key: str) -> bool:
    """Whether this join, now queued, has taken a slot of this process."""
    queue.enqueue_or_refresh(key)
    is_near = queue.place(key).ahead < settings.JOINS_AT_ONCE
    return is_near and _wait_until(lambda: _take_turn(key))


def _take_turn(key: str) -> bool:
    return _is_turn(key) and limiter.acquire(_thread_limit())


def _is_turn(key: str) -> bool:
    """Whether there is room for this join and for all before it, whichever process they come to."""
    return sum(queue.place(key)) < settings.JOINS_AT_ONCE


def _wait_until(is_done: Callable[[], bool]) -> bool:
    """Whether `is_done` within ACQUIRE_TIMEOUT; only some threads wait, the others do not."""
    deadline = time.monotonic() + ACQUIRE_TIMEOUT
    with one_of_few("waits for a slot", settings.THREADS // 8) as may_wait:
        while not is_done():
            if not may_wait or time.monotonic() >= deadline:
                return False
            computing.sleep(POLL_SECONDS)
    return True


@contextmanager
def _slot() -> Iterator[None]:
    """Hold the slot that was acquired inside, and measure for how long."""
    started = time.monotonic()
    try:
        yield
    finally:
        limiter.release(time.monotonic() - started)


def _position(key: str, ahead: int, pause_seconds: float = 0.0) -> QueuePosition:
    """What the page is told; for one entry the seconds only fall, but for a pause."""
    # A slot that is free again stays so until somebody near the front asks.
    seconds_each = limiter.average_seconds + MIN_POLL_SECONDS / 2
    joins_per_second = process_limit() * heartbeats.process_count() / seconds_each
    seconds = pause_seconds + (ahead + 1) / joins_per_second
    poll = min(max(seconds / 2, MIN_POLL_SECONDS), MAX_POLL_SECONDS)
    jittered = round(poll * random.uniform(0.8, 1.2), 1)  # noqa: S311
    shown = seconds if pause_seconds else queue.shown_seconds(key, seconds)
    return QueuePosition(ahead, max(1, round(shown)), jittered)
