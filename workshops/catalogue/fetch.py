"""
One fetch of an event's list: from the process that has just fetched it, else from upstream.

It runs in the refresh thread of `refresh`, asks for the event and its list one after the other,
and starts no thread of its own.
"""

import hashlib
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from portal import events
from portal.accelevents.exceptions import (
    ApiError,
    ApiUnavailable,
    ApiUnreachable,
    AuthenticationRequired,
)
from portal.accelevents.records import Event, Workshop
from portal.attendees import Attendee, api_for
from portal.caching import FetchFailedElsewhere, backoff_seconds
from workshops.catalogue import shared_store
from workshops.catalogue.problems import error_for, problem_name
from workshops.catalogue.snapshot import ListSnapshot
from workshops.schedule.rules import by_start

LOCK_TIMEOUT_SECONDS = 12.0  # of a process that waits for another one's fetch
LOCK_POLL_SECONDS = 0.1  # between two tries to get the lock
PLAIN_ROLES = {"attendee", "speaker"}  # to the other roles upstream may list hidden workshops too


def fetch(attendee: Attendee) -> tuple[ListSnapshot, float]:
    """
    (the list, its age in seconds), from another process if that one has just fetched it.

    Raises ApiError, or FetchFailedElsewhere while another process has failed and its back-off
    lasts. AuthenticationRequired concerns `attendee` alone and counts as no failure.
    """
    event = attendee.event
    _wait_for_fetch_lock(event)
    try:
        snapshot = load_shared(event)
        if snapshot is None or snapshot.age.total_seconds() >= settings.LIST_FRESH_SECONDS:
            _raise_current_failure(event)
            snapshot = _fetch_snapshot(attendee)
            shared_store.save(snapshot)
        return snapshot, snapshot.age.total_seconds()
    except AuthenticationRequired:
        raise
    except ApiError as error:
        _record_failure(event, error)
        raise
    finally:
        shared_store.release_fetch_lock(event)


def load_shared(event: str) -> ListSnapshot | None:
    """The newest list of any process, and with it what that process knows of the event."""
    snapshot = shared_store.load(event)
    if snapshot:
        events.adopt(snapshot.event)
    return snapshot


def _wait_for_fetch_lock(event: str) -> None:
    """Return once no other process fetches this list; ApiUnreachable when that takes too long."""
    deadline = time.monotonic() + LOCK_TIMEOUT_SECONDS
    while not shared_store.acquire_fetch_lock(event):
        if time.monotonic() > deadline:
            raise ApiUnreachable("no list came from the process that fetches it")
        time.sleep(LOCK_POLL_SECONDS)


def _raise_current_failure(event: str) -> None:
    failure = shared_store.current_failure(event)
    if failure:
        raise FetchFailedElsewhere(error_for(failure[1]))


def _record_failure(event: str, error: ApiError) -> None:
    shared_store.record_failure(
        event, problem_name(error), lambda failures: backoff_seconds(failures, error)
    )


def _fetch_snapshot(attendee: Attendee) -> ListSnapshot:
    """The list as upstream gives it now, with nothing personal or private left in it."""
    event = _fetch_event(attendee)
    zone = events.zone_of(event)
    public = [w.shared() for w in _fetch_workshops(attendee, zone) if w.is_public]
    workshops = tuple(by_start(public))
    version = hashlib.sha256(repr((event, workshops)).encode()).hexdigest()[:16]
    return ListSnapshot(event, zone, workshops, datetime.now(UTC), version)


def _fetch_event(attendee: Attendee) -> Event:
    """
    The event, asked for here and now when it is unknown or no longer fresh.

    Without it the list is read in the default zone only if upstream will never tell: as long as
    the answer may still come, every time in the list could be wrong, and its error is raised.
    """
    cached = events.refresh_in_this_thread(attendee.event, api_for(attendee))
    if cached.value is None and cached.error and _is_temporary(cached.error):
        raise cached.error
    return events.cached(attendee.event)


def _is_temporary(error: ApiError) -> bool:
    """Whether the same call may be answered another time, or to another attendee."""
    is_fault = (error.http_status or 0) >= 500
    return is_fault or isinstance(error, ApiUnreachable | ApiUnavailable | AuthenticationRequired)


def _fetch_workshops(attendee: Attendee, zone: ZoneInfo) -> list[Workshop]:
    """Upstream's list without hidden ones; read by key, only those that say that they are not."""
    is_plain = attendee.roles and PLAIN_ROLES.issuperset(attendee.roles)
    listed = api_for(attendee).all_workshops(
        attendee.event, zone, status="" if is_plain else "VISIBLE", with_api_key=True
    )
    words = {"VISIBLE"} if settings.ACCELEVENTS.api_key else {w.status for w in listed.workshops}
    return [w for w in listed.workshops if w.status in words and not w.is_hidden]
