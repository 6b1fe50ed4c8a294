"""The live list that all attendees of an event share: one refresher, the last good list kept."""

import hashlib
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from portal import events
from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    AuthenticationRequired,
)
from portal.accelevents.records import Workshop
from portal.attendees.session import Attendee, api_for
from portal.caching.stale_while_revalidate import (
    CachedValue,
    FetchFailedElsewhere,
    StaleWhileRevalidate,
    backoff_seconds,
)
from workshops.catalogue import snapshot
from workshops.catalogue.snapshot import ListSnapshot
from workshops.schedule.rules import by_start

TIMEOUT_SECONDS = 12.0  # of a reader without a list to show, and of a process behind another
LOCK_POLL_SECONDS = 0.1  # between looks whether the other process is done
MAX_EXPIRED_SIGN_INS = 10_000
PLAIN_ROLES = {"attendee", "speaker"}  # roles; others may be listed hidden workshops too

ERROR_FOR_PROBLEM: dict[str, type[ApiError]] = {
    "silent": ApiUnreachable,
    "busy": ApiUnavailable,
    "refusing": ApiRefused,
    "broken": ApiInvalidResponse,
}

_snapshots: dict[str, StaleWhileRevalidate[ListSnapshot]] = {}
_expired_sign_ins: dict[tuple[str, str, str], None] = {}  # sign-ins that a refresh found to be over


def get_snapshot(attendee: Attendee) -> ListSnapshot:
    """
    The event's list now, refreshed in the background when it is no longer fresh.

    It is waited for only where there is none yet, or none young enough to be shown. SignInRequired
    when upstream no longer knows this attendee; another ApiError when there is no list to show.
    """
    kept = _snapshots.get(attendee.event) or _snapshots.setdefault(
        attendee.event,
        StaleWhileRevalidate(settings.LIST_FRESH_SECONDS, _load_shared(attendee.event)),
    )
    found = kept.get(lambda: _fetch(attendee), TIMEOUT_SECONDS)
    is_over = _sign_in(attendee) in _expired_sign_ins
    if found.value is None and isinstance(found.error, AuthenticationRequired) and not is_over:
        # It may have been another attendee's sign-in that was over; then this one's brings a list.
        found = kept.get(lambda: _fetch(attendee), TIMEOUT_SECONDS)
    if found.value and _is_too_old(found.value):
        kept.wait(TIMEOUT_SECONDS)
        found = kept.peek()
    if _sign_in(attendee) in _expired_sign_ins:
        raise AuthenticationRequired("the list was refused")
    return _snapshot_to_show(found)


def fresh_snapshot(event: str) -> ListSnapshot | None:
    """The list while this process has a good and new one; None when somebody must look for it."""
    kept = _snapshots.get(event)
    found = kept.fresh() if kept else None
    if found is None or found[0].is_old:
        return None
    listing, is_refreshing = found
    return replace(listing, is_refreshing=True) if is_refreshing else listing


def wait_for_refresh(event: str) -> None:
    """Wait for the refresh under way, if any."""
    if event in _snapshots:
        _snapshots[event].wait()


def health() -> dict[str, str]:
    """Per event what its list suffers from, "" when nothing; without a call."""
    return {event: _problem_name(kept.peek().error) for event, kept in _snapshots.items()}


def ages() -> dict[str, float]:
    """Per event how many seconds ago its list was seen, for those that have one here."""
    found = {event: kept.peek().value for event, kept in _snapshots.items()}
    return {event: seen.age.total_seconds() for event, seen in found.items() if seen}


def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _snapshots.clear()
    _expired_sign_ins.clear()


def _snapshot_to_show(found: CachedValue[ListSnapshot]) -> ListSnapshot:
    if found.value is None or _is_too_old(found.value):
        of_list = None if isinstance(found.error, AuthenticationRequired) else found.error
        raise of_list or ApiUnreachable("no list came in time")
    if found.error is None and not found.is_refreshing:
        return found.value
    return replace(
        found.value, upstream_problem=_problem_name(found.error), is_refreshing=found.is_refreshing
    )


def _is_too_old(found: ListSnapshot) -> bool:
    return found.age > timedelta(seconds=settings.LIST_KEEP_SECONDS)


