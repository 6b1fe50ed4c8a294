"""
The entry for granian, which `make serve` runs: which request is answered where.

Polls of lists that have not changed are answered right here, on the event loop: no thread, lock or
session stands before that response. portal.wsgi answers all other requests, in threads of three
pools: polls never call upstream; pages may, for the registrations of a new attendee; requests that
change state (POST) do. So a request that waits for upstream delays none that need not wait, and
few polls compete for the interpreter.

https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md
"""

import asyncio
from collections.abc import AsyncIterable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

from portal.observability.prometheus import start_publisher
from portal.server.types import Polls, Scope
from portal.server.wsgi_bridge import Wsgi, build_environ, call_wsgi

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class TooLarge(Exception):  # noqa: N818  the client's fault
    """The request's body is larger than this site accepts."""


class PortalApp:
    """An RSGI application: some polls are answered at once, `wsgi` answers the rest in threads."""

    def __init__(self, wsgi: Wsgi, polls: Polls, threads: int, max_bytes: int) -> None:
        self._wsgi, self._polls, self._max_bytes = wsgi, polls, max_bytes
        write, poll = threads - threads // 2, max(1, threads // 8)
        self._write_pool = ThreadPoolExecutor(write, "write")
        self._poll_pool = ThreadPoolExecutor(poll, "poll")
        self._page_pool = ThreadPoolExecutor(threads - write - poll, "page")

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        """Answer one request."""
        is_poll = self._polls.is_poll(scope)
        headers = self._polls.not_modified_headers(scope) if is_poll else None
        if headers is not None:
            protocol.response_empty(304, headers)
            return
        try:
            environ = build_environ(scope, await _read_body(scope, protocol, self._max_bytes))
        except TooLarge:
            protocol.response_str(413, [("Content-Type", "text/plain")], "That is too much.\n")
            return
        pool = self._pool(scope, is_poll=is_poll)
        loop = asyncio.get_running_loop()
        protocol.response_bytes(*await loop.run_in_executor(pool, call_wsgi, self._wsgi, environ))

    def _pool(self, scope: Scope, *, is_poll: bool) -> ThreadPoolExecutor:
        if scope.method not in SAFE_METHODS:
            return self._write_pool
        return self._poll_pool if is_poll else self._page_pool


async def _read_body(scope: Scope, protocol: AsyncIterable[bytes], max_bytes: int) -> bytes:
    """The whole body; TooLarge beyond `max_bytes`. A slow sender holds no thread."""
    if "content-length" not in scope.headers and "transfer-encoding" not in scope.headers:
        return b""
    parts, size = [], 0
    async for part in protocol:
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            raise TooLarge
    return b"".join(parts)


def entry() -> PortalApp:
    """The portal, as granian takes it; this process publishes its counts from now on."""
    # Not before: granian imports this module to read it, and portal.wsgi sets Django up.
    from django.conf import settings

    from portal.wsgi import application

    start_publisher()
    polls = import_module(settings.POLL_RESPONDER)
    return PortalApp(application, polls, settings.THREADS, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
