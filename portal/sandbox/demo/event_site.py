"""A plain event site on an origin of its own, whose page embeds the portal; for the demo."""

from __future__ import annotations

import html
import http.client
import json
import secrets
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import parse_qs, urlsplit

_COOKIE = "visit"
PAGE = Template(Path(__file__).with_name("event_site.html").read_text(encoding="utf-8"))


@dataclass
class EventSite:
    """
    The pages of the site, and its own backend, which talks to the portal and to Accelevents.

    `portal` and `portal_without_cookies` are origins of the portal; the page switches to the
    second to show a browser that blocks cookies in frames.
    """

    portal: str
    portal_without_cookies: str
    backend: str  # http://127.0.0.1:port of the portal
    upstream: str  # origin of Accelevents
    secret: str  # the event's
    sessions: dict[str, str] = field(default_factory=dict)  # session cookie: the attendee's token

    def handler(self) -> type[BaseHTTPRequestHandler]:
        """The request handler of the site's server."""
        return type("EventSiteHandler", (_Handler,), {"site": self})

    def page(self, query: dict[str, list[str]], is_signed_in: bool) -> str:
        """The event's page; `?cookies=blocked` embeds the portal from its second origin."""
        blocked = query.get("cookies") == ["blocked"]
        return PAGE.substitute(
            portal=html.escape(self.portal_without_cookies if blocked else self.portal),
            code_url='data-code-url="/code"' if is_signed_in else "",
            allowed="" if blocked else 'aria-current="true"',
            blocked='aria-current="true"' if blocked else "",
            account="Signed in here as Ada." if is_signed_in else "Nobody is signed in here.",
            action="sign-out" if is_signed_in else "sign-in",
            label="Sign out of this site" if is_signed_in else "Sign in to this site as Ada",
        )

    def sign_in(self) -> str:
        """A new session of the site, signed in to Accelevents as Ada."""
        login = {"username": "ada@example.org", "password": "let-me-in"}
        session = secrets.token_urlsafe(16)
        self.sessions[session] = _post(f"{self.upstream}/rest/u/login", login)["access_token"]
        return session

    def code(self, session: str, challenge: dict[str, Any]) -> str:
        """The one-time code for embed.js, from the portal's /handoff/; "" if it is refused."""
        token = self.sessions.get(session, "")
        body = {"event": "demo", "access_token": token, "user_id": "8528"} | challenge
        return str(_post(f"{self.backend}/handoff/", body, self.secret).get("code", ""))


class _Handler(BaseHTTPRequestHandler):
    site: EventSite
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path != "/":
            return self._send(404, "Nothing here.")
        return self._send(
            200, self.site.page(parse_qs(url.query), self._session() in self.site.sessions)
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/sign-in":
            cookie = f"{_COOKIE}={self.site.sign_in()}; Path=/; HttpOnly; Secure; SameSite=Lax"
            self._send(303, "", {"Location": "/", "Set-Cookie": cookie})
        elif self.path == "/sign-out":
            self.site.sessions.pop(self._session(), None)
            self._send(303, "", {"Location": "/", "Set-Cookie": f"{_COOKIE}=; Path=/; Max-Age=0"})
        elif self.path == "/code":
            self._send(200, json.dumps({"code": self.site.code(self._session(), json.loads(body))}))
        else:
            self._send(404, "Nothing here.")

    def _session(self) -> str:
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get(_COOKIE)
        return cookie.value if cookie else ""

    def _send(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        body = text.encode()
        kind = "application/json" if text.startswith("{") else "text/html; charset=utf-8"
        own = {"Content-Type": kind, "Content-Length": str(len(body))}
        self.send_response(status)
        for name, value in ((headers or {}) | own).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Print nothing."""


def _post(address: str, body: dict[str, Any], secret: str = "") -> dict[str, Any]:
    """The JSON that a server on loopback returns; `secret` is sent as a bearer token."""
    url = urlsplit(address)
    headers = {"Content-Type": "application/json", "Host": f"localhost:{url.port}"}
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    server = http.client.HTTPConnection(url.hostname or "", url.port, timeout=30)
    try:
        server.request("POST", url.path, json.dumps(body), headers)
        answer: dict[str, Any] = json.loads(server.getresponse().read())
        return answer
    finally:
        server.close()
