"""
What upstream says of single workshops beyond the list: in the shared cache, copied to memory.

Only facts that are the same for everybody are kept, of MAX_DETAILS workshops an event, in at most
3 kB each.
"""

import time
from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings
from django.core.cache import cache

from portal.accelevents.exceptions import ApiError
from portal.caching import MAX_BACKOFF, backoff_seconds, form_of, is_over, seconds_since
from portal.observability.registry import on_reset
from workshops.catalogue import cache_lock
from workshops.catalogue.detail import MAX_DETAILS, Detail, Details

SLOT_SECONDS = 1  # between two calls, over all processes
SEATS_HOLD_SECONDS = 600  # a count of seats that is older says nothing
KEEP_FAILURE_SECONDS = 300  # longer than the longest back-off


FORMAT = form_of(Detail)
_copies: dict[str, tuple[Details, Mapping[int, Detail]]] = {}  # by event


def details(event: str) -> Details:
    """What this process knows, without asking the shared cache."""
    return _copies[event][0] if event in _copies else {}


def facts(event: str) -> Mapping[int, Detail]:
    """The details alone, by workshop id: the same object until one of them changes."""
    return _copies[event][1] if event in _copies else {}


def load(event: str) -> Details:
    """What any process knows, from the shared cache; this process knows it from now on."""
    return _remember(event, cache.get(_key(event, "all")) or {})


def save(event: str, workshop_id: int, detail: Detail | None) -> None:
    """Let all processes know what upstream has just said; the oldest beyond the limit go."""
    key = _key(event, "all")
    with cache_lock.exclusive(f"{key}:lock"):
        known = dict(cache.get(key) or {})
        known[workshop_id] = detail, time.time()
        newest = sorted(known.items(), key=lambda item: item[1][1])[-MAX_DETAILS:]
        cache.set(key, dict(newest), settings.LIST_KEEP_SECONDS)
    _remember(event, dict(newest))


def acquire_slot(event: str) -> bool:
    """Whether the caller may make one call now; at most one process may in SLOT_SECONDS."""
    return bool(cache.add(_key(event, "slot"), 1, SLOT_SECONDS))


def is_resting(event: str) -> bool:
    """Whether upstream should not be asked for details at the moment."""
    return not is_over(_failures(event)[1], MAX_BACKOFF)


def rest(event: str, error: ApiError) -> None:
    """Let all processes ask later, ever later the more calls have failed lately."""
    failures = _failures(event)[0] + 1
    until = time.time() + backoff_seconds(failures, error)
    cache.set(_key(event, "failed"), (failures, until), KEEP_FAILURE_SECONDS)


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _copies.clear()


def _failures(event: str) -> tuple[int, float]:
    """(failures lately, when to ask again in epoch seconds)."""
    failed: tuple[int, float] = cache.get(_key(event, "failed")) or (0, 0.0)
    return failed


def _remember(event: str, known: Details) -> Details:
    told = {number: _current(detail, at) for number, (detail, at) in known.items() if detail}
    unchanged = facts(event)
    _copies[event] = known, unchanged if told == unchanged else told
    return known


def _current(detail: Detail, at: float) -> Detail:
    """What of a detail still counts: seats come and go, the rest is hardly ever edited."""
    is_recent = seconds_since(at) < SEATS_HOLD_SECONDS
    return detail if is_recent else replace(detail, seats_taken=None)


def _key(event: str, part: str) -> str:
    return f"details:{FORMAT}:{event}:{part}"
