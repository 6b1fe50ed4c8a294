"""The live list: the whole page, the part of it that refreshes itself, and my workshops."""

from django.http import HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django_htmx.http import push_url

from portal.attendees import SignedInRequest, poll
from portal.observability.counters import count
from workshops.catalogue import NEWEST, visible_workshops
from workshops.live_list import etag, gzip_parts, rendering
from workshops.live_list.links import address
from workshops.live_list.polling import poll_interval, with_refresh_headers
from workshops.schedule import Filters


@require_GET
def workshop_list(request: SignedInRequest, event: str) -> HttpResponse:
    """The whole page: now, next, later, ended, narrowed by the query."""
    count("portal_polls_total", answer="page", by_entry="no")
    # Another process may have shown this browser a newer list a moment ago.
    filters, visible = Filters.from_query(request.GET), visible_workshops(request, seen_at=NEWEST)
    fingerprint, now = rendering.fingerprint(visible, filters), visible.at.now.timestamp()
    list_etag, _ = etag.for_list(request, visible, filters, fingerprint)
    interval = poll_interval(visible.snapshot, visible.next_change.timestamp(), now)
    values: dict[str, gzip_parts.GzipPart | str] = {
        "attendee": request.attendee.name,
        "csrf_token": get_token(request),
        "clock": f"{now:.6f}",
        "as_of": visible.snapshot.as_of,
        "poll_interval": str(interval),
        "etag": str(list_etag),
        "list": rendering.rendered_list(visible, filters, fingerprint),
    }
    page = rendering.rendered_page(request, visible, filters)
    return gzip_parts.gzip_response(request, *page.fill(values))


@poll
@require_GET
def list_fragment(request: SignedInRequest, event: str) -> HttpResponse:
    """
    The list alone, for a poll or a changed filter; 304 when nothing would look different.

    A poll asks upstream for nothing personal and writes nothing. The answer to the filter form
    carries the page's own address for the address bar. Most 304s are answered before a request
    reaches this view, see not_modified.py.
    """
    filters = Filters.from_query(request.GET)
    visible = visible_workshops(request, ask_upstream=False, seen_at=etag.seen_at(request))
    fingerprint = rendering.fingerprint(visible, filters)
    list_etag, is_shown = etag.for_list(request, visible, filters, fingerprint)
    count("portal_polls_total", answer="unchanged" if is_shown else "list", by_entry="no")
    if is_shown:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = gzip_parts.gzip_response(
            request, rendering.rendered_list(visible, filters, fingerprint)
        )
        if request.htmx.trigger == "filters":
            push_url(response, _page_url(event, filters))
    response.headers["ETag"] = str(list_etag)
    return with_refresh_headers(response, visible)


@require_GET
def mine_list(request: SignedInRequest, event: str) -> HttpResponse:
    """The workshops the attendee is registered for."""
    context = rendering.list_context(visible_workshops(request), Filters(mine="1"))
    return render(request, "workshops/live_list/my_workshops.html", context)


def _page_url(event: str, filters: Filters) -> str:
    url = address("workshop_list", event)
    return f"{url}?{filters.query}" if filters.is_set else url
