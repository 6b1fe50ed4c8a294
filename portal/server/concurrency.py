"""A bound on what one sender has in the threads at once, kept on the event loop before them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from django.http.cookie import parse_cookie

from portal.server.own_answers import SAFE_METHODS
from portal.server.types import Scope

RUNNING = 2  # of one sender in the threads: one that acts, and one that waits for its lock
WAITING = 4  # of one sender before the threads; a page has no more buttons under way than that
FRAME_PATH = "/embed/"


@dataclass
class _Requests:
    """Those of one sender that are not answered yet."""

    count: int = 0
    running: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(RUNNING))


class ConcurrencyLimit:
    """
    Lets RUNNING requests of each sender through, makes WAITING more wait, refuses the others.

    A sender is a session cookie: what changes something belongs to who is signed in. The names of
    the cookie are those at top level and in the frame. It is used on one event loop, so it needs no
    lock; it remembers senders only while they have a request under way.
    """

    def __init__(self, cookie_name: str, frame_cookie_name: str) -> None:
        self._cookie_name, self._frame_cookie_name = cookie_name, frame_cookie_name
        self._senders: dict[str, _Requests] = {}

    @asynccontextmanager
    async def slot(self, scope: Scope) -> AsyncIterator[bool]:
        """Wait for a slot and hold it inside; False at once if too many wait already."""
        sender = self._sender(scope)
        if sender is None:
            yield True
            return
        requests = self._senders.setdefault(sender, _Requests())
        if requests.count >= RUNNING + WAITING:
            yield False
            return
        requests.count += 1
        try:
            async with requests.running:
                yield True
        finally:
            requests.count -= 1
            if not requests.count:
                del self._senders[sender]

    def _sender(self, scope: Scope) -> str | None:
        """The session cookie as Django will read it; None for a read, or without a session."""
        if scope.method in SAFE_METHODS:
            return None
        is_framed = scope.path.startswith(FRAME_PATH)
        name = self._frame_cookie_name if is_framed else self._cookie_name
        return parse_cookie("; ".join(scope.headers.get_all("cookie"))).get(name)
