"""What every template may ask for. Reads memory only, so that error pages render in any weather."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from portal import events


def page(request: HttpRequest) -> dict[str, Any]:
    """Who looks, at which event, and how that event looks; empty outside an event."""
    event_url = getattr(request, "event_url", "")
    event = events.known(event_url) if event_url else None
    return {
        "attendee": getattr(request, "attendee", None),
        "event_url": event_url,
        "event": event,
        "brand_version": events.brand_version(event) if event else "",
        "is_sandbox": settings.IS_SANDBOX,
        "is_framed": False,
        "server_now": timezone.now(),
    }
