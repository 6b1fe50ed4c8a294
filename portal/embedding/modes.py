"""
Which face of the portal an address shows.

    /e/demo/           TOP     a page of its own; nobody may frame it
    /embed/e/demo/     FRAME   the same page in an event site's iframe, with a cookie of its own
    /connect/e/demo/   POPUP   a page that keeps its opener, a frame, to hand a sign-in to it

The prefix is cut before the address is resolved and put back by every `{% url %}`.
"""

import re
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest

PREFIXED = re.compile(r"/(embed|connect)(/.*)", re.DOTALL)
OF_EVENT = re.compile(r"/e/([\w-]+)/", re.ASCII)


class DisplayMode(StrEnum):
    """The value is the address's prefix."""

    TOP_LEVEL = ""
    FRAME = "embed"
    POPUP = "connect"


def parse_path(path: str) -> tuple[DisplayMode, str]:
    """The face of an address, and the address without prefix, with exactly one slash in front."""
    found = PREFIXED.fullmatch(path)
    if found is None:
        return DisplayMode.TOP_LEVEL, path
    return DisplayMode(found[1]), "/" + found[2].lstrip("/\\")


def display_mode(request: HttpRequest) -> DisplayMode:
    """The face this request asks for."""
    found: DisplayMode = getattr(request, "face", DisplayMode.TOP_LEVEL)
    return found


def event_of(path: str) -> str:
    """The event that an address without prefix names, "" if none that is served here."""
    found = OF_EVENT.match(path)
    return found[1] if found and found[1] in settings.PORTAL_EVENTS else ""


def own_origin(request: HttpRequest) -> str:
    """scheme://host[:port] of this portal, as a browser writes it."""
    return f"{request.scheme}://{request.get_host()}"


def hosts_of(event: str) -> tuple[str, ...]:
    """The origins that may frame this event."""
    found: tuple[str, ...] = settings.EMBED_ORIGINS.get(event, ())
    return found
