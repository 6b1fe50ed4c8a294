"""/metrics for Prometheus: the counts of all processes, and gauges as of now."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.attendees import public, session_count
from portal.caching import circuit_breaker
from portal.observability import heartbeats, process_counts, prometheus, registry
from portal.observability.counters import Series


@public
@never_cache
@require_GET
def metrics_page(request: HttpRequest) -> HttpResponse:
    """The page, for a caller with METRICS_KEY as bearer token; 404 for everybody else."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_KEY or not hmac.compare_digest(
        given.encode(), settings.METRICS_KEY.encode()
    ):
        raise Http404
    series = process_counts.aggregate()
    series.update(registry.read_gauges())
    series.update(_own_gauges())
    return HttpResponse(prometheus.text(series), content_type="text/plain; version=0.0.4")


def _own_gauges() -> dict[Series, float]:
    return {
        ("portal_processes", ()): len(heartbeats.live_processes()),
        ("portal_sessions", ()): session_count(),
        ("portal_redis_away", ()): int(circuit_breaker.opened_at is not None),
    }
