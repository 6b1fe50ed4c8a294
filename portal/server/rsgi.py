"""
The entry for granian, which `make serve` runs: who answers a request, and where.

Lists that have not changed are answered right here, on the event loop: no thread, lock or session
stands before that answer. All else is portal.wsgi's, in a thread, of three kinds: polls never ask
upstream; pages may, of a newcomer's workshops; what does something (POST) does it there. So what
waits for upstream holds nobody up who need not wait, and few polls fight for the interpreter.

https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md
"""

import asyncio
import sys
from collections.abc import AsyncIterable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from io import BytesIO
from typing import Any, Protocol

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class Scope(Protocol):
    """A request as granian tells it; header names are in lower case."""

    method: str
    path: str  # decoded
    query_string: str
    scheme: str
    http_version: str
    server: str
    client: str  # address:port
    headers: Mapping[str, str]


class TooLarge(Exception):  # noqa: N818  the request's fault
    """More was sent than this site takes."""


class Polls(Protocol):
    """What the entry is told of polls: `workshops.unchanged`."""

    def is_poll(self, scope: Scope) -> bool:
        """Whether a page asks for its list anew."""

    def not_modified_headers(self, scope: Scope) -> Headers | None:
        """The headers of a 304; None: that is for Django to say."""


class PortalApp:
    """An RSGI application: a poll may be answered at once, all else `plain` does in a thread."""

    def __init__(self, plain: Wsgi, polls: Polls, threads: int, most_bytes: int) -> None:
        self._plain, self._asked, self._most_bytes = plain, polls, most_bytes
        doing, polling = threads - threads // 2, max(1, threads // 8)
        self._doing = ThreadPoolExecutor(doing, "doing")
        self._polls = ThreadPoolExecutor(polling, "polls")
        self._pages = ThreadPoolExecutor(threads - doing - polling, "pages")

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        """Answer one request."""
        is_poll = self._asked.is_poll(scope)
        headers = self._asked.not_modified_headers(scope) if is_poll else None
        if headers is not None:
            protocol.response_empty(304, headers)
            return
        try:
            environ = build_environ(scope, await _body(scope, protocol, self._most_bytes))
        except TooLarge:
            protocol.response_str(413, [("Content-Type", "text/plain")], "That is too much.\n")
            return
        looking = self._polls if is_poll else self._pages
        threads = looking if scope.method in SAFE_METHODS else self._doing
        loop = asyncio.get_running_loop()
        protocol.response_bytes(
            *await loop.run_in_executor(threads, call_wsgi, self._plain, environ)
        )


def call_wsgi(application: Wsgi, environ: Environ) -> tuple[int, Headers, bytes]:
    """(status, headers, body) of a WSGI application."""
    begun: list[Any] = []
    parts = application(environ, lambda status, headers, *_: begun.extend((status, headers)))
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
    status, headers = begun[-2:]
    return int(status[:3]), headers, body


def build_environ(scope: Scope, body: bytes) -> Environ:
    """The request as WSGI has it (PEP 3333), with its whole body."""
    server, _, port = scope.server.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **_headers(scope.headers),
        "CONTENT_LENGTH": str(len(body)),
    }


def _headers(headers: Any) -> Environ:
    """
    Under WSGI's names. A header sent twice is one with a comma, but for cookies.

    A name with "_" would pass for one with "-", which a proxy may vouch for: it is dropped.
    """
    found = {}
    for name in headers.keys():  # noqa: SIM118  granian's headers are no dict
        if "_" not in name:
            told = ("; " if name == "cookie" else ",").join(headers.get_all(name))
            found["HTTP_" + name.upper().replace("-", "_")] = told
    if "HTTP_CONTENT_TYPE" in found:
        found["CONTENT_TYPE"] = found.pop("HTTP_CONTENT_TYPE")
    found.pop("HTTP_CONTENT_LENGTH", None)
    return found


async def _body(scope: Scope, protocol: AsyncIterable[bytes], most: int) -> bytes:
    """All that was sent; TooLarge beyond `most` bytes. Who sends slowly holds no thread."""
    if "content-length" not in scope.headers and "transfer-encoding" not in scope.headers:
        return b""
    parts, size = [], 0
    async for part in protocol:
        parts.append(part)
        size += len(part)
        if size > most:
            raise TooLarge
    return b"".join(parts)


def entry() -> PortalApp:
    """The portal, as granian takes it."""
    # Not before: granian imports this module to read it, and portal.wsgi sets Django up.
    from django.conf import settings

    from portal.wsgi import application

    polls = import_module(
        "workshops.live_list.not_modified"
    )  # by name: `portal` does not import `workshops`
    return PortalApp(application, polls, settings.THREADS, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
