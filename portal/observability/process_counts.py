"""
The counts of all processes, summed.

Each process writes its own into the shared cache every few seconds, and reads the others': the one
that is asked adds them up. Sums never fall, as Prometheus would take that for a restart: the counts
of processes that have ended are folded into one remembered sum, and what a store forgets is made
up for from memory.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.cache import cache

from portal.observability import heartbeats
from portal.observability.counters import Series, snapshot
from portal.observability.registry import on_reset
from portal.observability.witness import Witness

KEEP_SECONDS = 24 * 60 * 60
# Who publishes nothing for so long has ended. Should it go on, what it counts is left out.
ENDED_SECONDS = 600.0
FOLDING_SECONDS = 5  # the life of the lock on the remembered sum
MAX_FOLDED = 1000  # processes whose names are remembered beside the sum
NAMES_KEY, ENDED_KEY, LOCK_KEY = "metrics-names", "metrics-ended", "metrics-folding"

Counts = Mapping[Series, float]


@dataclass
class _Memory:
    """What this process knows of the others, beside the cache."""

    counts: dict[str, Counts] = field(default_factory=dict)  # by process name
    ended: tuple[Counts, tuple[str, ...]] = ({}, ())  # the sum, and whose counts are in it


_memory = _Memory()
_witness = Witness(ENDED_SECONDS)
_lock = threading.Lock()


def publish() -> None:
    """Let the other processes see this one's counts, and learn theirs."""
    with _lock:
        own = heartbeats.process_name()
        # Two that write at once may overwrite each other; the next time brings the lost one back.
        names: dict[str, float] = (cache.get(NAMES_KEY) or {}) | {own: time.monotonic()}
        cache.set(NAMES_KEY, names, KEEP_SECONDS)
        cache.set(_key(own), snapshot(), KEEP_SECONDS)
        _learn(names)
        silent = names.keys() - _witness.live(names)
        if silent and cache.add(LOCK_KEY, 1, FOLDING_SECONDS):
            _fold(silent)
            cache.delete(LOCK_KEY)


def aggregate() -> dict[Series, float]:
    """The sums over all processes, with this one's counts as of now."""
    publish()
    with _lock:
        ended, folded = _memory.ended
        others = [counts for name, counts in _memory.counts.items() if name not in folded]
    return _sum([ended, *others])


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    with _lock:
        _memory.__init__()  # type: ignore[misc]
        _witness.clear()


def _learn(names: Iterable[str]) -> None:
    """Take over what the cache has, and give it back what it has forgotten."""
    stored = cache.get_many([_key(name) for name in names])
    for name in names:
        counts, known = stored.get(_key(name), {}), _memory.counts.get(name, {})
        # What a process has counted only grows.
        _memory.counts[name] = max(counts, known, key=lambda each: sum(each.values()))
    if not cache.touch(ENDED_KEY, KEEP_SECONDS) and _memory.ended[1]:
        cache.set(ENDED_KEY, _memory.ended, KEEP_SECONDS)
    _memory.ended = cache.get(ENDED_KEY) or _memory.ended


def _fold(silent: Iterable[str]) -> None:
    """Add the counts of these processes to the remembered sum; the caller holds the lock on it."""
    ended, folded = cache.get(ENDED_KEY) or _memory.ended
    new = sorted(set(silent) - set(folded))
    total = _sum([ended, *(_memory.counts.pop(name, {}) for name in new)])
    # One value, so that no sum holds counts that are added once more beside it.
    _memory.ended = total, (*folded, *new)[-MAX_FOLDED:]
    cache.set(ENDED_KEY, _memory.ended, KEEP_SECONDS)
    names: dict[str, float] = cache.get(NAMES_KEY) or {}
    left = {name: at for name, at in names.items() if name not in _memory.ended[1]}
    cache.set(NAMES_KEY, left, KEEP_SECONDS)
    cache.delete_many([_key(name) for name in new])


def _sum(several: Iterable[Counts]) -> dict[Series, float]:
    sums: defaultdict[Series, float] = defaultdict(float)
    for counts in several:
        for series, value in counts.items():
            sums[series] += value
    return dict(sums)


def _key(name: str) -> str:
    return f"metrics:{name}"
