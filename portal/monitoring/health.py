"""/healthz and /readyz: whether this process is alive, and whether it can serve."""

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.attendees import public
from portal.caching import circuit_breaker
from portal.observability import registry

logger = logging.getLogger(__name__)


@public
@never_cache
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return HttpResponse("alive\n", content_type="text/plain")


@public
@never_cache
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """
    200 if sessions and the cache work, else 503.

    Problems of upstream are reported but do not count: the last list can still be shown.
    """
    sessions, shared_cache = _works(_try_sessions), _works(_try_cache)
    ready = sessions and shared_cache
    body: dict[str, Any] = {
        "ready": ready,
        "sessions": sessions,
        "cache": shared_cache,
        "redis": _redis(),
        **registry.readiness_reports(with_stores=ready),
    }
    return JsonResponse(body, status=200 if ready else 503)


def _redis() -> str:
    """The state of Redis; without it locks and lists are shared through the database alone."""
    if not settings.REDIS_URL:
        return "not used"
    return "fine" if circuit_breaker.opened_at is None else "does not answer, going on without it"


def _works(attempt: Callable[[], bool]) -> bool:
    try:
        return attempt()
    except Exception:  # whatever the store's driver raises, the answer is "not ready"
        logger.exception("not ready")
        return False


def _try_sessions() -> bool:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    return store.exists("no-such-session") is False


def _try_cache() -> bool:
    cache.set("readyz", "works", 60)
    return bool(cache.get("readyz") == "works")
