"""One press of a button, however often it arrives: double clicks, two tabs, a repeated form."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache

T = TypeVar("T")

BUSY_SECONDS = 30  # longer than the longest chain of calls upstream
ECHO_SECONDS = 2  # so long does a repeated press get the first one's answer
LOOK_SECONDS = 0.05
OPEN_SECONDS = 300  # so long may upstream's own list lag behind what it did


def once(key: str, act: Callable[[bool], T]) -> T:
    """
    The result of `act`, which runs once for all presses of `key` at about the same time.

    `act` is told whether an earlier press has left its end open (see open_end).

    Later presses wait for the first and share its result. If the first ends in an error, that
    error is the first one's alone and the next press acts for itself. Results are kept in the
    shared cache for a moment: nothing secret may be in them.
    """
    while not cache.add(f"press:{key}:busy", 1, BUSY_SECONDS):
        time.sleep(LOOK_SECONDS)
    try:
        told = cache.get_many([f"press:{key}:result", f"press:{key}:open"])
        echo: T | None = told.get(f"press:{key}:result")
        if echo is None:
            echo = act(f"press:{key}:open" in told)
            cache.set(f"press:{key}:result", echo, ECHO_SECONDS)
        return echo
    finally:
        cache.delete(f"press:{key}:busy")


def last(key: str) -> Any:
    """The result of a press of `key` a moment ago; None when there was none."""
    return cache.get(f"press:{key}:result")


@dataclass
class End:
    """Whether it is known what became of a press."""

    is_known: bool = False


@contextmanager
def open_end(key: str) -> Iterator[End]:
    """
    Do inside what must not be done twice, and say when its end is known; an error is an end.

    A process that dies inside, or an end not known, leaves a mark for the next press.
    """
    cache.set(f"press:{key}:open", 1, OPEN_SECONDS)
    end = End()
    try:
        yield end
    except Exception:
        end.is_known = True
        raise
    finally:
        if end.is_known:
            cache.delete(f"press:{key}:open")


def in_turn(key: str, act: Callable[[], T]) -> T:
    """The result of `act`, which runs for every press of `key`, but one after the other."""
    while not cache.add(f"press:{key}:busy", 1, BUSY_SECONDS):
        time.sleep(LOOK_SECONDS)
    try:
        return act()
    finally:
        cache.delete(f"press:{key}:busy")
