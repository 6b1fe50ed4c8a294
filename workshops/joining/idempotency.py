"""One press of a button, however often it arrives: double clicks, two tabs, a repeated form."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache

from workshops.joining import locks as claims

T = TypeVar("T")

ECHO_SECONDS = 2  # so long does a repeated press get the first one's answer
LOOK_SECONDS = 0.05
OPEN_SECONDS = 300  # so long may upstream's own list lag behind what it did


@dataclass
class Press:
    """A press that acts: what an earlier one of the same button left, and what this one leaves."""

    name: str  # in the cache
    is_open: bool  # nobody knows what became of an earlier press, or of this one
    has_begun: bool = False

    def begin(self) -> None:
        """
        Note that something which must not be done twice is being done.

        A process that dies now leaves this for the next press; so does one that ends without
        having set `is_open` to False.
        """
        self.is_open = self.has_begun = True
        cache.set(self.name, _Trace(is_open=True), OPEN_SECONDS)


@dataclass(frozen=True)
class _Trace:
    """What is kept of a press: nothing secret may be in it."""

    result: Any = None
    until: float = 0.0  # epoch seconds; so long is the result given to later presses
    is_open: bool = False

    @property
    def is_fresh(self) -> bool:
        return time.time() < self.until


@contextmanager
def alone(key: str, patience: float | None = None) -> Iterator[bool]:
    """
    Whether inside there is no other press of `key`, over all processes.

    False when the other one was not done within `patience` seconds; None: it is waited for, and
    one whose process died goes after claims.STALE_SECONDS.
    """
    latest = None if patience is None else time.monotonic() + patience
    claim = claims.take(key)
    while claim is None and (latest is None or time.monotonic() < latest):
        time.sleep(LOOK_SECONDS)
        claim = claims.take(key)
    try:
        yield claim is not None
    finally:
        if claim is not None:
            claims.give(key, claim)


def once(key: str, act: Callable[[Press], T]) -> T:
    """
    The result of `act`, which runs once for all presses of `key` at about the same time.

    To be called by one of them after the other, see `alone`: those that follow share the result of
    the first. If that ends in an error, the error is the first one's alone, counts as a known end,
    and the next press acts for itself.
    """
    name, trace = _name(key), _trace(key)
    if trace.is_fresh:
        found: T = trace.result
        return found
    this = Press(name, trace.is_open)
    try:
        result = act(this)
    except Exception:
        if this.has_begun:
            cache.delete(name)
        raise
    trace = _Trace(result, time.time() + ECHO_SECONDS, this.is_open)
    cache.set(name, trace, OPEN_SECONDS if this.is_open else ECHO_SECONDS)
    return result


def last(key: str) -> Any:
    """The result of a press of `key` a moment ago; None when there was none."""
    trace = _trace(key)
    return trace.result if trace.is_fresh else None


def _trace(key: str) -> _Trace:
    found: _Trace | None = cache.get(_name(key))
    return found or _Trace()


def _name(key: str) -> str:
    return f"press:{key}"