def _problem_name(error: ApiError | None) -> str:
    match error:
        case (
            None | AuthenticationRequired()
        ):  # one attendee's sign-in is over: no trouble of the list
            return ""
        case ApiUnreachable():
            return "silent"
        case ApiUnavailable():
            return "busy"
        case ApiRefused():
            return "refusing"
        case _:
            return "broken"


def _fetch(attendee: Attendee) -> tuple[ListSnapshot, float]:
    """(the list, its age in seconds), from another process if one has just fetched it."""
    _wait_for_fetch_lock(attendee.event)
    try:
        found = _load_shared(attendee.event)
        if found is None or found.age.total_seconds() >= settings.LIST_FRESH_SECONDS:
            _raise_current_failure(attendee.event)
            found = _fetch_snapshot(attendee)
            snapshot.save(found)
        return found, found.age.total_seconds()
    except AuthenticationRequired:
        _record_expired_sign_in(attendee)
        raise
    except ApiError as error:
        _share_failure(attendee.event, error)
        raise
    finally:
        snapshot.release_fetch_lock(attendee.event)


def _raise_current_failure(event: str) -> None:
    """FailedElsewhere while another process has failed and its wait is not over."""
    failing = snapshot.current_failure(event)
    if failing:
        raise FetchFailedElsewhere(
            ERROR_FOR_PROBLEM[failing[1]]("GET …/session/v2, by another process")
        )


def _share_failure(event: str, error: ApiError) -> None:
    snapshot.record_failure(
        event, _problem_name(error), lambda failures: backoff_seconds(failures, error)
    )


def _wait_for_fetch_lock(event: str) -> None:
    """Until no other process fetches this list; ApiUnreachable when that takes too long."""
    latest = time.monotonic() + TIMEOUT_SECONDS
    while not snapshot.acquire_fetch_lock(event):
        if time.monotonic() > latest:
            raise ApiUnreachable("no list came from the process that fetches it")
        time.sleep(LOCK_POLL_SECONDS)


def _load_shared(event: str) -> ListSnapshot | None:
    """The newest list of any process, and with it what that one has learned of the event."""
    found = snapshot.load(event)
    if found:
        events.adopt(found.event)
    return found


def _fetch_snapshot(attendee: Attendee) -> ListSnapshot:
    """The list as upstream tells it now, with nothing personal or private left in it."""
    found = events.refresh(attendee.event, api_for(attendee), TIMEOUT_SECONDS)
    if found.value is None and found.error and _is_temporary(found.error):
        raise found.error  # without the zone every time in the list could be wrong
    event = events.cached(attendee.event)
    zone = events.zone_of(event)
    public = [w.shared() for w in _fetch_workshops(attendee, zone) if w.is_public]
    workshops = tuple(by_start(public))
    version = hashlib.sha256(repr((event, workshops)).encode()).hexdigest()[:16]
    return ListSnapshot(event, zone, workshops, datetime.now(UTC), version)


def _is_temporary(error: ApiError) -> bool:
    """Whether the same question may be answered another time, or to another attendee."""
    is_fault = (error.http_status or 0) >= 500
    return is_fault or isinstance(error, ApiUnreachable | ApiUnavailable | AuthenticationRequired)


def _fetch_workshops(attendee: Attendee, zone: ZoneInfo) -> tuple[Workshop, ...]:
    """Upstream's whole list; whoever sees more than an attendee asks for the visible part of it."""
    is_plain = attendee.roles and PLAIN_ROLES.issuperset(attendee.roles)
    status = "" if is_plain else "VISIBLE"
    return api_for(attendee).all_workshops(attendee.event, zone, status=status)


def _sign_in(attendee: Attendee) -> tuple[str, str, str]:
    return attendee.event, attendee.id, attendee.signed_in_at.isoformat()


def _record_expired_sign_in(attendee: Attendee) -> None:
    """Remember that this sign-in is over: the next request of this attendee ends it."""
    if len(_expired_sign_ins) >= MAX_EXPIRED_SIGN_INS:
        _expired_sign_ins.clear()
    _expired_sign_ins[_sign_in(attendee)] = None
