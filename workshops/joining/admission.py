"""
The gate before upstream's door: so many joins at once and no more, the rest in line.

A press that finds the gate free goes through; at a small rush it waits a moment here, which holds
a thread but nobody else up; else it stands in line. Its page then asks again by itself, and when
it is near the front and something is free it goes through. Upstream's wish for a pause (429)
closes the gate, not the attendee's page.
"""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeGuard, TypeVar

from django.conf import settings
from django.core.cache import cache

from portal.accelevents.exceptions import ApiError, ApiUnavailable
from portal.observability import heartbeats
from workshops.joining import idempotency, queue

T = TypeVar("T")

ACQUIRE_TIMEOUT = 1.0  # that a press may wait with its thread
MAX_PAUSE = 60.0  # that the gate closes for a wish of upstream
DEFAULT_PAUSE = 5.0  # when upstream names no time
CLOSED_UNTIL = "gate:closed"  # until when, epoch seconds
MIN_POLL_SECONDS, MAX_POLL_SECONDS = 0.8, 6.0  # between two questions of a page in line


class RetryLater(Exception):  # noqa: N818  a wish, not an error
    """Upstream did nothing and wants to be left alone for `seconds`; None: it did not say."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__(f"for {seconds} s")
        self.seconds = min(seconds or DEFAULT_PAUSE, MAX_PAUSE)


def is_rate_limit(error: ApiError) -> TypeGuard[ApiUnavailable]:
    """Whether upstream said no more than "not so fast", for a time that can be waited out."""
    if not isinstance(error, ApiUnavailable) or error.http_status != 429:
        return False
    return (error.retry_after or 0.0) <= MAX_PAUSE


@dataclass(frozen=True)
class QueuePosition:
    """A place in line."""

    ahead: int  # how many stand before
    wait_seconds: int  # until it is their turn, about
    poll_after_seconds: float  # seconds


class ConcurrencyLimiter:
    """The joins of this process that are upstream, and how long they take there."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self.active = 0
        self._waiting = 0
        self._joins = 0
        self.average_seconds = 0.5  # of one join, the newer ones counting most

    def acquire(self, most: int, patience: float) -> bool:
        """Whether there was room for one of `most` within `patience` seconds."""
        with self._free:
            if self.active >= most and self._waiting < settings.THREADS // 8:
                self._waiting += 1
                self._free.wait_for(lambda: self.active < most, patience)
                self._waiting -= 1
            if self.active >= most:
                return False
            self.active += 1
            return True

    def release(self, seconds: float) -> None:
        """Make room again after a join that took so long."""
        with self._free:
            self.active -= 1
            self._joins += 1
            self.average_seconds += max(0.1, 1 / self._joins) * (seconds - self.average_seconds)
            self._free.notify()


limiter = ConcurrencyLimiter()


def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    limiter.__init__()  # type: ignore[misc]


def admit_or_queue(key: str, act: Callable[[], T]) -> T | QueuePosition:
    """The result of `act`, which may raise Pause; or the place in line of this press."""
    told = cache.get_many([CLOSED_UNTIL, queue.NOT_EMPTY])
    closed = max(0.0, told.get(CLOSED_UNTIL, 0.0) - time.time())
    is_line = queue.NOT_EMPTY in told or closed > 0
    ahead = queue.enqueue_or_refresh(key) if is_line else 0
    if closed or ahead >= settings.JOINS_AT_ONCE:
        return _queue_position(ahead, closed)
    with idempotency.exclusive(key, ACQUIRE_TIMEOUT) as is_alone:
        # Else another tab is in the door with the same press.
        found = (
            _inside(key, act) if is_alone else _queue_position(queue.enqueue_or_refresh(key), 0.0)
        )
    if is_line and not isinstance(found, QueuePosition):
        queue.remove(key)
    return found


def _inside(key: str, act: Callable[[], T]) -> T | QueuePosition:
    """The result of `act` as one of the joins upstream; a place in line when there is no room."""
    if not limiter.acquire(process_limit(), ACQUIRE_TIMEOUT):
        return _queue_position(queue.enqueue_or_refresh(key), 0.0)
    began = time.monotonic()
    try:
        return act()
    except RetryLater as wish:
        cache.set(CLOSED_UNTIL, time.time() + wish.seconds, MAX_PAUSE)
        return _queue_position(queue.enqueue_or_refresh(key), wish.seconds)
    finally:
        limiter.release(time.monotonic() - began)


def admit_or_refuse(act: Callable[[], T]) -> T:
    """The result of `act`, which has no line of its own; Pause when the gate is too busy for it."""
    if _closed_for() or not limiter.acquire(process_limit(), ACQUIRE_TIMEOUT):
        raise RetryLater(_closed_for())
    began = time.monotonic()
    try:
        return act()
    finally:
        limiter.release(time.monotonic() - began)


def process_limit() -> int:
    """How many joins of this process may be upstream at once; one while others do not know it."""
    fair = settings.JOINS_AT_ONCE // heartbeats.process_count()
    if heartbeats.is_starting():
        return 1
    return max(1, min(fair, settings.THREADS // 2))


def _closed_for() -> float:
    """Seconds until the gate opens again; 0: it is open."""
    until: float = cache.get(CLOSED_UNTIL) or 0.0
    return max(0.0, until - time.time())


def _queue_position(ahead: int, closed: float) -> QueuePosition:
    # A place that is free again stays so until somebody near the front asks.
    one_takes = limiter.average_seconds + MIN_POLL_SECONDS / 2
    in_a_second = process_limit() * heartbeats.process_count() / one_takes
    seconds = closed + (ahead + 1) / in_a_second
    ask = min(max(seconds / 2, MIN_POLL_SECONDS), MAX_POLL_SECONDS)
    return QueuePosition(ahead, max(1, round(seconds)), round(ask * random.uniform(0.8, 1.2), 1))  # noqa: S311
