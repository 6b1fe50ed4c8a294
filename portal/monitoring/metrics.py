"""/metrics for Prometheus: the counts of all processes, and how things stand at this moment."""

import hmac

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.attendees import public
from portal.caching.redis_failover import circuit_breaker
from portal.observability import heartbeats, prometheus
from portal.observability.counters import Series
from workshops.catalogue import refresh
from workshops.joining import queue


@public
@never_cache
@require_GET
def metrics_page(request: HttpRequest) -> HttpResponse:
    """The page, for who brings METRICS_KEY as a bearer; 404 for everybody else."""
    brought = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_KEY or not hmac.compare_digest(
        brought.encode(), settings.METRICS_KEY.encode()
    ):
        raise Http404
    series = prometheus.aggregate()
    series.update(_gauges())
    return HttpResponse(prometheus.text(series), content_type="text/plain; version=0.0.4")


def _gauges() -> dict[Series, float]:
    told: dict[Series, float] = {}
    for event, age in refresh.ages().items():
        told["portal_catalogue_age_seconds", (("event", event),)] = round(age)
    told["portal_gate_waiting", ()] = queue.length()
    told["portal_processes", ()] = len(heartbeats.live_processes())
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    told["portal_sessions", ()] = alive.count()
    told["portal_redis_away", ()] = int(circuit_breaker.opened_at is not None)
    return told
