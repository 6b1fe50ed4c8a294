"""
"Nothing changed", said at the entry: before Django, its middleware, any thread and any session.

The plain way is list_views.list_fragment, and everything not surely unchanged goes there. This only
repeats its short answer, to who brings a tag that the plain way has sealed for this very cookie and
address (see validator), while the list in this process is as new as it should be.
"""

import time

from portal.observability.counters import Series, increment, series
from portal.server.rsgi import Headers, Scope
from workshops.catalogue import refresh
from workshops.live_list import etag as validator
from workshops.live_list import polling

LIST = "/list/"  # how the address of a list ends
# What the plain way tells beside tag and age; policies came with the page, which stays.
ALWAYS = [("Cache-Control", "private, no-store"), ("Vary", "Accept-Language, Cookie")]
COUNTED: Series = series("portal_polls_total", answer="unchanged", by_entry="yes")


def is_poll(scope: Scope) -> bool:
    """Whether a page asks for its list anew; if there is such a list, Django knows."""
    return scope.path.endswith(LIST) and scope.method == "GET"


def not_modified_headers(scope: Scope) -> Headers | None:
    """The headers of a 304 with no body, to a poll; None when Django must look."""
    path, etag = scope.path, scope.headers.get("if-none-match")
    if etag is None:
        return None
    tag = validator.parse(etag)
    listing = refresh.fresh_snapshot(path.removesuffix(LIST).rpartition("/")[2])
    if tag is None or listing is None:
        return None
    asked, now = (
        validator.request_identity(f"{path}?{scope.query_string}", scope.headers),
        time.time(),
    )
    if not validator.is_valid(tag, asked, listing.version, now):
        return None
    increment(COUNTED)
    looked = polling.refresh_trigger(listing, tag.changes_ms / 1000, now)
    return [*ALWAYS, ("ETag", str(tag)), ("HX-Trigger", looked)]
