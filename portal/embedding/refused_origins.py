"""
Sites that tried to frame an event without being allowed to; its organizer is shown them.

Anybody can send such a request and name any site in it. So they are text on the organizer's page
and never part of what is to be copied, the latest first, so that others cannot crowd out for long
the one that the organizer has just tried; and at most one a second is written.
"""

import re
import time
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest

from portal.embedding.modes import allowed_origins, own_origin

EXPIRES_SECONDS = 24 * 60 * 60
MAX_ORIGINS = 10
SECONDS_BETWEEN = 1.0  # two writes: each costs the shared store more than reading
ORIGIN = re.compile(r"https?://[a-z\d.-]{1,253}(:\d{1,5})?", re.ASCII)


def record(request: HttpRequest, event: str) -> None:
    """Record the site around a frame, as the browser names it, if it may not frame this event."""
    if not event or request.headers.get("Sec-Fetch-Dest") != "iframe":
        return
    origin = _origin_of(request.headers.get("Referer", ""))
    if origin and origin != own_origin(request) and origin not in allowed_origins(event):
        _store(event, origin)


def recent(event: str) -> tuple[str, ...]:
    """Origins that were refused during the last day, latest first, at most ten."""
    allowed = allowed_origins(event)
    return tuple(origin for origin, _ in _load(event) if origin not in allowed)


def _store(event: str, origin: str) -> None:
    now, recorded = time.time(), _load(event)
    latest = recorded[0][1] if recorded else 0.0
    if not 0 <= now - latest < SECONDS_BETWEEN:
        others = [other for other in recorded if other[0] != origin]
        cache.set(_cache_key(event), [[origin, now], *others][:MAX_ORIGINS], EXPIRES_SECONDS)


def _load(event: str) -> list[list[Any]]:
    """[origin, epoch seconds] of those of the last day, latest first."""
    recorded: list[list[Any]] = cache.get(_cache_key(event), [])
    return [each for each in recorded if time.time() - each[1] < EXPIRES_SECONDS]


def _origin_of(referer: str) -> str:
    """scheme://host[:port] of a Referer, "" if it is not valid."""
    try:
        parts = urlsplit(referer)
    except ValueError:
        return ""
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin if ORIGIN.fullmatch(origin) else ""


def _cache_key(event: str) -> str:
    return f"embedding:refused_origins:2:{event}"
