"""What the portal knows of each event: name, zone, colors, links. Decoration, never required."""

import time
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache

from portal.accelevents import Accelevents
from portal.accelevents.exceptions import ApiError, ApiUnavailable, AuthenticationRequired
from portal.accelevents.records import Event
from portal.caching import CachedValue, StaleWhileRevalidate
from portal.observability import findings
from portal.observability.registry import on_reset

FRESH_SECONDS = 600
TIMEOUT_SECONDS = 1.5  # for the first visitor of a process
KEEP_ZONE_SECONDS = 86_400
# The zone that Accelevents gives an event that chose none:
# https://developer.accelevents.com/docs/create-and-configure-event
DEFAULT_ZONE = ZoneInfo("America/New_York")
# Where Accelevents' own pages are, unless a setting or the event's white label says otherwise.
DEFAULT_WEB_URL = "https://www.accelevents.com"

_events: dict[str, StaleWhileRevalidate[Event]] = {}
# Of events whose data names no zone: the one that the attendee's own record names.
_attendee_zones: dict[str, StaleWhileRevalidate[ZoneInfo | None]] = {}


def refresh(
    event_url: str, api: Accelevents, timeout: float = TIMEOUT_SECONDS
) -> CachedValue[Event]:
    """
    The event as `api` describes it, with at most one call in ten minutes, or why there is none.

    GET /rest/events/{event}
    https://developer.accelevents.com/reference/event-data-with-design-details
    """
    shared = _events.setdefault(event_url, StaleWhileRevalidate(FRESH_SECONDS))
    return shared.get(lambda: (api.event(event_url), 0.0), timeout)


def refresh_all(event_urls: Sequence[str], api: Accelevents) -> list[Event]:
    """These events, named by their url where upstream has not answered within TIMEOUT_SECONDS."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    for url in event_urls:  # all calls begin before the first one is waited for
        refresh(url, api, 0.0)
    for url in event_urls:
        refresh(url, api, max(0.0, deadline - time.monotonic()))
    return [cached(url) for url in event_urls]


def refresh_in_this_thread(event_url: str, api: Accelevents) -> CachedValue[Event]:
    """
    As `refresh`, but calls that are due are made in the caller's own thread, as an attendee.

    Once upstream has said what it will about the event, its zone is settled; see `zone_of`.
    """
    shared = _events.setdefault(event_url, StaleWhileRevalidate(FRESH_SECONDS))
    known = shared.get_in_this_thread(lambda: (api.event(event_url), 0.0))
    if known.value or _is_lasting(known.error):
        _settle_zone(event_url, known.value, api)
        _note_hub(event_url)
    return known


def adopt(event: Event) -> None:
    """Store an event that another process has fetched, unless this process knows it already."""
    if event.url not in _events:
        _events.setdefault(event.url, StaleWhileRevalidate(FRESH_SECONDS)).store(event)


def cached(event_url: str) -> Event:
    """The event from memory, without a call; until it is fetched, one that is named by its url."""
    shared = _events.get(event_url)
    event = shared.peek().value if shared else None
    return event or Event(event_url, event_url, None, None, None, "", "", "")


def zone_of(event: Event) -> ZoneInfo:
    """
    The event's wall clock: the setting's zone, else its own, else the attendee's, else the default.

    The attendee's is the zone that upstream describes an attendee with at this event. The default
    is an assumption, upstream's own.
    """
    zones = (settings.ACCELEVENTS_TIME_ZONE, event.zone, _attendee_zone(event.url))
    return next(filter(None, zones), DEFAULT_ZONE)


@on_reset
def reset() -> None:
    """Empty the memory, as a new process has it."""
    _events.clear()
    _attendee_zones.clear()


def brand_version(event: Event) -> str:
    """The event's colors as brand.css takes them, "0a2540-ffffff" or "0a2540"; "" for none."""
    colors = (event.brand_color, event.brand_text_color if event.brand_color else "")
    return "-".join(color.lstrip("#") for color in colors if color)


def page_url(event_url: str) -> str:
    """The event's page at Accelevents: tickets, a new password, a new link."""
    base = settings.ACCELEVENTS_WEB_URL or cached(event_url).white_label or DEFAULT_WEB_URL
    return f"{base}/e/{event_url}"


def hub_url(event_url: str, workshop_id: int | None = None) -> str:
    """The workshops in Accelevents' own hub of the event, or the page of one of them."""
    workshops = f"{page_url(event_url)}/portal/workshops"
    return f"{workshops}/{workshop_id}" if workshop_id else workshops


def is_same(event_url: str, named: str) -> bool:
    """Whether `named`, by whatever link, is the slug of this event; letter case does not count."""
    slugs = {event_url.casefold(), cached(event_url).upstream_url.casefold()}
    return named.casefold() in slugs - {""}


def _is_lasting(error: ApiError | None) -> bool:
    """Whether the same call would be answered alike another time, and to another attendee."""
    if error is None or isinstance(error, ApiUnavailable | AuthenticationRequired):
        return False
    return error.http_status is not None and error.http_status < 500


def _note_hub(event_url: str) -> None:
    """Note where `page_url` has its site from."""
    found = "white_label" if cached(event_url).white_label else "default"
    findings.record("hub", "setting" if settings.ACCELEVENTS_WEB_URL else found, event_url)


def _settle_zone(event_url: str, event: Event | None, api: Accelevents) -> None:
    """Note where the zone comes from; asks for the attendee's if nothing comes before it."""
    if settings.ACCELEVENTS_TIME_ZONE:
        source = "setting"
    elif event and event.zone:
        source = "event"
    else:
        memory = _attendee_zones.setdefault(event_url, StaleWhileRevalidate(FRESH_SECONDS))
        memory.get_in_this_thread(lambda: (_agree_on_zone(event_url, api), 0.0))
        source = "attendee" if _attendee_zone(event_url) else "assumed"
    findings.record("zone", source, event_url)


def _agree_on_zone(event_url: str, api: Accelevents) -> ZoneInfo | None:
    """
    The zone of the attendee's own record; the first that any process is told holds for all.

    So times do not come in one zone now and in another later, whoever asks.
    """
    key = f"attendee-zone:{event_url}"
    told: ZoneInfo | None = cache.get(key) or api.attendee_zone(event_url)
    if told is None or cache.add(key, told, KEEP_ZONE_SECONDS):
        return told
    cache.touch(key, KEEP_ZONE_SECONDS)
    agreed: ZoneInfo = cache.get(key, told)
    return agreed


def _attendee_zone(event_url: str) -> ZoneInfo | None:
    memory = _attendee_zones.get(event_url)
    return memory.peek().value if memory else None
