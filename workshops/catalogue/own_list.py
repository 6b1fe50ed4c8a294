"""
What upstream lists to one attendee: theirs alone, in their name, and rarely asked for.

Those who are more than attendees see more than the shared list may hold. And where upstream does
not say which workshops are public, an attendee is shown those that were listed to them.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import cache

from portal import events
from portal.accelevents.exceptions import ApiRefused
from portal.accelevents.records import Workshop
from portal.attendees import Attendee
from portal.caching import CachedValue, StaleWhileRevalidate
from portal.observability.registry import on_reset
from workshops.catalogue import fetch_lock, refusals, shared_store, sharing
from workshops.catalogue.snapshot import ListSnapshot
from workshops.catalogue.upstream_list import read_event, read_own_list

KEEP_SECONDS = 12 * 60 * 60  # in the cache of all processes: a session's life
MAX_LISTS = 300  # in the memory of a process; the others are read from the cache when needed
LOCK_TIMEOUT_SECONDS = 12.0  # of a process that waits for another one's fetch
TIMEOUT_SECONDS = 2.5  # a page that has another list to show is not held up longer


@dataclass(frozen=True)
class OwnList:
    """
    What was listed to one attendee; hidden workshops are left out.

    `snapshot` has all of it for those who are more than attendees; for a plain attendee only what
    upstream calls private, as the shared list has the rest.
    """

    snapshot: ListSnapshot
    unclear_ids: frozenset[int]  # of the workshops that do not say whether they are public


Refresher = StaleWhileRevalidate[OwnList]
_lists: OrderedDict[tuple[str, str], Refresher] = OrderedDict()  # the last one used comes last
_lock = threading.Lock()


def current(
    attendee: Attendee,
    max_age: float,
    *,
    timeout: float = TIMEOUT_SECONDS,
    may_ask: bool = True,
    seen_at: float = 0.0,
) -> CachedValue[OwnList]:
    """
    The attendee's own list; a refresh in the background if it is over `max_age` seconds old.

    Without `may_ask` upstream is not asked. The first one is waited for, at most `timeout` seconds.
    A list older than `seen_at` (epoch seconds) gives way to a newer one of another process.
    """
    own = _of(attendee)
    known = own.peek().value
    if known and known.snapshot.fetched_epoch < seen_at:
        _take_newer(attendee, own, known)
    is_due = known is None or known.snapshot.age.total_seconds() >= max_age
    if may_ask and is_due and not refusals.is_paused(attendee):
        return own.get(partial(_fetch, attendee, max_age), timeout)
    return own.peek()


def learn(attendee: Attendee, shared: ListSnapshot, private: tuple[Workshop, ...]) -> None:
    """Keep what the call for the shared list, in this attendee's name, said of their own."""
    if shared.unclear:
        ids = frozenset(each.id for each in shared.unclear)
        snapshot = ListSnapshot.of(shared.event, shared.zone, private, (), is_partial=True)
        _save(attendee, OwnList(snapshot, ids))
        _of(attendee).store(OwnList(snapshot, ids))


def wait(event: str) -> None:
    """Wait for the refreshes under way."""
    for (of_event, _), own in list(_lists.items()):
        if of_event == event:
            own.wait()


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _lists.clear()


def _of(attendee: Attendee) -> Refresher:
    key = attendee.event, attendee.id
    with _lock:
        if key in _lists:
            _lists.move_to_end(key)
            return _lists[key]
    own: Refresher = StaleWhileRevalidate(settings.LIST_FRESH_SECONDS)
    known = _load(attendee)
    if known:
        own.store(known, known.snapshot.age.total_seconds())
    with _lock:
        _lists.setdefault(key, own)
        while len(_lists) > MAX_LISTS:
            _lists.popitem(last=False)
        return _lists.get(key, own)


def _take_newer(attendee: Attendee, own: Refresher, known: OwnList) -> None:
    newer = _load(attendee)
    if newer and newer.snapshot.fetched_at > known.snapshot.fetched_at:
        own.store(newer, newer.snapshot.age.total_seconds())


def _fetch(attendee: Attendee, max_age: float) -> tuple[OwnList, float]:
    """(the list, its age), from another process if that one has just fetched it."""
    with fetch_lock.held(_name(attendee), LOCK_TIMEOUT_SECONDS) as lock:
        own = _load(attendee)
        if own is None or own.snapshot.age.total_seconds() >= max_age:
            try:
                own = _fetch_from_upstream(attendee, lock)
            except ApiRefused as error:
                refusals.record(attendee, error)
                raise
            refusals.forget(attendee)
            _save(attendee, own)
    return own, own.snapshot.age.total_seconds()


def _fetch_from_upstream(attendee: Attendee, lock: fetch_lock.FetchLock) -> OwnList:
    event = read_event(attendee)
    zone = events.zone_of(event)
    listed = read_own_list(attendee, zone, lock)
    public, unclear, private = sharing.divide(listed.workshops, by_key=False)
    shown = private if sharing.reads_for_all(attendee) else (*public, *unclear, *private)
    is_partial = len(listed.workshops) + listed.dropped > len(shown)
    snapshot = ListSnapshot.of(event, zone, shown, (), is_partial)
    return OwnList(snapshot, frozenset(each.id for each in unclear))


def _load(attendee: Attendee) -> OwnList | None:
    stored: tuple[Any, ...] | None = cache.get(_name(attendee))
    if stored is None:
        return None
    content, fetched_at, version, ids = stored
    return OwnList(shared_store.unpack(content, fetched_at, version), ids)


def _save(attendee: Attendee, own: OwnList) -> None:
    snapshot = own.snapshot
    stored = shared_store.pack(snapshot), snapshot.fetched_at, snapshot.version, own.unclear_ids
    cache.set(_name(attendee), stored, KEEP_SECONDS)


def _name(attendee: Attendee) -> str:
    digest = shared_store.attendee_digest(attendee)
    return f"own-list:{shared_store.FORMAT}:{attendee.event}:{digest}"
