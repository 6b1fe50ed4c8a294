"""The display mode of each request: its cookie, its headers, and the sites that may frame it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix

from portal.attendees import PortalRequest
from portal.embedding import partitioned_cookies, refused_origins
from portal.embedding.modes import (
    DisplayMode,
    allowed_origins,
    display_mode,
    event_of,
    page_at_top_level,
    parse_path,
    path_at_top_level,
)

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
# The popup does nothing but sign in the attendee and then the frame.
POPUP_URL_NAMES = {"hand_over", "sign_in", "sign_in_key", "sign_in_link", "brand_css"}


class EmbedMiddleware:
    """
    Stands below CSP and XFrameOptions, whose headers it decides, and above Session, whose cookie.

    Sets request.display_mode, .url_root and .top_level_path (see PortalRequest). Views and
    templates see addresses without the prefix of the mode, and `reverse` puts it back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        """Return the response with the headers of its display mode, error pages included."""
        request.url_root = root = get_script_prefix()
        request.display_mode, request.path_info = parse_path(request.path_info)
        request.top_level_path = partial(page_at_top_level, request)
        if _is_misplaced(request):
            return redirect_to_top_level(request)
        try:
            if request.display_mode:
                set_script_prefix(f"{root}{request.display_mode}/")
            return self._respond(request)
        finally:
            set_script_prefix(root)

    def process_view(
        self, request: PortalRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse requests that another site sends into the frame; limit the popup to its task."""
        match, mode = request.resolver_match, display_mode(request)
        if mode is DisplayMode.FRAME and _is_cross_site_write(request):
            raise PermissionDenied("a request from another site")
        if mode is DisplayMode.POPUP and match and match.url_name not in POPUP_URL_NAMES:
            return redirect_to_top_level(request)
        return None

    def _respond(self, request: PortalRequest) -> HttpResponse:
        if display_mode(request) is DisplayMode.FRAME:
            return self._respond_in_frame(request)
        response = self.get_response(request)
        if display_mode(request) is DisplayMode.POPUP:
            # The value that SecurityMiddleware sets would cut the popup off from its opener.
            response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
        return response

    def _respond_in_frame(self, request: PortalRequest) -> HttpResponse:
        event = event_of(request.path_info)
        partitioned_cookies.read_frame_cookies(request)
        response = self.get_response(request)
        partitioned_cookies.write_frame_cookies(response)
        _allow_framing(response, event)
        refused_origins.record(request, event)
        return response


def redirect_to_top_level(request: PortalRequest) -> HttpResponse:
    """Redirect to the same address without the prefix of its display mode."""
    response = HttpResponseRedirect(path_at_top_level(request))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _is_misplaced(request: HttpRequest) -> bool:
    """Whether a framed address was opened as a page of its own."""
    is_page = request.headers.get("Sec-Fetch-Dest") == "document"
    return is_page and display_mode(request) is DisplayMode.FRAME


def _is_cross_site_write(request: HttpRequest) -> bool:
    """Whether a page that is not ours wants to change something; the browser says so itself."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.method not in SAFE_METHODS and site != "same-origin"


def _allow_framing(response: Any, event: str) -> None:
    """
    Let the event's sites frame its pages, and our own pages, which show a preview.

    Every site around the frame counts: an allowed one inside another that is not is refused.
    """
    response.xframe_options_exempt = True
    ancestors = [SELF, *allowed_origins(event)] if event else [NONE]
    response._csp_replace = {"frame-ancestors": ancestors}
