"""The live list that all attendees of an event share: one refresher, the last good list kept."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.conf import settings

from portal.accelevents.exceptions import ApiUnreachable
from portal.attendees import Attendee
from portal.caching import CachedValue, StaleWhileRevalidate
from portal.observability.registry import on_reset
from workshops.catalogue import details, fetch, own_list, refusals, shared_store
from workshops.catalogue.problems import problem_name
from workshops.catalogue.snapshot import ListSnapshot
from workshops.catalogue.upstream_list import may_read_for_all

TIMEOUT_SECONDS = 12.0  # of a reader without a list to show

Refresher = StaleWhileRevalidate[ListSnapshot]
_snapshots: dict[str, Refresher] = {}


def get_snapshot(attendee: Attendee, seen_at: float = 0.0) -> ListSnapshot:
    """
    The event's list now, refreshed in the background when it is no longer fresh.

    It is waited for only where there is none yet, or none young enough to be shown. `seen_at` is
    when the list in the attendee's browser was fetched, in epoch seconds: an older one is shown
    only if no process has a newer one, and then it is marked as old. ApiError when there is no list
    to show: this attendee's own refusal, or what everybody's fetch has met.
    """
    shared = _of_event(attendee.event)
    cached = _get(shared, attendee)
    if cached.value and _is_too_old(cached.value):
        shared.wait(TIMEOUT_SECONDS)
        cached = shared.peek()
    if cached.value and cached.value.fetched_epoch < seen_at:
        cached = _with_newest(shared, attendee.event)
    return _snapshot_to_show(cached, attendee).compared(seen_at)


def fresh_snapshot(event: str) -> ListSnapshot | None:
    """The list while this process has a good and new one; None when Django must get it."""
    shared = _snapshots.get(event)
    fresh = shared.fresh() if shared else None
    if fresh is None or fresh[0].is_old:
        return None
    snapshot, is_refreshing = fresh
    snapshot = details.merged(snapshot)
    return replace(snapshot, is_refreshing=True) if is_refreshing else snapshot


def wait_for_refresh(event: str) -> None:
    """Wait for the refreshes under way, if any."""
    if event in _snapshots:
        _snapshots[event].wait()
    own_list.wait(event)


def health() -> dict[str, str]:
    """Per event what its list suffers from, "" for nothing; without a call."""
    return {event: problem_name(each.peek().error) for event, each in _snapshots.items()}


def ages() -> dict[str, float]:
    """Per event how many seconds ago its list was fetched, for those that have one here."""
    return {event: snapshot.age.total_seconds() for event, snapshot in _known().items()}


def unclear_visibility() -> int:
    """How many workshops do not say whether they are public, in the lists known here."""
    return sum(len(snapshot.unclear) for snapshot in _known().values())


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _snapshots.clear()


def _known() -> dict[str, ListSnapshot]:
    values = {event: each.peek().value for event, each in _snapshots.items()}
    return {event: snapshot for event, snapshot in values.items() if snapshot}


def _of_event(event: str) -> Refresher:
    if event not in _snapshots:
        first = fetch.load_shared(event)
        _snapshots.setdefault(event, StaleWhileRevalidate(settings.LIST_FRESH_SECONDS, first))
    return _snapshots[event]


def _get(shared: Refresher, attendee: Attendee) -> CachedValue[ListSnapshot]:
    if not may_read_for_all(attendee):
        return _with_newest(shared, attendee.event)
    read = partial(_fetch, attendee)
    cached = shared.get(read, TIMEOUT_SECONDS)
    is_told_nothing = cached.value is None and cached.error is None and not cached.is_refreshing
    if is_told_nothing and may_read_for_all(attendee):
        # Another attendee's call was refused; this one's may bring a list.
        cached = shared.get(read, TIMEOUT_SECONDS)
    return cached


def _fetch(attendee: Attendee) -> tuple[ListSnapshot, float]:
    fetched = fetch.fetch(attendee, _of_event(attendee.event).show_meanwhile)
    details.after_refresh(fetched[0], attendee)
    return fetched


def _with_newest(shared: Refresher, event: str) -> CachedValue[ListSnapshot]:
    """What another process has fetched after the list that is known here, else that one."""
    known = shared.peek().value
    newer = shared_store.load_newer(known) if known else fetch.load_shared(event)
    if newer:
        details.load(event)
        shared.store(newer, newer.age.total_seconds())
    return shared.peek()


def _snapshot_to_show(cached: CachedValue[ListSnapshot], attendee: Attendee) -> ListSnapshot:
    if cached.value is None or _is_too_old(cached.value):
        refusal = refusals.current(attendee)
        raise cached.error or refusal or ApiUnreachable("no list came in time")
    return cached.value.told(problem_name(cached.error), cached.is_refreshing)


def _is_too_old(snapshot: ListSnapshot) -> bool:
    return snapshot.age > timedelta(seconds=settings.LIST_KEEP_SECONDS)
