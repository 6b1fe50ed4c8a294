"""https on loopback: a certificate made on the spot, a server, a way to the portal behind it."""

from __future__ import annotations

import http.client
import ssl
import tempfile
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
FRAMED_COOKIE = "__Host-portal-embed"


def certificate(names: tuple[str, ...]) -> ssl.SSLContext:
    """What a server needs to speak https under these names; nobody trusts it unless told to."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Workshop Portal demo")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(issuer, issuer, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=7))
        .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return _context(made.public_bytes(serialization.Encoding.PEM) + secret)


def _alternatives(names: tuple[str, ...]) -> list[x509.GeneralName]:
    return [x509.DNSName(name) for name in names] + [x509.IPAddress(ip_address("127.0.0.1"))]


def _context(pem: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(pem)
        context.load_cert_chain(file.name)
    return context


class SecureServer(ThreadingHTTPServer):
    """https on a port of 127.0.0.1 (0: a free one), in a thread; a context manager."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, context: ssl.SSLContext, handler: type[BaseHTTPRequestHandler], port: int = 0
    ) -> None:
        self._context = context
        super().__init__(("127.0.0.1", port), handler)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands in the connection's own thread: browsers open some and say nothing."""
        with self._context.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that does not trust the certificate, or went away: nothing to tell."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self.server_close()


class Way(BaseHTTPRequestHandler):
    """Passes requests on to plain http on `upstream_port`, as a proxy in front would."""

    upstream_port: int
    drops_cookies: bool
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        """Any method: there and back."""
        length = int(self.headers.get("Content-Length") or 0)
        portal = http.client.HTTPConnection("127.0.0.1", self.upstream_port, timeout=60)
        try:
            portal.request(self.command, self.path, self.rfile.read(length), self._headers())
            self._answer(portal.getresponse())
        finally:
            portal.close()

    do_POST = do_HEAD = do_PUT = do_DELETE = do_GET  # noqa: N815

    def _headers(self) -> dict[str, str]:
        kept = {n: v for n, v in self.headers.items() if n.lower() not in HOP_BY_HOP}
        if self.drops_cookies and FRAMED_COOKIE in kept.get("Cookie", ""):
            parts = kept.pop("Cookie").split("; ")
            kept["Cookie"] = "; ".join(p for p in parts if not p.startswith(FRAMED_COOKIE))
        return kept | {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.client_address[0]}

    def _answer(self, answer: http.client.HTTPResponse) -> None:
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            is_lost = self.drops_cookies and value.startswith(FRAMED_COOKIE)
            if name.lower() not in HOP_BY_HOP and not is_lost:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nothing: the portal logs."""


def way_to(port: int, *, drops_cookies: bool = False) -> type[Way]:
    """
    A way to the portal on `port`.

    `drops_cookies`: the framed face's cookie gets lost, as in browsers that keep none in frames.
    """
    return type("WayTo", (Way,), {"upstream_port": port, "drops_cookies": drops_cookies})
