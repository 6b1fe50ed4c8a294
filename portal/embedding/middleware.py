"""The portal's faces: which one this request shows, with its cookie and who may frame it."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils.encoding import escape_uri_path

from portal.embedding import partitioned_cookies, refused_origins
from portal.embedding.modes import DisplayMode, display_mode, event_of, hosts_of, parse_path

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
# In the window that hands a sign-in over nothing but signing in is done.
IN_POPUP = {"hand_over", "sign_in", "sign_in_key", "sign_in_link", "brand_css"}


class EmbedMiddleware:
    """
    Stands below CSP and XFrameOptions, whose word it replaces, and above Session, whose cookie.

    Sets request.face; views and templates see addresses without the prefix and make them with it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with the headers of its face, error pages included."""
        root = get_script_prefix()
        request.face, request.path_info = parse_path(request.path_info)  # type: ignore[attr-defined]
        if _is_in_wrong_place(request):
            return to_top_level(request, root)
        try:
            if face := display_mode(request):
                set_script_prefix(f"{root}{face}/")
            return self._answer(request)
        finally:
            set_script_prefix(root)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse what another site sends into the frame; keep the popup to its purpose."""
        match, face = request.resolver_match, display_mode(request)
        if face is DisplayMode.FRAME and _is_from_elsewhere(request):
            raise PermissionDenied("a request from another site")
        if face is DisplayMode.POPUP and match and match.url_name not in IN_POPUP:
            return to_top_level(request, get_script_prefix().removesuffix(f"{face}/"))
        return None

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if display_mode(request) is not DisplayMode.FRAME:
            response = self.get_response(request)
            if (
                display_mode(request) is DisplayMode.POPUP
            ):  # SecurityMiddleware's would cut off the opener
                response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
            return response
        event = event_of(request.path_info)
        partitioned_cookies.read_frame_cookie(request)
        response = self.get_response(request)
        partitioned_cookies.write_frame_cookie(response)
        _let_frame(response, event)
        refused_origins.record(request, event)
        return response


def to_top_level(request: HttpRequest, root: str) -> HttpResponse:
    """The same address without its prefix; `root` is where the portal begins, mostly "/"."""
    query = request.META.get("QUERY_STRING", "")
    path = root + escape_uri_path(request.path_info.lstrip("/\\"))
    response = HttpResponseRedirect(f"{path}?{query}" if query else path)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _is_in_wrong_place(request: HttpRequest) -> bool:
    """Whether the framed face was opened as a page of its own."""
    is_page = request.headers.get("Sec-Fetch-Dest") == "document"
    return is_page and display_mode(request) is DisplayMode.FRAME


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether something is to be done for a page that is not ours; the browser says so itself."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.method not in SAFE_METHODS and site != "same-origin"


def _let_frame(response: Any, event: str) -> None:
    """
    The event's sites may frame its pages, and so may ours, which show a preview.

    Every site around the frame counts: a listed one inside an unlisted one is refused.
    """
    response.xframe_options_exempt = True
    response._csp_replace = {"frame-ancestors": [SELF, *hosts_of(event)] if event else [NONE]}
