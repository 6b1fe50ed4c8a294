"""One fetch of an attendee's own list, and where all processes keep it."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache

from portal import events
from portal.accelevents.exceptions import ApiRefused
from portal.attendees import Attendee
from workshops.catalogue import fetch_lock, refusals, shared_store, sharing
from workshops.catalogue.snapshot import ListSnapshot
from workshops.catalogue.upstream_list import read_event, read_own_list

KEEP_SECONDS = 12 * 60 * 60  # a session's life
LOCK_TIMEOUT_SECONDS = 12.0  # of a process that waits for another one's fetch


@dataclass(frozen=True)
class OwnList:
    """
    What was listed to one attendee; hidden workshops are left out.

    `snapshot` has all of it for those who are more than attendees; for a plain attendee only what
    upstream calls private, as the shared list has the rest.
    """

    snapshot: ListSnapshot
    unclear_ids: frozenset[int]  # of the workshops that do not say whether they are public


def fetch(attendee: Attendee, max_age: float) -> tuple[OwnList, float]:
    """
    (the list, its age in seconds), from another process if it is younger than `max_age` seconds.

    Raises ApiError; a refusal is recorded, too.
    """
    with fetch_lock.held(_name(attendee), LOCK_TIMEOUT_SECONDS) as lock:
        own = load(attendee)
        if own is None or not own.snapshot.is_younger_than(max_age):
            own = _fetch_after(own, attendee, lock)
            save(attendee, own)
    return own, own.snapshot.age.total_seconds()


def _fetch_after(
    earlier: OwnList | None, attendee: Attendee, lock: fetch_lock.FetchLock
) -> OwnList:
    try:
        own = _fetch_from_upstream(attendee, lock)
    except ApiRefused as error:
        refusals.record(attendee, error)
        raise
    refusals.forget(attendee)
    return replace(own, snapshot=own.snapshot.fetched_after(earlier.snapshot if earlier else None))


def _fetch_from_upstream(attendee: Attendee, lock: fetch_lock.FetchLock) -> OwnList:
    event = read_event(attendee)
    zone = events.zone_of(event)
    listed = read_own_list(attendee, zone, lock)
    public, unclear, private = sharing.divide(listed.workshops, by_key=False)
    shown = private if sharing.reads_for_all(attendee) else (*public, *unclear, *private)
    is_partial = len(listed.workshops) + listed.dropped > len(shown)
    snapshot = ListSnapshot.of(event, zone, shown, (), is_partial)
    return OwnList(snapshot, frozenset(each.id for each in unclear))


def load(attendee: Attendee) -> OwnList | None:
    """The newest own list that any process has fetched; None when there is none."""
    stored: tuple[Any, ...] | None = cache.get(_name(attendee))
    if stored is None:
        return None
    content, fetched_at, version, ids = stored
    return OwnList(shared_store.unpack(content, fetched_at, version), ids)


def save(attendee: Attendee, own: OwnList) -> None:
    """Give an own list to all processes."""
    snapshot = own.snapshot
    stored = shared_store.pack(snapshot), snapshot.fetched_at, snapshot.version, own.unclear_ids
    cache.set(_name(attendee), stored, KEEP_SECONDS)


def _name(attendee: Attendee) -> str:
    return f"own-list:{shared_store.FORMAT}:{attendee.event}:{attendee.key}"
