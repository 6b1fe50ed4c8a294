"""/metrics for Prometheus: the counts of all processes, and how things stand at this moment."""

import hmac

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from portal.attendees.decorators import public
from portal.caching.redis_failover import outage
from portal.observability import heartbeats as neighbours
from portal.observability import prometheus as metrics
from portal.observability.counters import Series
from workshops.catalogue import refresh as catalogue
from workshops.joining import queue as line


@public
@never_cache
@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """The page, for who brings METRICS_KEY as a bearer; 404 for everybody else."""
    brought = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_KEY or not hmac.compare_digest(
        brought.encode(), settings.METRICS_KEY.encode()
    ):
        raise Http404
    series = metrics.total()
    series.update(_at_this_moment())
    return HttpResponse(metrics.text(series), content_type="text/plain; version=0.0.4")


def _at_this_moment() -> dict[Series, float]:
    told: dict[Series, float] = {}
    for event, age in catalogue.ages().items():
        told["portal_catalogue_age_seconds", (("event", event),)] = round(age)
    told["portal_gate_waiting", ()] = line.length()
    told["portal_processes", ()] = len(neighbours.living())
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    told["portal_sessions", ()] = alive.count()
    told["portal_redis_away", ()] = int(outage.since is not None)
    return told
