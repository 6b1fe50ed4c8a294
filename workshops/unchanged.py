"""
"Nothing changed", said at the entry: before Django, its middleware and any session.

The plain way is views.list_fragment, and everything not surely unchanged goes there. This only
repeats the short answer that Django itself last gave to the same address: same status, same
headers, with the age of the list told anew. It is given only to who brings a tag that the plain
way has sealed for this very cookie and address (see validator), and while the list in this
process is as new as it should be.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from portal.counts import count
from workshops import catalogue, next_look, validator

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Any], Iterable[bytes]]

LIST = re.compile(r"/e/([\w-]+)/list/$")
MOST_ADDRESSES = 256
OWN = {"ETag", "HX-Trigger"}  # headers that are told anew each time
# What a short answer carries; policies came with the page, which stays.
NEEDED = OWN | {"Cache-Control", "Vary"}


class Unchanged:
    """A WSGI application in front of Django's."""

    def __init__(self, django: Application) -> None:
        self._django = django
        self._short: dict[tuple[str, ...], Headers] = {}  # Django's own headers, by address
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Django's answer, or the one that it would give."""
        event = LIST.search(environ["PATH_INFO"])
        if event is None or "HTTP_IF_NONE_MATCH" not in environ:
            return self._django(environ, start_response)
        where = validator.where(environ)
        headers = self._short.get(where) and self._unchanged(event[1], environ)
        if headers:
            count("portal_polls_total", answer="unchanged", by_entry="yes")
            start_response("304 Not Modified", [*self._short[where], *headers])
            return [b""]
        return self._django(environ, self._learning(where, start_response))

    def _unchanged(self, event: str, environ: Environ) -> Headers:
        """The tag and the age of an unchanged list; [] when Django must look."""
        tag = validator.read(environ["HTTP_IF_NONE_MATCH"])
        listing = catalogue.settled(event)
        now = time.time()
        if tag is None or listing is None or environ["REQUEST_METHOD"] != "GET":
            return []
        if not validator.holds(tag, validator.asked(environ), listing.version, now):
            return []
        looked = {"looked": next_look.told(listing, tag.change / 1000, now)}
        return [("ETag", str(tag)), ("HX-Trigger", json.dumps(looked))]

    def _learning(self, where: tuple[str, ...], start_response: Any) -> Any:
        """`start_response`, which keeps the headers of a short answer for the next time."""

        def start(status: str, headers: Headers, *more: Any) -> Any:
            names = {name for name, _ in headers}
            if status.startswith("304") and names >= OWN and "Set-Cookie" not in names:
                headers = [(name, told) for name, told in headers if name in NEEDED]
                self._keep(where, [(name, told) for name, told in headers if name not in OWN])
            return start_response(status, headers, *more)

        return start

    def _keep(self, where: tuple[str, ...], headers: Headers) -> None:
        with self._lock:
            if len(self._short) >= MOST_ADDRESSES:
                self._short.clear()
            self._short[where] = headers
