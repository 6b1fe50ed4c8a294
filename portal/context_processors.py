"""What every template may ask for. Reads memory only, so that error pages render in any weather."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path, iri_to_uri

from portal import events


def page(request: HttpRequest) -> dict[str, Any]:
    """
    Who looks at which page (`current`, its url's name), when, and how its event looks.

    Empty outside an event. `clock` is this moment in epoch seconds.
    """
    event_url = getattr(request, "event_url", "")
    event = events.cached(event_url) if event_url else None
    return {
        "attendee": getattr(request, "attendee", None),
        "event_url": event_url,
        "event": event,
        "brand_version": events.brand_version(event) if event else "",
        "is_sandbox": settings.IS_SANDBOX,
        "clock": f"{time.time():.6f}",
        "current": getattr(getattr(request, "resolver_match", None), "url_name", ""),
        **_frame(request, event_url),
    }


def _frame(request: HttpRequest, event_url: str) -> dict[str, Any]:
    """Whether the page stands in an event site's frame, and what it needs there."""
    if getattr(request, "face", "") != "embed":
        return {"is_framed": False}
    prefix = get_script_prefix()
    root = prefix.removesuffix("embed/")
    return {
        "is_framed": True,
        "frame_hosts": " ".join(settings.EMBED_ORIGINS.get(event_url, ())),
        "asks_password": event_url not in settings.EMBED_WITHOUT_PASSWORD,
        "top_level_path": root + _own_path(request, prefix),
        "continue_url": f"{root}e/{event_url}/continue/",
    }


def _own_path(request: HttpRequest, prefix: str) -> str:
    """Path and query without any prefix: of the page to come after a sign-in, else of this page."""
    wanted = request.GET.get("next", "")
    if wanted.startswith(prefix):
        return str(iri_to_uri(wanted.removeprefix(prefix).lstrip("/\\")))
    query = request.META.get("QUERY_STRING", "")
    return escape_uri_path(request.path_info.lstrip("/")) + (f"?{query}" if query else "")
