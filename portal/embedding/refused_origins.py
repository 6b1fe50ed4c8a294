"""
Sites that tried to frame an event without being allowed to; its organizer is shown them.

Anybody can send such a request and name any site in it. So they are text on the organizer's page
and never part of what is to be copied, and the latest stays: who has just looked at their own page
finds it first, however many others were named before.
"""

import re
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest

from portal.embedding.modes import allowed_origins, own_origin

EXPIRES_SECONDS = 24 * 60 * 60
MAX_ORIGINS = 10
ORIGIN = re.compile(r"https?://[a-z\d.-]{1,253}(:\d{1,5})?", re.ASCII)


def record(request: HttpRequest, event: str) -> None:
    """Record the site around a frame, as the browser names it, if it may not frame this event."""
    if not event or request.headers.get("Sec-Fetch-Dest") != "iframe":
        return
    origin = _origin_of(request.headers.get("Referer", ""))
    if not origin or origin == own_origin(request) or origin in allowed_origins(event):
        return
    recorded = recent(event)
    if origin not in recorded[:1]:
        others = [other for other in recorded if other != origin]
        cache.set(_cache_key(event), [origin, *others][:MAX_ORIGINS], EXPIRES_SECONDS)


def recent(event: str) -> tuple[str, ...]:
    """Origins that were refused during the last day, latest first, at most ten."""
    recorded: list[str] = cache.get(_cache_key(event), [])
    return tuple(origin for origin in recorded if origin not in allowed_origins(event))


def _origin_of(referer: str) -> str:
    """scheme://host[:port] of a Referer, "" if it is not valid."""
    try:
        parts = urlsplit(referer)
    except ValueError:
        return ""
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin if ORIGIN.fullmatch(origin) else ""


def _cache_key(event: str) -> str:
    return f"embedding:refused_origins:{event}"
