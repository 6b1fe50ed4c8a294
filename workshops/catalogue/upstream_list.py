"""An event and its list as upstream gives them now, by the organization's key or a token."""

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from portal import events
from portal.accelevents.exceptions import (
    ApiError,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    AuthenticationRequired,
)
from portal.accelevents.records import Event, WorkshopList
from portal.attendees import Attendee, api_for
from portal.caching import NothingLearned
from workshops.catalogue import organization_key, refusals, sharing
from workshops.catalogue.fetch_lock import FetchLock
from workshops.catalogue.first_pages import Tell


def may_read_for_all(attendee: Attendee) -> bool:
    """Whether this attendee's request may bring the list that all share."""
    return organization_key.is_usable(attendee.event) or _may_lend_token(attendee)


def read_event(attendee: Attendee) -> Event:
    """
    The event, asked for here and now when it is unknown or no longer fresh.

    Without it the list is read in the default zone only if upstream will never tell: as long as
    the answer may still come, every time in the list could be wrong, and its error is raised.
    """
    url, with_key = attendee.event, organization_key.is_usable(attendee.event)
    api = api_for(attendee)
    if not with_key:
        api.upstream = replace(api.upstream, api_key="")
    known = events.refresh_in_this_thread(url, api)
    error = known.error if known.value is None else None
    if with_key and isinstance(error, ApiRefused):
        api.upstream = replace(api.upstream, api_key="")  # the token may be allowed more
        try:
            return api.event(url)
        except ApiError as again:
            error = again
    if error and _is_temporary(error):
        raise error
    return events.cached(url)


def read_list(
    attendee: Attendee, zone: ZoneInfo, lock: FetchLock, tell: Tell | None
) -> tuple[WorkshopList, bool]:
    """
    (everything upstream lists, whether it was read by the key), for the list that all share.

    After each page the lock is renewed, and `tell` called as `first_pages` says.
    NothingLearned if the key turns out to be of no use and
    this attendee's token may not take its place.
    """
    if organization_key.is_usable(attendee.event):
        by_key = _read_by_key(attendee, zone, lock, tell)
        if by_key:
            return by_key, True
    if not _may_lend_token(attendee):
        raise NothingLearned("what this attendee reads is nobody else's")
    return read_own_list(attendee, zone, lock, tell), False


def read_own_list(
    attendee: Attendee, zone: ZoneInfo, lock: FetchLock, tell: Tell | None = None
) -> WorkshopList:
    """Everything upstream lists to this attendee; the lock is renewed after each page."""
    lock.renew()
    status = sharing.wanted_status(attendee)
    return api_for(attendee).all_workshops(
        attendee.event, zone, status=status, after_page=_after_page(lock, tell, by_key=False)
    )


def _read_by_key(
    attendee: Attendee, zone: ZoneInfo, lock: FetchLock, tell: Tell | None
) -> WorkshopList | None:
    """What the key reads; None if it is refused, or cannot tell what is hidden."""
    event = attendee.event
    lock.renew()
    try:
        listed = api_for(attendee).all_workshops(
            event, zone, with_api_key=True, after_page=_after_page(lock, tell, by_key=True)
        )
    except ApiRefused as error:
        organization_key.record_refused(event, error)
        return None
    if not all(each.status for each in listed.workshops):
        organization_key.record_no_status(event)
        return None
    organization_key.record_accepted(event)
    return listed


def _after_page(
    lock: FetchLock, tell: Tell | None, *, by_key: bool
) -> Callable[[WorkshopList], None]:
    def after_page(listed: WorkshopList) -> None:
        lock.renew()
        if tell:
            tell(listed, by_key)

    return after_page


def _may_lend_token(attendee: Attendee) -> bool:
    return sharing.reads_for_all(attendee) and not refusals.is_paused(attendee)


def _is_temporary(error: ApiError) -> bool:
    """Whether the same call may be answered another time, or to another attendee."""
    is_fault = (error.http_status or 0) >= 500
    return is_fault or isinstance(error, ApiUnreachable | ApiUnavailable | AuthenticationRequired)
