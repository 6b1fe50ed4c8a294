"""
"Not modified", answered at the entry: before Django, its middleware, any thread and any session.

The ordinary way is `views.list_fragment`, and every poll that is not surely unchanged goes there.
This only repeats its short answer, to a browser whose ETag `etag.for_list` has signed for this very
cookie and address, while the list in this process is as new as it should be, and no older than the
one that the browser has been told of.
"""

import time

from portal.observability.counters import Series, increment, series
from portal.server.types import Headers, Scope
from workshops.catalogue import fresh_snapshot
from workshops.live_list import etag, polling

LIST = "/list/"  # how the address of a list ends
# What the ordinary answer says beside ETag and age; policies came with the page, which stays.
ALWAYS = [("Cache-Control", "private, no-store"), ("Vary", "Accept-Language, Cookie")]
COUNTED: Series = series("portal_polls_total", answer="unchanged", by_entry="yes")


def is_poll(scope: Scope) -> bool:
    """Whether a page polls its list; whether there is such a list is for Django to say."""
    return scope.path.endswith(LIST) and scope.method == "GET"


def not_modified_headers(scope: Scope) -> Headers | None:
    """The headers of a 304 without a body, for a poll; None when Django must answer."""
    path, header = scope.path, scope.headers.get("if-none-match")
    if header is None:
        return None
    shown = etag.parse(header)
    snapshot = fresh_snapshot(path.removesuffix(LIST).rpartition("/")[2])
    if shown is None or snapshot is None:
        return None
    headers = scope.headers
    cookie = "; ".join(headers.get_all("cookie"))
    identity = etag.request_identity(f"{path}?{scope.query_string}", headers, cookie)
    now = time.time()
    fetched = etag.fetched_ms(snapshot)
    if shown.fetched_ms > fetched or not etag.is_valid(shown, identity, snapshot.version, now):
        return None
    increment(COUNTED)
    renewed = etag.with_fetched(shown, fetched, identity, snapshot.version)
    trigger = polling.refresh_trigger(snapshot, shown.changes_ms / 1000, now)
    return [*ALWAYS, ("ETag", str(renewed)), ("HX-Trigger", trigger)]
