"""/healthz and /readyz: whether this process is alive, and whether it can serve."""

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.attendees import public
from portal.caching import circuit_breaker
from portal.monitoring import stores
from portal.observability import registry

logger = logging.getLogger(__name__)


@public
@never_cache
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all; portal/server/ says so before it gets here."""
    return HttpResponse("alive\n", content_type="text/plain")


@public
@never_cache
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """
    200 if sessions and the cache can be written and read, else 503.

    Problems of upstream are reported but do not count: the last list can still be shown. If the
    stores let this wait, portal/server/ says 503 in its place.
    """
    found = stores.check()
    ready = all(found.values())
    try:
        reports = registry.readiness_reports(with_stores=ready)
    except Exception:  # a store that has failed since it was checked
        logger.exception("not ready")
        return JsonResponse({"ready": False}, status=503)
    body: dict[str, Any] = {"ready": ready, **found, "redis": _redis(), **reports}
    return JsonResponse(body, status=200 if ready else 503)


def _redis() -> str:
    """The state of Redis; without it locks and lists are shared through the database alone."""
    if not settings.REDIS_URL:
        return "not used"
    return "fine" if circuit_breaker.opened_at is None else "does not answer, going on without it"
