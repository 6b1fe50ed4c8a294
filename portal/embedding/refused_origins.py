"""Sites that tried to frame an event without being on its list: shown to the organiser, who may."""

import re
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest

from portal.embedding.modes import hosts_of, own_origin

KEEP_SECONDS = 24 * 60 * 60
MOST = 10  # anybody can send such a request
ORIGIN = re.compile(r"https?://[a-z\d.-]{1,253}(:\d{1,5})?", re.ASCII)


def record(request: HttpRequest, event: str) -> None:
    """Remember the site around a frame, as the browser tells it, if it may not frame this event."""
    if not event or request.headers.get("Sec-Fetch-Dest") != "iframe":
        return
    site = _origin_of(request.headers.get("Referer", ""))
    if not site or site == own_origin(request) or site in hosts_of(event):
        return
    seen = recent(event)
    if site not in seen and len(seen) < MOST:
        cache.set(_cache_key(event), (*seen, site), KEEP_SECONDS)


def recent(event: str) -> tuple[str, ...]:
    """Origins that were refused during the last day, oldest first, at most ten."""
    found: tuple[str, ...] = cache.get(_cache_key(event), ())
    return tuple(site for site in found if site not in hosts_of(event))


def _origin_of(address: str) -> str:
    """scheme://host[:port] of a Referer, "" when it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin if ORIGIN.fullmatch(origin) else ""


def _cache_key(event: str) -> str:
    return f"embedding:strangers:{event}"
