"""The live list: the whole page, and the part of it that refreshes itself."""

from django.http import HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET
from django_htmx.http import push_url

from portal.attendees.decorators import SignedInRequest
from portal.observability.counters import count
from workshops.catalogue.visible import address, look_again, looked, sight, tag
from workshops.live_list import etag as validator
from workshops.live_list import gzip_parts as bodies
from workshops.live_list.rendering import list_drawn, look, page_drawn
from workshops.schedule.filters import Filters


@require_GET
def workshop_list(request: SignedInRequest, event: str) -> HttpResponse:
    """The whole page: now, next, later, ended, narrowed by the query."""
    count("portal_polls_total", answer="page", by_entry="no")
    filters, seen = Filters.read(request.GET), sight(request)
    looks = look(seen, filters)
    values: dict[str, bodies.Piece | str] = {
        "attendee": request.attendee.name,
        "csrf_token": get_token(request),
        "clock": f"{seen.moment.now.timestamp():.6f}",
        "as_of": seen.listing.as_of,
        "look_again": str(look_again(seen)),
        "tag": str(tag(request, seen, filters, looks)),
        "list": list_drawn(seen, filters, looks),
    }
    return bodies.answer(request, *page_drawn(request, seen, filters).filled(values))


@require_GET
def list_fragment(request: SignedInRequest, event: str) -> HttpResponse:
    """
    The list alone, for a refresh or a changed filter; 304 when nothing would look different.

    A refresh asks upstream for nothing personal and writes nothing. The filter form's answer
    carries the page's own address for the address bar. Most 304s are said before they reach this
    place, see unchanged.py.
    """
    filters, seen = Filters.read(request.GET), sight(request, ask_upstream=False)
    looks = look(seen, filters)
    now = tag(request, seen, filters, looks)
    brought = validator.read(request.headers.get("If-None-Match", ""))
    if brought and brought.look == looks:
        count("portal_polls_total", answer="unchanged", by_entry="no")
        return looked(HttpResponseNotModified(headers={"ETag": str(now)}), seen)
    count("portal_polls_total", answer="list", by_entry="no")
    response = bodies.answer(request, list_drawn(seen, filters, looks))
    response.headers["ETag"] = str(now)
    if request.htmx.trigger == "filters":
        push_url(response, _page_url(event, filters))
    return looked(response, seen)


def _page_url(event: str, filters: Filters) -> str:
    url = address("workshop_list", event)
    return f"{url}?{filters.query}" if filters.is_set else url
