"""embed.js for the event's page, the probe that the frame makes, the organiser's setup page."""

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

from portal.attendees.decorators import PortalRequest, SignedInRequest, public
from portal.embedding import refused_origins, setup_checklist
from portal.embedding.modes import hosts_of, own_origin

ORGANISERS = {"admin", "staff"}
A_YEAR, AN_HOUR = 31_536_000, 3_600


@public
@require_safe
def embed_js(request: HttpRequest) -> HttpResponse:
    """The script of the one line: with its version in ?v= for a year, else looked up hourly."""
    script, version = _embed_js()
    is_named = request.GET.get("v") == version
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["ETag"] = f'"{version}"'
    response.headers["Cache-Control"] = (
        f"public, max-age={A_YEAR}, immutable" if is_named else f"public, max-age={AN_HOUR}"
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=f'"{version}"', response=response) or response


@public
@never_cache
@require_GET
def probe(request: PortalRequest, event: str) -> JsonResponse:
    """Whether the cookie of an earlier answer came back. Touches no session."""
    return JsonResponse({"cookies": settings.SESSION_COOKIE_NAME in request.COOKIES})


@public
@require_GET
def checklist(request: PortalRequest, event: str) -> HttpResponse:
    """The organiser's checklist as a fragment; the frame's script marks its lines."""
    context = {"checks": setup_checklist.checklist(own_origin(request), event)}
    return render(request, "embedding/_checklist.html", context)


@require_GET
def setup(request: SignedInRequest, event: str) -> HttpResponse:
    """For the event's organisers: the lines to copy, a preview, who may frame, what is missing."""
    if not ORGANISERS.intersection(request.attendee.roles):
        raise PermissionDenied("only for the event's admins and staff")
    origin = own_origin(request)
    context = {
        "origin": origin,
        "hosts": hosts_of(event),
        "strangers": refused_origins.recent(event),
        "has_secret": bool(settings.EMBED_SECRETS.get(event)),
        "snippet": setup_checklist.snippet(origin, event),
        "plain_frame": setup_checklist.plain_frame(origin, event),
        "policy": setup_checklist.policy(origin),
        "checks": setup_checklist.checklist(origin, event),
    }
    response = render(request, "embedding/setup.html", context)
    response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]
    return response


@cache
def _embed_js() -> tuple[bytes, str]:
    """The script and the version that its content gives it."""
    found = finders.find("js/embed.js")
    script = Path(found or staticfiles_storage.path("js/embed.js")).read_bytes()
    return script, hashlib.sha256(script).hexdigest()[:12]
