"""The HTTP side: sockets, threads, and what an answer looks like on the wire."""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Answer:
    """What goes out; body None = none at all, text goes out as it stands, the rest as JSON."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json;charset=UTF-8"

    def payload(self) -> bytes:
        """The body's bytes."""
        if self.body is None:
            return b""
        text = self.body if isinstance(self.body, str) else json.dumps(self.body)
        return text.encode()


@dataclass(frozen=True)
class Request:
    """What came in; `headers` have lower-case names, `body` is JSON or None."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


class Handler(BaseHTTPRequestHandler):
    """Reads one request after another from a connection and hands each to the server's `serve`."""

    protocol_version = "HTTP/1.1"
    server_version = "Sandbox"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together
    server: Server

    def do_GET(self) -> None:
        """Any method: one request, one answer."""
        self.server.serve(self.request_read(), self)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET  # noqa: N815

    def request_read(self) -> Request:
        """The request with its body."""
        target = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(
            self.command, target.path, dict(parse_qsl(target.query)), headers, _json(body)
        )

    def head(self, answer: Answer, length: int | None) -> None:
        """Send status and headers; `length` None = the body comes in chunks."""
        self.send_response(answer.status)
        framing = ("Transfer-Encoding", "chunked") if length is None else None
        self.send_header(*(framing or ("Content-Length", str(length))))
        if answer.body is not None:
            self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def send(self, answer: Answer) -> None:
        """Send a whole answer."""
        payload = answer.payload()
        self.head(answer, len(payload))
        self.wfile.write(payload)
        self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        """Nothing: the journal tells more."""


def _json(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None


class Server(ThreadingHTTPServer):
    """A thread a connection, on loopback; `serve` answers a request through its handler."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 1024

    def __init__(self, port: int, serve: Callable[[Request, Handler], None]) -> None:
        self.serve = serve
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """As the base class does, but knowing the open connections."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """As the base class does."""
        self._open.discard(request)
        super().shutdown_request(request)

    def close_all(self) -> None:
        """End listening and every open connection, as a machine does that is switched off."""
        self.stopping.set()
        self.shutdown()
        self.server_close()
        for connection in list(self._open):
            _close(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error; anything else is printed."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def _close(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        connection.close()
