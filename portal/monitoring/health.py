"""Whether this process is alive, and whether it can serve."""

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.attendees.decorators import public
from portal.caching.redis_failover import circuit_breaker
from workshops.catalogue import refresh
from workshops.joining import queue, registering

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
    200 when sessions and the cache work, else 503.

    What upstream suffers from is reported, not required: the last list can still be shown.
    """
    sessions, shared_cache = _works(_try_sessions), _works(_try_cache)
    ready = sessions and shared_cache
    report: dict[str, Any] = {
        "ready": ready,
        "sessions": sessions,
        "cache": shared_cache,
        "redis": _redis(),
        "lists": {event: trouble or "fine" for event, trouble in refresh.health().items()},
        "in_line": queue.length() if ready else None,
        "wrong_paths": registering.misconfigured_calls(),
    }
    return JsonResponse(report, status=200 if ready else 503)


def _redis() -> str:
    """How Redis is; without it locks and lists are shared through the database alone."""
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
