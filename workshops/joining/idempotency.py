"""A button acts once, however often it is pressed: double clicks, two tabs, repeated forms."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache

T = TypeVar("T")

REPLAY_SECONDS = 2  # a repeated request gets the first one's result for this long
UNKNOWN_SECONDS = 300  # upstream's own list may lag this far behind what upstream did


@dataclass
class Execution:
    """A request that acts: what an earlier one of the same button left, and what it leaves."""

    name: str  # of its record in the cache
    outcome_unknown: bool  # nobody knows how an earlier execution ended, or how this one did
    has_started: bool = False

    def start(self) -> None:
        """
        Record that something which must not be done twice is being done.

        A process that dies now leaves this record to the next request; so does an execution that
        ends without having set `outcome_unknown` to False.
        """
        self.outcome_unknown = self.has_started = True
        cache.set(self.name, Record(outcome_unknown=True), UNKNOWN_SECONDS)


@dataclass(frozen=True)
class Record:
    """What the cache holds of an execution; nothing secret may be in it."""

    result: Any = None
    replay_until: float = 0.0  # epoch seconds; until then later requests get the result
    outcome_unknown: bool = False

    @property
    def is_replayable(self) -> bool:
        """Whether a request at this moment gets the recorded result."""
        return time.time() < self.replay_until


def run_once(key: str, act: Callable[[Execution], T]) -> T:
    """
    The result of `act`, which runs once for all requests of `key` at about the same time.

    Call it under the lock on `key` (see locks.exclusive): requests that follow share the result
    of the first. If that one ends in an error, the error is its own, counts as a known end, and the
    next request acts for itself.
    """
    name, record = _name(key), _load(key)
    if record.is_replayable:
        result: T = record.result
        return result
    execution = Execution(name, record.outcome_unknown)
    try:
        result = act(execution)
    except Exception:
        if execution.has_started:
            cache.delete(name)
        raise
    is_unknown = execution.outcome_unknown
    record = Record(result, time.time() + REPLAY_SECONDS, is_unknown)
    cache.set(name, record, UNKNOWN_SECONDS if is_unknown else REPLAY_SECONDS)
    return result


def recent_result(key: str) -> Any:
    """The result of a request of `key` a moment ago; None if there was none."""
    record = _load(key)
    return record.result if record.is_replayable else None


def _load(key: str) -> Record:
    record: Record | None = cache.get(_name(key))
    return record or Record()


def _name(key: str) -> str:
    return f"execution:{key}"
