"""One press of a button, however often it arrives: double clicks, two tabs, a repeated form."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache

from workshops.joining import locks

T = TypeVar("T")

REPLAY_SECONDS = 2  # so long does a repeated press get the first one's answer
LOCK_POLL_SECONDS = 0.05
UNKNOWN_SECONDS = 300  # so long may upstream's own list lag behind what it did


@dataclass
class Execution:
    """A press that acts: what an earlier one of the same button left, and what this one leaves."""

    name: str  # in the cache
    outcome_unknown: bool  # nobody knows what became of an earlier press, or of this one
    has_started: bool = False

    def start(self) -> None:
        """
        Note that something which must not be done twice is being done.

        A process that dies now leaves this for the next press; so does one that ends without
        having set `is_open` to False.
        """
        self.outcome_unknown = self.has_started = True
        cache.set(self.name, Record(outcome_unknown=True), UNKNOWN_SECONDS)


@dataclass(frozen=True)
class Record:
    """What is kept of a press: nothing secret may be in it."""

    result: Any = None
    replay_until: float = 0.0  # epoch seconds; so long is the result given to later presses
    outcome_unknown: bool = False

    @property
    def is_replayable(self) -> bool:
        return time.time() < self.replay_until


@contextmanager
def exclusive(key: str, patience: float | None = None) -> Iterator[bool]:
    """
    Whether inside there is no other press of `key`, over all processes.

    False when the other one was not done within `patience` seconds; None: it is waited for, and
    one whose process died goes after claims.STALE_SECONDS.
    """
    latest = None if patience is None else time.monotonic() + patience
    claim = locks.acquire(key)
    while claim is None and (latest is None or time.monotonic() < latest):
        time.sleep(LOCK_POLL_SECONDS)
        claim = locks.acquire(key)
    try:
        yield claim is not None
    finally:
        if claim is not None:
            locks.release(key, claim)


def run_once(key: str, act: Callable[[Execution], T]) -> T:
    """
    The result of `act`, which runs once for all presses of `key` at about the same time.

    To be called by one of them after the other, see `alone`: those that follow share the result of
    the first. If that ends in an error, the error is the first one's alone, counts as a known end,
    and the next press acts for itself.
    """
    name, trace = _name(key), _load(key)
    if trace.is_replayable:
        found: T = trace.result
        return found
    this = Execution(name, trace.outcome_unknown)
    try:
        result = act(this)
    except Exception:
        if this.has_started:
            cache.delete(name)
        raise
    trace = Record(result, time.time() + REPLAY_SECONDS, this.outcome_unknown)
    cache.set(name, trace, UNKNOWN_SECONDS if this.outcome_unknown else REPLAY_SECONDS)
    return result


def recent_result(key: str) -> Any:
    """The result of a press of `key` a moment ago; None when there was none."""
    trace = _load(key)
    return trace.result if trace.is_replayable else None


def _load(key: str) -> Record:
    found: Record | None = cache.get(_name(key))
    return found or Record()


def _name(key: str) -> str:
    return f"press:{key}"
