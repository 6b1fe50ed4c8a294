"""
Admission: a bounded number of joins is upstream at once, and the others wait in the queue.

A join that finds room goes through at once. In a small rush it waits a second for room, which
holds a thread but nobody else up. Otherwise it is queued: its page asks again by itself, and goes
through when it is near the front and there is room. A pause that upstream asked for (see
rate_limits) is waited for in the queue as well.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache

from portal.attendees import Attendee
from portal.observability import heartbeats
from portal.observability.registry import on_reset
from workshops.joining import queue, rate_limits
from workshops.joining.limiter import ConcurrencyLimiter
from workshops.joining.outcomes import QueuePosition, RetryLater

ACQUIRE_TIMEOUT = 1.0  # seconds that a join waits, with its thread, for room
MIN_POLL_SECONDS, MAX_POLL_SECONDS = 0.8, 6.0  # between two requests of a queued page

limiter = ConcurrencyLimiter()


@on_reset
def reset() -> None:
    """Empty this process's memory as a new process has it."""
    limiter.__init__()  # type: ignore[misc]


@contextmanager
def admit_or_queue(attendee: Attendee, key: str) -> Iterator[QueuePosition | None]:
    """Count as one of the joins upstream inside; the value is a position if it has to wait."""
    pause, is_queue = _pause_and_queue(attendee)
    if pause:
        yield paused_position(key, pause)
        return
    ahead = queue.enqueue_or_refresh(key) if is_queue else 0
    if ahead >= settings.JOINS_AT_ONCE:
        yield _position(ahead)
        return
    with _slot() as is_admitted:
        yield None if is_admitted else _position(queue.enqueue_or_refresh(key))
    if is_admitted and is_queue:
        queue.remove(key)


@contextmanager
def admit_or_refuse(attendee: Attendee) -> Iterator[RetryLater | None]:
    """Count as one of the joins upstream inside; the value is RetryLater if there is no room."""
    pause, _ = _pause_and_queue(attendee)
    if pause:
        yield RetryLater(pause)
        return
    with _slot() as is_admitted:
        yield None if is_admitted else RetryLater(rate_limits.DEFAULT_PAUSE)


def position(attendee: Attendee, key: str) -> QueuePosition:
    """
    Where the queued join `key` stands, asked for by a page that must not join by itself.

    A turn is kept for TURN_SECONDS, and holds up nobody behind it meanwhile.
    """
    pause, _ = _pause_and_queue(attendee)
    if pause:
        return paused_position(key, pause)
    ahead = queue.enqueue_or_refresh(key)
    if ahead >= settings.JOINS_AT_ONCE or limiter.active >= process_limit():
        return _position(ahead)
    queue.reserve(key, queue.TURN_SECONDS)
    return QueuePosition(0, 0, queue.TURN_SECONDS, is_turn=True)


def paused_position(key: str, seconds: float) -> QueuePosition:
    """The position of a join that must wait for `seconds`; it holds up nobody behind it."""
    queue.enqueue_or_refresh(key)
    queue.reserve(key, seconds)
    return _position(queue.entries_before(key), seconds)


def process_limit() -> int:
    """
    How many joins of this process may be upstream at once.

    That is a fair share of JOINS_AT_ONCE; one while other processes do not know of this one yet.
    """
    fair = settings.JOINS_AT_ONCE // heartbeats.process_count()
    if heartbeats.is_starting():
        return 1
    return max(1, min(fair, settings.THREADS // 2))


@contextmanager
def _slot() -> Iterator[bool]:
    """Hold one of this process's slots inside; the value is False if none came free in time."""
    if not limiter.acquire(process_limit(), ACQUIRE_TIMEOUT):
        yield False
        return
    started = time.monotonic()
    try:
        yield True
    finally:
        limiter.release(time.monotonic() - started)


def _pause_and_queue(attendee: Attendee) -> tuple[float, bool]:
    """(seconds to wait because of a 429, whether anybody is queued), in one trip to the cache."""
    values = cache.get_many([*rate_limits.keys(attendee), queue.NOT_EMPTY])
    return rate_limits.pause_seconds(values, attendee), queue.NOT_EMPTY in values


def _position(ahead: int, pause_seconds: float = 0.0) -> QueuePosition:
    # A slot that is free again stays so until somebody near the front asks.
    seconds_each = limiter.average_seconds + MIN_POLL_SECONDS / 2
    joins_per_second = process_limit() * heartbeats.process_count() / seconds_each
    seconds = pause_seconds + (ahead + 1) / joins_per_second
    poll = min(max(seconds / 2, MIN_POLL_SECONDS), MAX_POLL_SECONDS)
    jittered = round(poll * random.uniform(0.8, 1.2), 1)  # noqa: S311
    return QueuePosition(ahead, max(1, round(seconds)), jittered)
