"""
One fetch of an event's list: from the process that has just fetched it, else from upstream.

It runs in the refresh thread of `refresh`, asks for the event and its list one after the other,
and starts no thread of its own.
"""

from functools import partial

from django.conf import settings

from portal import events
from portal.accelevents.exceptions import ApiError, ApiRefused, AuthenticationRequired
from portal.accelevents.records import Workshop
from portal.attendees import Attendee
from portal.caching import FetchFailedElsewhere, NothingLearned, backoff_seconds
from portal.observability import findings
from workshops.catalogue import (
    details,
    fetch_lock,
    first_pages,
    own_list,
    refusals,
    shared_store,
    sharing,
)
from workshops.catalogue.fetch_lock import FetchLock
from workshops.catalogue.first_pages import Show
from workshops.catalogue.problems import error_for, problem_name
from workshops.catalogue.snapshot import ListSnapshot
from workshops.catalogue.upstream_list import read_event, read_list

# Of a process that waits for another one's fetch: longer than any list takes.
LOCK_TIMEOUT_SECONDS = 150.0


def fetch(attendee: Attendee, show: Show) -> tuple[ListSnapshot, float]:
    """
    (the list, its age in seconds), from another process if that one has just fetched it.

    `show` is given the first pages of a list that takes long, if there is no whole one.
    Raises ApiError, or FetchFailedElsewhere while another process has failed and its back-off
    lasts. NothingLearned if this attendee was refused the list, which concerns nobody else, or if
    the key is of no use and their token may not take its place.
    """
    event = attendee.event
    name, take = shared_store.list_name(event), partial(first_pages.take, event, show)
    with fetch_lock.held(name, LOCK_TIMEOUT_SECONDS, take) as lock:
        snapshot = load_shared(event)
        if snapshot is None or not snapshot.is_younger_than(settings.LIST_FRESH_SECONDS):
            _raise_current_failure(event)
            fetched = _fetch_for_all(attendee, lock, None if snapshot else show)
            snapshot = fetched.fetched_after(snapshot)
            shared_store.save(snapshot)
    return snapshot, snapshot.age.total_seconds()


def load_shared(event: str) -> ListSnapshot | None:
    """The newest list of any process, and with it what is known of the event and its details."""
    details.load(event)
    snapshot = shared_store.load(event)
    if snapshot:
        events.adopt(snapshot.event)
    return snapshot


def _raise_current_failure(event: str) -> None:
    failure = shared_store.current_failure(event)
    if failure:
        raise FetchFailedElsewhere(error_for(failure[1]))


def _fetch_for_all(attendee: Attendee, lock: FetchLock, show: Show | None) -> ListSnapshot:
    """The list from upstream; a failure is shared unless it is this attendee's alone."""
    try:
        return _fetch_snapshot(attendee, lock, show)
    except ApiError as error:
        if isinstance(error, ApiRefused) and _is_personal(attendee, error):
            raise NothingLearned("this attendee's call was refused") from error
        _record_failure(attendee.event, error)
        raise


def _record_failure(event: str, error: ApiError) -> None:
    shared_store.record_failure(
        event, problem_name(error), lambda failures: backoff_seconds(failures, error)
    )


def _is_personal(attendee: Attendee, error: ApiRefused) -> bool:
    """Whether a refusal says nothing about others: until upstream has refused several."""
    refusals.record(attendee, error)
    return isinstance(error, AuthenticationRequired) or not shared_store.record_refusal(attendee)


def _fetch_snapshot(attendee: Attendee, lock: FetchLock, show: Show | None) -> ListSnapshot:
    """The list as upstream gives it now, with nothing personal or private left in it."""
    event = read_event(attendee)
    zone = events.zone_of(event)
    tell = first_pages.teller(event, zone, show) if show else None
    listed, by_key = read_list(attendee, zone, lock, tell)
    public, unclear, private = sharing.divide(listed.workshops, by_key=by_key)
    _record_visibility(attendee.event, listed.workshops)
    is_partial = len(listed.workshops) + listed.dropped > len(public) + len(unclear)
    snapshot = ListSnapshot.of(event, zone, public, unclear, is_partial)
    if not by_key:
        refusals.forget(attendee)
        own_list.learn(attendee, snapshot, private)
    return snapshot


def _record_visibility(event: str, workshops: tuple[Workshop, ...]) -> None:
    if workshops:
        is_told = all(each.visibility for each in workshops)
        findings.record("list_visibility", "told" if is_told else "missing", event)
