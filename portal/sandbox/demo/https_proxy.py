"""A reverse proxy to the portal, which can lose the cookie of its framed pages."""

from __future__ import annotations

import http.client
from http.server import BaseHTTPRequestHandler
from typing import Any

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
FRAME_COOKIE = "__Host-portal-embed"


class ProxyHandler(BaseHTTPRequestHandler):
    """Forwards requests by plain http to `upstream_port`, as a proxy in front would."""

    upstream_port: int
    drops_cookies: bool
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        """Forward a request of any method, and its response."""
        length = int(self.headers.get("Content-Length") or 0)
        portal = http.client.HTTPConnection("127.0.0.1", self.upstream_port, timeout=60)
        try:
            portal.request(self.command, self.path, self.rfile.read(length), self._headers())
            self._respond(portal.getresponse())
        finally:
            portal.close()

    do_POST = do_HEAD = do_PUT = do_DELETE = do_GET  # noqa: N815

    def _headers(self) -> dict[str, str]:
        headers = {n: v for n, v in self.headers.items() if n.lower() not in HOP_BY_HOP}
        if self.drops_cookies and FRAME_COOKIE in headers.get("Cookie", ""):
            cookies = headers.pop("Cookie").split("; ")
            headers["Cookie"] = "; ".join(c for c in cookies if not c.startswith(FRAME_COOKIE))
        return headers | {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.client_address[0]}

    def _respond(self, response: http.client.HTTPResponse) -> None:
        body = response.read()
        self.send_response(response.status)
        for name, value in response.getheaders():
            is_dropped = self.drops_cookies and value.startswith(FRAME_COOKIE)
            if name.lower() not in HOP_BY_HOP and not is_dropped:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Print nothing: the portal logs."""


def proxy_to(port: int, *, drops_cookies: bool = False) -> type[ProxyHandler]:
    """
    The handler of a proxy to the portal on `port`.

    `drops_cookies`: the cookie of framed pages is lost, as in browsers that block it there.
    """
    attributes = {"upstream_port": port, "drops_cookies": drops_cookies}
    return type("PortalProxyHandler", (ProxyHandler,), attributes)
