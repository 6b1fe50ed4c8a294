"""The live list: the whole page, and the part of it that refreshes itself."""

from django.http import HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET
from django_htmx.http import push_url

from portal.attendees.decorators import SignedInRequest
from portal.observability.counters import count
from workshops.catalogue.visible import (
    address,
    list_etag,
    poll_interval,
    visible_workshops,
    with_refresh_headers,
)
from workshops.live_list import etag, gzip_parts
from workshops.live_list.rendering import fingerprint, rendered_list, rendered_page
from workshops.schedule.filters import Filters


@require_GET
def workshop_list(request: SignedInRequest, event: str) -> HttpResponse:
    """The whole page: now, next, later, ended, narrowed by the query."""
    count("portal_polls_total", answer="page", by_entry="no")
    filters, seen = Filters.from_query(request.GET), visible_workshops(request)
    looks = fingerprint(seen, filters)
    values: dict[str, gzip_parts.GzipPart | str] = {
        "attendee": request.attendee.name,
        "csrf_token": get_token(request),
        "clock": f"{seen.at.now.timestamp():.6f}",
        "as_of": seen.snapshot.as_of,
        "look_again": str(poll_interval(seen)),
        "tag": str(list_etag(request, seen, filters, looks)),
        "list": rendered_list(seen, filters, looks),
    }
    return gzip_parts.gzip_response(request, *rendered_page(request, seen, filters).fill(values))


@require_GET
def list_fragment(request: SignedInRequest, event: str) -> HttpResponse:
    """
    The list alone, for a refresh or a changed filter; 304 when nothing would look different.

    A refresh asks upstream for nothing personal and writes nothing. The filter form's answer
    carries the page's own address for the address bar. Most 304s are said before they reach this
    place, see unchanged.py.
    """
    filters, seen = Filters.from_query(request.GET), visible_workshops(request, ask_upstream=False)
    looks = fingerprint(seen, filters)
    now = list_etag(request, seen, filters, looks)
    brought = etag.parse(request.headers.get("If-None-Match", ""))
    if brought and brought.fingerprint == looks:
        count("portal_polls_total", answer="unchanged", by_entry="no")
        return with_refresh_headers(HttpResponseNotModified(headers={"ETag": str(now)}), seen)
    count("portal_polls_total", answer="list", by_entry="no")
    response = gzip_parts.gzip_response(request, rendered_list(seen, filters, looks))
    response.headers["ETag"] = str(now)
    if request.htmx.trigger == "filters":
        push_url(response, _page_url(event, filters))
    return with_refresh_headers(response, seen)


def _page_url(event: str, filters: Filters) -> str:
    url = address("workshop_list", event)
    return f"{url}?{filters.query}" if filters.is_set else url
