"""The list's page the plain way: its template, drawn for one attendee at one moment."""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from workshops.catalogue import visible_workshops
from workshops.live_list import rendering
from workshops.schedule import Filters

# Where the page shows what is one attendee's or one moment's.
SHOWN = {
    "csrf_token": r'name="csrfmiddlewaretoken" value="(\w+)"',
    "clock": r'data-server-now="([\d.]+)"',
    "as_of": r"<time data-as-of>([\d:]+)<",
    "poll_interval": r'data-poll-interval="(\d+)"',
    "etag": r'data-etag="&quot;([\w.]+)&quot;"',
}


def found_in(page: str) -> dict[str, str]:
    """The values of the page's blanks, as the browser reads them."""
    return {name: re.search(shown, page)[1] for name, shown in SHOWN.items()}


def plainly(answer: Any) -> str:
    """The page of an answer by its template alone, with all that a template may have."""
    request, values = answer.wsgi_request, found_in(answer.content.decode())
    seen, filters = visible_workshops(request), Filters.from_query(request.GET)
    blanks = values | {
        "etag": f'"{values["etag"]}"',
        "attendee": request.attendee,
        "list": SafeString(
            rendering.rendered_list(
                seen, filters, rendering.fingerprint(seen, filters)
            ).raw.decode()
        ),
    }
    context = rendering.page_context(request, seen, filters) | blanks
    return render_to_string("workshops/live_list/list.html", context, request)
