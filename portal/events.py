"""What the portal knows of each event: name, zone, colors. Decoration, never required."""

from zoneinfo import ZoneInfo

from django.conf import settings

from portal.accelevents import Accelevents
from portal.accelevents.records import Event
from portal.caching import CachedValue, StaleWhileRevalidate
from portal.observability.registry import on_reset

FRESH_SECONDS = 600
TIMEOUT_SECONDS = 1.5  # for the first visitor of a process
# The zone that Accelevents gives an event that chose none:
# https://developer.accelevents.com/docs/create-and-configure-event
DEFAULT_ZONE = ZoneInfo("America/New_York")

PAGE = "https://www.accelevents.com/e/{event}"

_events: dict[str, StaleWhileRevalidate[Event]] = {}


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


def refresh_in_this_thread(event_url: str, api: Accelevents) -> CachedValue[Event]:
    """As `refresh`, but a call that is due is made in the caller's own thread."""
    shared = _events.setdefault(event_url, StaleWhileRevalidate(FRESH_SECONDS))
    return shared.get_in_this_thread(lambda: (api.event(event_url), 0.0))


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
    """The event's wall clock: the setting's zone, else its own, else upstream's default."""
    return settings.ACCELEVENTS_TIME_ZONE or event.zone or DEFAULT_ZONE


@on_reset
def reset() -> None:
    """Empty the memory, as a new process has it."""
    _events.clear()


def brand_version(event: Event) -> str:
    """The event's colors as brand.css takes them, "0a2540-ffffff" or "0a2540"; "" for none."""
    colors = (event.brand_color, event.brand_text_color if event.brand_color else "")
    return "-".join(color.lstrip("#") for color in colors if color)


def page_url(event_url: str) -> str:
    """The event's page at Accelevents: tickets, a new password, a new link."""
    return PAGE.format(event=event_url)


def hub_url(event_url: str, workshop_id: int | None = None) -> str:
    """Accelevents' own hub of the event, or one workshop in it."""
    hub = f"{page_url(event_url)}/portal"
    return f"{hub}/schedule/{workshop_id}" if workshop_id else hub
