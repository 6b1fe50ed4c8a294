"""The page "Check my device", and where its script reports what it found."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from portal.attendees import SignedInRequest
from workshops.device_check import store

# What the check asks of the browser, for this page alone.
PERMISSIONS = "camera=(self), microphone=(self), speaker-selection=(self), autoplay=(self)"


@require_GET
def device_check(request: SignedInRequest, event: str) -> HttpResponse:
    """The page; its script looks at camera, microphone, sound and network, and joins nothing."""
    config = {
        "result_url": reverse("device_check_result", args=[event]),
        "media_check_url": settings.MEDIA_CHECK_URL,
    }
    context = {"check_config": config}
    response = render(request, "workshops/device_check/device_check.html", context)
    hosts = [settings.MEDIA_CHECK_URL] if settings.MEDIA_CHECK_URL else []
    policy = {"connect-src": hosts, "media-src": ["'self'"]}
    response._csp_update = policy  # type: ignore[attr-defined]
    response.headers["Permissions-Policy"] = PERMISSIONS
    return response


@require_POST
@cache_control(no_store=True, private=True)
def device_check_result(request: SignedInRequest, event: str) -> HttpResponse:
    """Keep the result: `problems` names what did not work, by commas. 400: names that are none."""
    sent = {name for name in request.POST.get("problems", "").split(",") if name}
    if not sent <= set(store.PARTS):
        return HttpResponseBadRequest()
    user_agent = request.headers.get("User-Agent", "")
    store.record(request.attendee, user_agent, sent, timezone.now())
    return HttpResponse(status=204)
