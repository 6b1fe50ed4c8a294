"""embed.js for the event's page, the cookie probe of the frame, the organizer's setup page."""

import hashlib
from functools import cache
from pathlib import Path

from csp.constants import SELF
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from portal.attendees import PortalRequest, SignedInRequest, public
from portal.embedding import refused_origins, setup_checklist
from portal.embedding.modes import allowed_origins, own_origin

ORGANIZER_ROLES = {"admin", "staff"}
YEAR_SECONDS, HOUR_SECONDS = 31_536_000, 3_600


@public
@require_safe
def embed_js(request: HttpRequest) -> HttpResponse:
    """The script for event pages: cached for a year with its version in ?v=, else for an hour."""
    script, version = _embed_js()
    if request.GET.get("v") == version:
        cache_control = f"public, max-age={YEAR_SECONDS}, immutable"
    else:
        cache_control = f"public, max-age={HOUR_SECONDS}"
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["ETag"] = f'"{version}"'
    response.headers["Cache-Control"] = cache_control
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=f'"{version}"', response=response) or response


@public
@never_cache
@require_GET
def probe(request: PortalRequest, event: str) -> JsonResponse:
    """Whether the cookie of an earlier response came back. Touches no session."""
    return JsonResponse({"cookies": settings.CSRF_COOKIE_NAME in request.COOKIES})


@public
@require_GET
def checklist(request: PortalRequest, event: str) -> HttpResponse:
    """The organizer's checklist as a fragment; the frame's script marks its items."""
    context = {"items": setup_checklist.checklist(own_origin(request), event)}
    return render(request, "embedding/_checklist.html", context)


@require_GET
def setup(request: SignedInRequest, event: str) -> HttpResponse:
    """For the event's organizers: lines to copy, a preview, the sites that may frame the event."""
    if not ORGANIZER_ROLES.intersection(request.attendee.roles):
        raise PermissionDenied("only for the event's admins and staff")
    origin = own_origin(request)
    context = {
        "allowed_origins": allowed_origins(event),
        "refused_origins": refused_origins.recent(event),
        "has_secret": bool(settings.EMBED_SECRETS.get(event)),
        "snippet": setup_checklist.snippet(origin, event),
        "plain_frame": setup_checklist.plain_frame(origin, event),
        "policy": setup_checklist.policy(origin),
    }
    response = render(request, "embedding/setup.html", context)
    response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]
    return response


@cache
def _embed_js() -> tuple[bytes, str]:
    """The script, and its version, which is derived from its content."""
    source = finders.find("js/embed.js")
    script = Path(source or staticfiles_storage.path("js/embed.js")).read_bytes()
    return script, hashlib.sha256(script).hexdigest()[:12]
