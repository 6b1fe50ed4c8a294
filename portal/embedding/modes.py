"""
The display mode of an address.

    /e/demo/           TOP_LEVEL   a page of its own; nobody may frame it
    /embed/e/demo/     FRAME       the same page in an event site's iframe, with its own cookie
    /connect/e/demo/   POPUP       a page that keeps its opener, a frame, to sign it in

The prefix is removed before the address is resolved and put back by every `{% url %}`.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path, iri_to_uri

from portal.attendees import PortalRequest

PREFIXED_PATH = re.compile(r"/(embed|connect)(/.*)", re.DOTALL)
EVENT_PATH = re.compile(r"/e/([\w-]+)/", re.ASCII)

View = Callable[..., HttpResponse]


class DisplayMode(StrEnum):
    """The value is the prefix of the address."""

    TOP_LEVEL = ""
    FRAME = "embed"
    POPUP = "connect"


def parse_path(path: str) -> tuple[DisplayMode, str]:
    """The mode of an address, and the address without prefix, with exactly one slash in front."""
    match = PREFIXED_PATH.fullmatch(path)
    if match is None:
        return DisplayMode.TOP_LEVEL, path
    return DisplayMode(match[1]), "/" + match[2].lstrip("/\\")


def display_mode(request: HttpRequest) -> DisplayMode:
    """The display mode that the middleware has set; top level if it has not seen the request."""
    return DisplayMode(getattr(request, "display_mode", DisplayMode.TOP_LEVEL))


def require_mode(mode: DisplayMode) -> Callable[[View], View]:
    """Respond with 404 in every other display mode."""

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapper(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if display_mode(request) is not mode:
                raise Http404
            return view(request, *args, **kwargs)

        return wrapper

    return decorator


def path_at_top_level(request: PortalRequest) -> str:
    """Path and query of this request without the prefix of its display mode."""
    query = request.META.get("QUERY_STRING", "")
    path = request.url_root + escape_uri_path(request.path_info.lstrip("/\\"))
    return f"{path}?{query}" if query else path


def page_at_top_level(request: PortalRequest) -> str:
    """The same for the page that comes after a sign-in, if the request names a framed one."""
    prefix = f"{request.url_root}{DisplayMode.FRAME}/"
    try:
        wanted = request.GET.get("next", "")
    except SuspiciousOperation:  # more fields than Django reads: the page that says so asks again
        wanted = ""
    if not wanted.startswith(prefix):
        return path_at_top_level(request)
    return request.url_root + str(iri_to_uri(wanted.removeprefix(prefix).lstrip("/\\")))


def event_of(path: str) -> str:
    """The event that an address without prefix names, "" if none that is served here."""
    match = EVENT_PATH.match(path)
    return match[1] if match and match[1] in settings.PORTAL_EVENTS else ""


def own_origin(request: HttpRequest) -> str:
    """scheme://host[:port] of this portal, as a browser writes it."""
    return f"{request.scheme}://{request.get_host()}"


def allowed_origins(event: str) -> tuple[str, ...]:
    """The origins that may frame this event."""
    origins: tuple[str, ...] = settings.EMBED_ORIGINS.get(event, ())
    return origins
