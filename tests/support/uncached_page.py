"""The page of the list without any cache, rendered for one attendee at one moment."""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from workshops.catalogue import visible_workshops
from workshops.live_list import rendering
from workshops.schedule import Filters

# The places on the page that differ from attendee to attendee or from moment to moment.
SHOWN = {
    "csrf_token": r'name="csrfmiddlewaretoken" value="(\w+)"',
    "clock": r'data-server-now="([\d.]+)"',
    "as_of": r"<time>([\d:]+ [AP]M)<",
    "poll_interval": r'data-poll-interval="(\d+)"',
    "etag": r'data-etag="&quot;([\w.]+)&quot;"',
}


def blanks_of(page: str) -> dict[str, str]:
    """The values in the blanks of the page, as the browser reads them."""
    return {name: re.search(shown, page)[1] for name, shown in SHOWN.items()}


def plainly(answer: Any) -> str:
    """The page of a response, rendered by its template alone with everything a template may use."""
    request, values = answer.wsgi_request, blanks_of(answer.content.decode())
    visible, filters = visible_workshops(request), Filters.from_query(request.GET)
    fingerprint = rendering.fingerprint(visible, filters)
    part = rendering.rendered_list(visible, filters, fingerprint)
    context = rendering.page_context(request, visible, filters) | values
    context["etag"] = f'"{values["etag"]}"'
    context["attendee"] = request.attendee
    context["list"] = SafeString(part.raw.decode())
    return render_to_string("workshops/live_list/list.html", context, request)
