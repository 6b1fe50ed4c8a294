"""The context of every template. Reads memory only, so that error pages always render."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal import events

FRAME = "embed"  # the display mode that EmbedMiddleware sets inside an event site's frame


def page(request: HttpRequest) -> dict[str, Any]:
    """
    Who looks at which page (`current`, its URL's name), when, and what its event looks like.

    Empty outside an event. `clock` is this moment in epoch seconds; `hub_url` is where this
    workshop, else all of them, is in Accelevents' own hub.
    """
    event_url, match = getattr(request, "event_url", ""), getattr(request, "resolver_match", None)
    workshop_id = match.kwargs.get("workshop_id") if match else None
    event = events.cached(event_url) if event_url else None
    return {
        "attendee": getattr(request, "attendee", None),
        "event_url": event_url,
        "event": event,
        "hub_url": events.hub_url(event_url, workshop_id) if event_url else "",
        "brand_version": events.brand_version(event) if event else "",
        "is_sandbox": settings.IS_SANDBOX,
        "clock": f"{time.time():.6f}",
        "current": match.url_name if match else "",
        **_frame(request, event_url),
    }


def _frame(request: Any, event_url: str) -> dict[str, Any]:
    """Whether the page stands in an event site's frame, and the context that it needs there."""
    if getattr(request, "display_mode", "") != FRAME:
        return {"is_framed": False}
    return {
        "is_framed": True,
        "frame_origins": " ".join(settings.EMBED_ORIGINS.get(event_url, ())),
        "asks_password": event_url not in settings.EMBED_WITHOUT_PASSWORD,
        "top_level_path": request.top_level_path(),
        "continue_url": f"{request.url_root}e/{event_url}/continue/",
    }
