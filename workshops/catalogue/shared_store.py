"""The lists in the cache that all processes share: the newest of each event, attendees' own."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.cache import cache

from portal.accelevents.records import Event, Label, Speaker, Workshop
from portal.attendees import Attendee
from portal.caching import MAX_BACKOFF, form_of, is_over
from workshops.catalogue.snapshot import ListSnapshot

KEEP_FAILURE_SECONDS = 300  # longer than the longest back-off
FIRST_PAGES_SECONDS = 60
MANY_REFUSALS = 3  # so many attendees in a row, and upstream refuses the list to everybody

# A release that changes or moves a record must not read the lists that another one has pickled.
RECORD_TYPES = (Workshop, Speaker, Label, Event)
FORMAT = form_of(ListSnapshot, *RECORD_TYPES)


def list_name(event: str) -> str:
    """What the keys of an event's list begin with."""
    return f"list:{FORMAT}:{event}"


def load(event: str) -> ListSnapshot | None:
    """The newest list that any process has fetched; None when there is none."""
    newest = cache.get(_key(event, "newest"))
    return _load_version(event, *newest) if newest else None


def load_newer(known: ListSnapshot) -> ListSnapshot | None:
    """The newest list if another process has fetched it after the `known` one, else None."""
    event = known.event.url
    fetched_at, version = cache.get(_key(event, "newest")) or (known.fetched_at, "")
    if not known.is_replaced_by(fetched_at):
        return None
    if version == known.version:
        return replace(known, fetched_at=fetched_at)
    return _load_version(event, fetched_at, version)


def save(snapshot: ListSnapshot) -> None:
    """Give a list that was just fetched to all processes; its content only if that is new."""
    event, keep = snapshot.event.url, settings.LIST_KEEP_SECONDS
    if not cache.touch(_key(event, snapshot.version), keep):
        cache.set(_key(event, snapshot.version), pack(snapshot), keep)
    cache.set(_key(event, "newest"), (snapshot.fetched_at, snapshot.version), keep)
    cache.delete_many([_key(event, part) for part in ("failed", "refused", "first-pages")])


def save_first_pages(snapshot: ListSnapshot) -> None:
    """Give what has come of a list to all processes, until it is whole or FIRST_PAGES_SECONDS."""
    stored = pack(snapshot), snapshot.fetched_at, snapshot.version
    cache.set(_key(snapshot.event.url, "first-pages"), stored, FIRST_PAGES_SECONDS)


def load_first_pages(event: str) -> ListSnapshot | None:
    """What has come of the list that a process reads now; None if that is nothing."""
    stored = cache.get(_key(event, "first-pages"))
    return replace(unpack(*stored), is_loading=True) if stored else None


def current_failure(event: str) -> tuple[int, str] | None:
    """(failures in a row, the problem) while no process should ask upstream again; else None."""
    failures, problem, until = cache.get(_key(event, "failed")) or (0, "", 0.0)
    return None if is_over(until, MAX_BACKOFF) else (failures, problem)


def record_failure(event: str, problem: str, backoff: Callable[[int], float]) -> None:
    """Let all processes know that a fetch failed; `backoff(failures in a row)` gives seconds."""
    failures = (cache.get(_key(event, "failed")) or (0, "", 0.0))[0] + 1
    until = time.time() + backoff(failures)
    cache.set(_key(event, "failed"), (failures, problem, until), KEEP_FAILURE_SECONDS)


def record_refusal(attendee: Attendee) -> bool:
    """
    Note that upstream refused this attendee the list: whether it refuses it to everybody.

    So it does after MANY_REFUSALS attendees without a list in between. The caller holds the lock.
    """
    key = _key(attendee.event, "refused")
    refused = cache.get(key, frozenset()) | {attendee.key}
    cache.set(key, refused, KEEP_FAILURE_SECONDS)
    return len(refused) >= MANY_REFUSALS


def pack(snapshot: ListSnapshot) -> tuple[Any, ...]:
    """What is stored of a list's content, for `unpack`."""
    event, zone = snapshot.event, snapshot.zone
    return event, zone, snapshot.workshops, snapshot.unclear, snapshot.is_partial


def unpack(content: tuple[Any, ...], fetched_at: Any, version: str) -> ListSnapshot:
    """The list that was packed."""
    event, zone, workshops, unclear, is_partial = content
    return ListSnapshot(event, zone, workshops, fetched_at, version, unclear, is_partial)


def _load_version(event: str, fetched_at: Any, version: str) -> ListSnapshot | None:
    content = cache.get(_key(event, version))
    return unpack(content, fetched_at, version) if content else None


def _key(event: str, part: str) -> str:
    return f"{list_name(event)}:{part}"
