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

from portal.accelevents.exceptions import ApiBusy, ApiError
from portal.observability import heartbeats as neighbours
from workshops.joining import idempotency as press
from workshops.joining import queue as line

T = TypeVar("T")

MOMENT_SECONDS = 1.0  # that a press may wait with its thread
LONGEST_PAUSE = 60.0  # that the gate closes for a wish of upstream
USUAL_PAUSE = 5.0  # when upstream names no time
CLOSED = "gate:closed"  # until when, epoch seconds
SOONEST_SECONDS, LATEST_SECONDS = 0.8, 6.0  # between two questions of a page in line


class Pause(Exception):  # noqa: N818  a wish, not an error
    """Upstream did nothing and wants to be left alone for `seconds`; None: it did not say."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__(f"for {seconds} s")
        self.seconds = min(seconds or USUAL_PAUSE, LONGEST_PAUSE)


def is_wish(error: ApiError) -> TypeGuard[ApiBusy]:
    """Whether upstream said no more than "not so fast", for a time that can be waited out."""
    if not isinstance(error, ApiBusy) or error.http_status != 429:
        return False
    return (error.retry_after or 0.0) <= LONGEST_PAUSE


@dataclass(frozen=True)
class Place:
    """A place in line."""

    ahead: int  # how many stand before
    seconds: int  # until it is their turn, about
    ask_again: float  # seconds


class Slots:
    """The joins of this process that are upstream, and how long they take there."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self.inside = 0
        self._waiting = 0
        self._joins = 0
        self.usual_seconds = 0.5  # of one join, the newer ones counting most

    def take(self, most: int, patience: float) -> bool:
        """Whether there was room for one of `most` within `patience` seconds."""
        with self._free:
            if self.inside >= most and self._waiting < settings.THREADS // 8:
                self._waiting += 1
                self._free.wait_for(lambda: self.inside < most, patience)
                self._waiting -= 1
            if self.inside >= most:
                return False
            self.inside += 1
            return True

    def give(self, seconds: float) -> None:
        """Make room again after a join that took so long."""
        with self._free:
            self.inside -= 1
            self._joins += 1
            self.usual_seconds += max(0.1, 1 / self._joins) * (seconds - self.usual_seconds)
            self._free.notify()


slots = Slots()


def forget() -> None:
    """Empty this process's memory, as a new process has it."""
    slots.__init__()  # type: ignore[misc]


def through(key: str, act: Callable[[], T]) -> T | Place:
    """The result of `act`, which may raise Pause; or the place in line of this press."""
    told = cache.get_many([CLOSED, line.FLAG])
    closed = max(0.0, told.get(CLOSED, 0.0) - time.time())
    is_line = line.FLAG in told or closed > 0
    ahead = line.ahead_of(key) if is_line else 0
    if closed or ahead >= settings.JOINS_AT_ONCE:
        return _place(ahead, closed)
    with press.alone(key, MOMENT_SECONDS) as is_alone:
        # Else another tab is in the door with the same press.
        found = _inside(key, act) if is_alone else _place(line.ahead_of(key), 0.0)
    if is_line and not isinstance(found, Place):
        line.leave(key)
    return found


def _inside(key: str, act: Callable[[], T]) -> T | Place:
    """The result of `act` as one of the joins upstream; a place in line when there is no room."""
    if not slots.take(share(), MOMENT_SECONDS):
        return _place(line.ahead_of(key), 0.0)
    began = time.monotonic()
    try:
        return act()
    except Pause as wish:
        cache.set(CLOSED, time.time() + wish.seconds, LONGEST_PAUSE)
        return _place(line.ahead_of(key), wish.seconds)
    finally:
        slots.give(time.monotonic() - began)


def at_once(act: Callable[[], T]) -> T:
    """The result of `act`, which has no line of its own; Pause when the gate is too busy for it."""
    if _closed_for() or not slots.take(share(), MOMENT_SECONDS):
        raise Pause(_closed_for())
    began = time.monotonic()
    try:
        return act()
    finally:
        slots.give(time.monotonic() - began)


def share() -> int:
    """How many joins of this process may be upstream at once; one while others do not know it."""
    fair = settings.JOINS_AT_ONCE // neighbours.count()
    if neighbours.is_new():
        return 1
    return max(1, min(fair, settings.THREADS // 2))


def _closed_for() -> float:
    """Seconds until the gate opens again; 0: it is open."""
    until: float = cache.get(CLOSED) or 0.0
    return max(0.0, until - time.time())


def _place(ahead: int, closed: float) -> Place:
    # A place that is free again stays so until somebody near the front asks.
    one_takes = slots.usual_seconds + SOONEST_SECONDS / 2
    in_a_second = share() * neighbours.count() / one_takes
    seconds = closed + (ahead + 1) / in_a_second
    ask = min(max(seconds / 2, SOONEST_SECONDS), LATEST_SECONDS)
    return Place(ahead, max(1, round(seconds)), round(ask * random.uniform(0.8, 1.2), 1))  # noqa: S311
