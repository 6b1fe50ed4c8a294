"""The newest list of each event in the cache that all processes share, and who may fetch it."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from django.conf import settings
from django.core.cache import cache

from portal.accelevents.records import Event, Label, Speaker, Workshop
from workshops.catalogue.snapshot import ListSnapshot

LOCK_SECONDS = 30  # longer than the longest fetch
KEEP_FAILURE_SECONDS = 300  # longer than the longest back-off

# A release that changes or moves a record must not read the lists that another one has pickled.
RECORD_TYPES = (Workshop, Speaker, Label, Event)


def pickle_format(*kinds: Any) -> str:
    """Changes when one of these dataclasses is moved, renamed or given other fields."""
    described = [(k.__module__, k.__qualname__, [each.name for each in fields(k)]) for k in kinds]
    return hashlib.sha256(repr(described).encode()).hexdigest()[:12]


FORMAT = pickle_format(*RECORD_TYPES)


def load(event: str) -> ListSnapshot | None:
    """The newest list that any process has fetched; None when there is none."""
    newest = cache.get(_key(event, "newest"))
    if newest is None:
        return None
    fetched_at, version = newest
    content = cache.get(_key(event, version))
    if content is None:
        return None
    event_record, zone, workshops = content
    return ListSnapshot(event_record, zone, workshops, fetched_at, version)


def save(snapshot: ListSnapshot) -> None:
    """Give a list that was just fetched to all processes; its content only if that is new."""
    event, keep = snapshot.event.url, settings.LIST_KEEP_SECONDS
    content = (snapshot.event, snapshot.zone, snapshot.workshops)
    if not cache.touch(_key(event, snapshot.version), keep):
        cache.set(_key(event, snapshot.version), content, keep)
    cache.set(_key(event, "newest"), (snapshot.fetched_at, snapshot.version), keep)
    cache.delete(_key(event, "failed"))


def acquire_fetch_lock(event: str) -> bool:
    """Whether the caller may fetch now; False while another process does. Release it afterwards."""
    return bool(cache.add(_key(event, "fetching"), 1, LOCK_SECONDS))


def release_fetch_lock(event: str) -> None:
    """Let the next process fetch."""
    cache.delete(_key(event, "fetching"))


def current_failure(event: str) -> tuple[int, str] | None:
    """(failures in a row, the problem) while no process should ask upstream again; else None."""
    failures, problem, until = cache.get(_key(event, "failed")) or (0, "", 0.0)
    return (failures, problem) if time.time() < until else None


def record_failure(event: str, problem: str, backoff: Callable[[int], float]) -> None:
    """Let all processes know that a fetch failed; `backoff(failures in a row)` gives seconds."""
    failures = (cache.get(_key(event, "failed")) or (0, "", 0.0))[0] + 1
    until = time.time() + backoff(failures)
    cache.set(_key(event, "failed"), (failures, problem, until), KEEP_FAILURE_SECONDS)


def _key(event: str, part: str) -> str:
    return f"list:{FORMAT}:{event}:{part}"
