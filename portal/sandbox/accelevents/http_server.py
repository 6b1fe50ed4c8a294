"""The HTTP server: sockets and threads, and how a response is written to a connection."""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from portal.sandbox.accelevents.http_messages import Request, Response


class Handler(BaseHTTPRequestHandler):
    """Reads the requests of one connection and passes each to the server's `dispatch`."""

    protocol_version = "HTTP/1.1"
    server_version = "Sandbox"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together
    server: Server

    def do_GET(self) -> None:
        """Handle a request of any method: one request, one response."""
        self.server.dispatch(self._read_request(), self)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET  # noqa: N815

    def _read_request(self) -> Request:
        target = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(target.query))
        return Request(self.command, target.path, query, headers, _parse_json(body))

    def send_head(self, response: Response, length: int | None) -> None:
        """Send status and headers; `length` None means that the body comes in chunks."""
        self.send_response(response.status)
        framing = ("Transfer-Encoding", "chunked") if length is None else None
        self.send_header(*(framing or ("Content-Length", str(length))))
        if response.body is not None:
            self.send_header("Content-Type", response.content_type)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def respond(self, response: Response) -> None:
        """Send a whole response."""
        body = response.encoded_body()
        self.send_head(response, len(body))
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *args: Any) -> None:
        """Print nothing: the request log has more."""


def _parse_json(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None


class Server(ThreadingHTTPServer):
    """A server on loopback with one thread a connection; `dispatch` answers every request."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 1024

    def __init__(self, port: int, dispatch: Callable[[Request, Handler], None]) -> None:
        self.dispatch = dispatch
        self.stopping = threading.Event()
        self._connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Do as the base class does, and remember the open connection."""
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Do as the base class does, and forget the connection."""
        self._connections.discard(request)
        super().shutdown_request(request)

    def close_all(self) -> None:
        """Stop listening and close every connection, as a machine does that is switched off."""
        self.stopping.set()
        self.shutdown()
        self.server_close()
        for connection in list(self._connections):
            _close(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print the error, unless the client has merely gone away."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def _close(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        connection.close()
