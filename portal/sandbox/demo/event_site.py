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

PAGE = Template(Path(__file__).with_name("event_site.html").read_text())


@dataclass
class EventSite:
    """
    What the site knows: where the portal is, and how its backend reaches portal and Accelevents.

    `portal` and `portal_without_cookies` are the portal's origins, the second for the switch.
    """

    portal: str
    portal_without_cookies: str
    backend: str  # http://127.0.0.1:port of the portal
    upstream: str  # origin of Accelevents
    secret: str  # the event's
    visits: dict[str, str] = field(default_factory=dict)  # cookie: the attendee's token

    def handler(self) -> type[BaseHTTPRequestHandler]:
        """For a server."""
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_GET(self) -> None:
                asked = urlsplit(self.path)
                if asked.path != "/":
                    return _send(self, 404, "Nothing here.", {})
                query = parse_qs(asked.query)
                return _send(self, 200, site.page(query, _visit(self) in site.visits), {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                act = {"/sign-in": site.sign_in, "/sign-out": site.sign_out, "/code": site.code}
                act.get(self.path, site.nothing)(self, body)

            def log_message(self, *args: Any) -> None:
                """Nothing."""

        return Handler

    def page(self, query: dict[str, list[str]], is_in: bool) -> str:
        """The event's page; `?cookies=blocked` takes the portal through the other origin."""
        blocked = query.get("cookies") == ["blocked"]
        return PAGE.substitute(
            portal=html.escape(self.portal_without_cookies if blocked else self.portal),
            code_url='data-code-url="/code"' if is_in else "",
            allowed="" if blocked else 'aria-current="true"',
            blocked='aria-current="true"' if blocked else "",
            who="Signed in here as Ada." if is_in else "Nobody is signed in here.",
            act="sign-out" if is_in else "sign-in",
            press="Sign out of this site" if is_in else "Sign in to this site as Ada",
        )

    def sign_in(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """The site's own sign-in, which holds Ada's token from then on."""
        login = {"username": "ada@example.org", "password": "let-me-in"}
        token = _post(f"{self.upstream}/rest/u/login", login, {})["access_token"]
        visit = secrets.token_urlsafe(16)
        self.visits[visit] = token
        _see_page(handler, f"visit={visit}; Path=/; HttpOnly; Secure; SameSite=Lax")

    def sign_out(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """Forgets the token."""
        self.visits.pop(_visit(handler), None)
        _see_page(handler, "visit=; Path=/; Max-Age=0")

    def code(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """What embed.js asks for: {"challenge"} -> {"code"}, by the portal's /handoff/."""
        token = self.visits.get(_visit(handler), "")
        asked = {"event": "demo", "access_token": token, "user_id": "8528"} | json.loads(body)
        answer = _post(
            f"{self.backend}/handoff/", asked, {"Authorization": f"Bearer {self.secret}"}
        )
        _send(handler, 200, json.dumps({"code": answer.get("code", "")}), {})

    def nothing(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """404."""
        _send(handler, 404, "Nothing here.", {})


def _visit(handler: BaseHTTPRequestHandler) -> str:
    found = SimpleCookie(handler.headers.get("Cookie", "")).get("visit")
    return found.value if found else ""


def _see_page(handler: BaseHTTPRequestHandler, cookie: str) -> None:
    _send(handler, 303, "", {"Location": "/", "Set-Cookie": cookie})


def _send(handler: BaseHTTPRequestHandler, status: int, text: str, headers: dict[str, str]) -> None:
    body = text.encode()
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    kind = "application/json" if text.startswith("{") else "text/html; charset=utf-8"
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _post(address: str, body: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
    """The JSON answer of a server on loopback."""
    where = urlsplit(address)
    server = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    try:
        told = {"Content-Type": "application/json", "Host": f"localhost:{where.port}"} | headers
        server.request("POST", where.path, json.dumps(body), told)
        found: dict[str, Any] = json.loads(server.getresponse().read())
        return found
    finally:
        server.close()
