"""The live list that all attendees of an event share: one refresher, the last good list kept."""

import hashlib
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.conf import settings

from portal import events
from portal.accelevents.errors import (
    ApiBusy,
    ApiError,
    ApiRefused,
    ApiUnreachable,
    SignInRequired,
)
from portal.attendees.session import Attendee, api_for
from portal.kept import Found, Kept
from workshops import listing as shelf
from workshops.listing import Listing
from workshops.schedule import by_start

PATIENCE_SECONDS = 12.0  # of a reader of the very first list, and of a process behind another
LOOK_SECONDS = 0.1  # between looks whether the other process is done
MOST_TURNED_AWAY = 10_000

_kept: dict[str, Kept[Listing]] = {}
_turned_away: dict[tuple[str, str, str], None] = {}  # sign-ins that a refresh found to be over


def listing(attendee: Attendee) -> Listing:
    """
    The event's list now, refreshed in the background when it is no longer fresh.

    Only the first list of all is waited for. SignInRequired when upstream no longer knows this
    attendee; another ApiError when there is no list to show at all.
    """
    kept = _kept.get(attendee.event) or _kept.setdefault(
        attendee.event, Kept(settings.LIST_FRESH_SECONDS, shelf.shared(attendee.event))
    )
    found = kept.get(lambda: _fetch(attendee), PATIENCE_SECONDS)
    if _sign_in(attendee) in _turned_away:
        raise SignInRequired("the list was refused")
    return _shown(found)


def settle(event: str) -> None:
    """Wait for the refresh under way, if any."""
    if event in _kept:
        _kept[event].settle()


def health() -> dict[str, str]:
    """Per event what its list suffers from, "" when nothing; without a call."""
    return {event: _trouble(kept.now().error) for event, kept in _kept.items()}


def forget() -> None:
    """Empty this process's memory, as a new process has it."""
    _kept.clear()
    _turned_away.clear()


def _shown(found: Found[Listing]) -> Listing:
    keep = timedelta(seconds=settings.LIST_KEEP_SECONDS)
    if found.value is None or found.value.age > keep:
        raise found.error or ApiUnreachable("no list came in time")
    return replace(found.value, trouble=_trouble(found.error), is_refreshing=found.is_refreshing)


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
    shared = shelf.shared(attendee.event)
    if shared and shared.age.total_seconds() < settings.LIST_FRESH_SECONDS:
        return shared, shared.age.total_seconds()
    if not shelf.begin(attendee.event):
        return _behind_another(attendee.event)
    try:
        fresh = _ask(attendee)
        shelf.share(fresh)
        return fresh, 0.0
    except SignInRequired:
        _turn_away(attendee)
        raise
    finally:
        shelf.end(attendee.event)


def _behind_another(event: str) -> tuple[Listing, float]:
    """The list that another process is fetching now; ApiUnreachable when it brings none in time."""
    latest = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < latest:
        shared = shelf.shared(event)
        if shared and shared.age.total_seconds() < settings.LIST_FRESH_SECONDS:
            return shared, shared.age.total_seconds()
        time.sleep(LOOK_SECONDS)
    raise ApiUnreachable("no list came from the process that fetches it")


def _ask(attendee: Attendee) -> Listing:
    """The list as upstream tells it now, with nothing personal or private left in it."""
    api = api_for(attendee)
    found = events.learn(attendee.event, api, PATIENCE_SECONDS)
    if found.value is None and isinstance(found.error, ApiUnreachable | ApiBusy | SignInRequired):
        raise found.error  # without the zone every time in the list could be wrong
    event = events.known(attendee.event)
    zone = events.zone_of(event)
    public = [w.shared() for w in api.all_workshops(attendee.event, zone) if w.is_public]
    workshops = tuple(by_start(public))
    version = hashlib.sha256(repr((event, workshops)).encode()).hexdigest()[:16]
    return Listing(event, zone, workshops, datetime.now(UTC), version)


def _sign_in(attendee: Attendee) -> tuple[str, str, str]:
    return attendee.event, attendee.id, attendee.signed_in_at.isoformat()


def _turn_away(attendee: Attendee) -> None:
    """Remember that this sign-in is over: the next request of this attendee ends it."""
    if settings.ACCELEVENTS.key:
        return  # it was the organisation's key that was refused
    if len(_turned_away) >= MOST_TURNED_AWAY:
        _turned_away.clear()
    _turned_away[_sign_in(attendee)] = None
