"""A server that speaks https on loopback, with a certificate made on the spot."""

from __future__ import annotations

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


def tls_context(names: tuple[str, ...]) -> ssl.SSLContext:
    """A context for a server with these names; its certificate is trusted by nobody."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Workshop Portal demo")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(issuer, issuer, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=7))
        .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
        .sign(key, hashes.SHA256())
    )
    private_key = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return _load_context(certificate.public_bytes(serialization.Encoding.PEM) + private_key)


def _alternatives(names: tuple[str, ...]) -> list[x509.GeneralName]:
    return [x509.DNSName(name) for name in names] + [x509.IPAddress(ip_address("127.0.0.1"))]


def _load_context(pem: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(pem)
        context.load_cert_chain(file.name)
    return context


class HttpsServer(ThreadingHTTPServer):
    """https on a port of 127.0.0.1 (0: a free one), in a thread; use it as a context manager."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, context: ssl.SSLContext, handler: type[BaseHTTPRequestHandler], port: int = 0
    ) -> None:
        self._context = context
        super().__init__(("127.0.0.1", port), handler)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands in the connection's own thread: browsers open some and send nothing."""
        with self._context.wrap_socket(request, server_side=True) as connection:
            super().finish_request(connection, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print nothing: the browser does not trust the certificate, or has gone away."""

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
