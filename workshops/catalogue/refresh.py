"""The live list that all attendees of an event share: one refresher, the last good list kept."""

from dataclasses import replace
from datetime import timedelta

from django.conf import settings

from portal.accelevents.exceptions import ApiUnreachable, AuthenticationRequired
from portal.attendees import Attendee
from portal.caching import CachedValue, StaleWhileRevalidate
from portal.observability.registry import on_reset
from workshops.catalogue import details, fetch
from workshops.catalogue.problems import problem_name
from workshops.catalogue.snapshot import ListSnapshot

TIMEOUT_SECONDS = 12.0  # of a reader without a list to show
MAX_EXPIRED_SIGN_INS = 10_000

_snapshots: dict[str, StaleWhileRevalidate[ListSnapshot]] = {}
_expired_sign_ins: dict[tuple[str, str, str], None] = {}  # discovered by a refresh


def get_snapshot(attendee: Attendee) -> ListSnapshot:
    """
    The event's list now, refreshed in the background when it is no longer fresh.

    It is waited for only where there is none yet, or none young enough to be shown.
    AuthenticationRequired when upstream no longer knows this attendee; another ApiError when there
    is no list to show.
    """
    shared = _of_event(attendee.event)
    cached = shared.get(lambda: _fetch(attendee), TIMEOUT_SECONDS)
    is_over = _sign_in(attendee) in _expired_sign_ins
    if cached.value is None and isinstance(cached.error, AuthenticationRequired) and not is_over:
        # Another attendee's sign-in may have been over; then this one's brings a list.
        cached = shared.get(lambda: _fetch(attendee), TIMEOUT_SECONDS)
    if cached.value and _is_too_old(cached.value):
        shared.wait(TIMEOUT_SECONDS)
        cached = shared.peek()
    if _sign_in(attendee) in _expired_sign_ins:
        raise AuthenticationRequired("the list was refused")
    return _snapshot_to_show(cached)


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
    """Wait for the refresh under way, if any."""
    if event in _snapshots:
        _snapshots[event].wait()


def health() -> dict[str, str]:
    """Per event what its list suffers from, "" for nothing; without a call."""
    return {event: problem_name(each.peek().error) for event, each in _snapshots.items()}


def ages() -> dict[str, float]:
    """Per event how many seconds ago its list was fetched, for those that have one here."""
    values = {event: each.peek().value for event, each in _snapshots.items()}
    return {event: snapshot.age.total_seconds() for event, snapshot in values.items() if snapshot}


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _snapshots.clear()
    _expired_sign_ins.clear()


def _of_event(event: str) -> StaleWhileRevalidate[ListSnapshot]:
    if event not in _snapshots:
        first = fetch.load_shared(event)
        _snapshots.setdefault(event, StaleWhileRevalidate(settings.LIST_FRESH_SECONDS, first))
    return _snapshots[event]


def _fetch(attendee: Attendee) -> tuple[ListSnapshot, float]:
    try:
        fetched = fetch.fetch(attendee)
    except AuthenticationRequired:
        _record_expired_sign_in(attendee)
        raise
    details.after_refresh(fetched[0], attendee)
    return fetched


def _snapshot_to_show(cached: CachedValue[ListSnapshot]) -> ListSnapshot:
    if cached.value is None or _is_too_old(cached.value):
        is_sign_in = isinstance(cached.error, AuthenticationRequired)
        raise (None if is_sign_in else cached.error) or ApiUnreachable("no list came in time")
    if cached.error is None and not cached.is_refreshing:
        return cached.value
    return replace(
        cached.value,
        upstream_problem=problem_name(cached.error),
        is_refreshing=cached.is_refreshing,
    )


def _is_too_old(snapshot: ListSnapshot) -> bool:
    return snapshot.age > timedelta(seconds=settings.LIST_KEEP_SECONDS)


def _sign_in(attendee: Attendee) -> tuple[str, str, str]:
    return attendee.event, attendee.id, attendee.signed_in_at.isoformat()


def _record_expired_sign_in(attendee: Attendee) -> None:
    """Remember that this sign-in is over: the next request of this attendee ends it."""
    if len(_expired_sign_ins) >= MAX_EXPIRED_SIGN_INS:
        _expired_sign_ins.clear()
    _expired_sign_ins[_sign_in(attendee)] = None
