"""The live list that all attendees of an event share: one refresher, the last good list kept."""

import hashlib
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from portal import events
from portal.accelevents.exceptions import (
    ApiBroken,
    ApiBusy,
    ApiError,
    ApiRefused,
    ApiUnreachable,
    SignInRequired,
)
from portal.accelevents.records import Workshop
from portal.attendees.session import Attendee, api_for
from portal.caching.stale_while_revalidate import FailedElsewhere, Found, Kept, back_off
from workshops.catalogue import snapshot as shelf
from workshops.catalogue.snapshot import Listing
from workshops.schedule.rules import by_start

PATIENCE_SECONDS = 12.0  # of a reader without a list to show, and of a process behind another
LOOK_SECONDS = 0.1  # between looks whether the other process is done
MOST_TURNED_AWAY = 10_000
SEES_WHAT_ALL_SEE = {"attendee", "speaker"}  # roles; others may be listed hidden workshops too

OF_TROUBLE: dict[str, type[ApiError]] = {
    "silent": ApiUnreachable,
    "busy": ApiBusy,
    "refusing": ApiRefused,
    "broken": ApiBroken,
}

_kept: dict[str, Kept[Listing]] = {}
_turned_away: dict[tuple[str, str, str], None] = {}  # sign-ins that a refresh found to be over


def listing(attendee: Attendee) -> Listing:
    """
    The event's list now, refreshed in the background when it is no longer fresh.

    It is waited for only where there is none yet, or none young enough to be shown. SignInRequired
    when upstream no longer knows this attendee; another ApiError when there is no list to show.
    """
    kept = _kept.get(attendee.event) or _kept.setdefault(
        attendee.event, Kept(settings.LIST_FRESH_SECONDS, _shared(attendee.event))
    )
    found = kept.get(lambda: _fetch(attendee), PATIENCE_SECONDS)
    is_over = _sign_in(attendee) in _turned_away
    if found.value is None and isinstance(found.error, SignInRequired) and not is_over:
        # It may have been another attendee's sign-in that was over; then this one's brings a list.
        found = kept.get(lambda: _fetch(attendee), PATIENCE_SECONDS)
    if found.value and _is_too_old(found.value):
        kept.settle(PATIENCE_SECONDS)
        found = kept.now()
    if _sign_in(attendee) in _turned_away:
        raise SignInRequired("the list was refused")
    return _shown(found)


def settled(event: str) -> Listing | None:
    """The list while this process has a good and new one; None when somebody must look for it."""
    kept = _kept.get(event)
    found = kept.settled() if kept else None
    if found is None or found[0].is_old:
        return None
    listing, is_refreshing = found
    return replace(listing, is_refreshing=True) if is_refreshing else listing


def settle(event: str) -> None:
    """Wait for the refresh under way, if any."""
    if event in _kept:
        _kept[event].settle()


def health() -> dict[str, str]:
    """Per event what its list suffers from, "" when nothing; without a call."""
    return {event: _trouble(kept.now().error) for event, kept in _kept.items()}


def ages() -> dict[str, float]:
    """Per event how many seconds ago its list was seen, for those that have one here."""
    found = {event: kept.now().value for event, kept in _kept.items()}
    return {event: seen.age.total_seconds() for event, seen in found.items() if seen}


def forget() -> None:
    """Empty this process's memory, as a new process has it."""
    _kept.clear()
    _turned_away.clear()


def _shown(found: Found[Listing]) -> Listing:
    if found.value is None or _is_too_old(found.value):
        of_list = None if isinstance(found.error, SignInRequired) else found.error
        raise of_list or ApiUnreachable("no list came in time")
    if found.error is None and not found.is_refreshing:
        return found.value
    return replace(found.value, trouble=_trouble(found.error), is_refreshing=found.is_refreshing)


def _is_too_old(found: Listing) -> bool:
    return found.age > timedelta(seconds=settings.LIST_KEEP_SECONDS)


def _trouble(error: ApiError | None) -> str:
    match error:
        case None | SignInRequired():  # one attendee's sign-in is over: no trouble of the list
            return ""
        case ApiUnreachable():
            return "silent"
        case ApiBusy():
            return "busy"
        case ApiRefused():
            return "refusing"
        case _:
            return "broken"


def _fetch(attendee: Attendee) -> tuple[Listing, float]:
    """(the list, its age in seconds), from another process if one has just fetched it."""
    _wait_for_the_turn(attendee.event)
    try:
        found = _shared(attendee.event)
        if found is None or found.age.total_seconds() >= settings.LIST_FRESH_SECONDS:
            _spare_upstream(attendee.event)
            found = _ask(attendee)
            shelf.share(found)
        return found, found.age.total_seconds()
    except SignInRequired:
        _turn_away(attendee)
        raise
    except ApiError as error:
        _tell_others(attendee.event, error)
        raise
    finally:
        shelf.end(attendee.event)


def _spare_upstream(event: str) -> None:
    """FailedElsewhere while another process has failed and its wait is not over."""
    failing = shelf.failing(event)
    if failing:
        raise FailedElsewhere(OF_TROUBLE[failing[1]]("GET …/session/v2, by another process"))


def _tell_others(event: str, error: ApiError) -> None:
    shelf.failed(event, _trouble(error), lambda failures: back_off(failures, error))


def _wait_for_the_turn(event: str) -> None:
    """Until no other process fetches this list; ApiUnreachable when that takes too long."""
    latest = time.monotonic() + PATIENCE_SECONDS
    while not shelf.begin(event):
        if time.monotonic() > latest:
            raise ApiUnreachable("no list came from the process that fetches it")
        time.sleep(LOOK_SECONDS)


def _shared(event: str) -> Listing | None:
    """The newest list of any process, and with it what that one has learned of the event."""
    found = shelf.shared(event)
    if found:
        events.take_over(found.event)
    return found


def _ask(attendee: Attendee) -> Listing:
    """The list as upstream tells it now, with nothing personal or private left in it."""
    found = events.learn(attendee.event, api_for(attendee), PATIENCE_SECONDS)
    if found.value is None and found.error and _is_passing(found.error):
        raise found.error  # without the zone every time in the list could be wrong
    event = events.known(attendee.event)
    zone = events.zone_of(event)
    public = [w.shared() for w in _everything(attendee, zone) if w.is_public]
    workshops = tuple(by_start(public))
    version = hashlib.sha256(repr((event, workshops)).encode()).hexdigest()[:16]
    return Listing(event, zone, workshops, datetime.now(UTC), version)


def _is_passing(error: ApiError) -> bool:
    """Whether the same question may be answered another time, or to another attendee."""
    is_fault = (error.http_status or 0) >= 500
    return is_fault or isinstance(error, ApiUnreachable | ApiBusy | SignInRequired)


def _everything(attendee: Attendee, zone: ZoneInfo) -> tuple[Workshop, ...]:
    """Upstream's whole list; whoever sees more than an attendee asks for the visible part of it."""
    is_plain = attendee.roles and SEES_WHAT_ALL_SEE.issuperset(attendee.roles)
    status = "" if is_plain else "VISIBLE"
    return api_for(attendee).all_workshops(attendee.event, zone, status=status)


def _sign_in(attendee: Attendee) -> tuple[str, str, str]:
    return attendee.event, attendee.id, attendee.signed_in_at.isoformat()


def _turn_away(attendee: Attendee) -> None:
    """Remember that this sign-in is over: the next request of this attendee ends it."""
    if len(_turned_away) >= MOST_TURNED_AWAY:
        _turned_away.clear()
    _turned_away[_sign_in(attendee)] = None
