"""The portal and event sites over https, under names that the browsers resolve to loopback."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Self

import requests

from portal.sandbox.accelevents import FakeAccelevents
from portal.sandbox.demo import HttpsServer, proxy_to, tls_context
from tests.support.processes import Portal

SECRET = "an-event-site-and-the-portal-know-this"
STYLE = "<style>body { margin: 0; font: 1rem/1.5 sans-serif }</style>"
Reply = tuple[str, dict[str, str]]


class Stage:
    """
    https://portal.test and any number of sites https://<name>.test, all on loopback.

    event-site.test and second-site.test are allowed to frame the demo; stranger.test is not.
    """

    def __init__(self, folder: Path, sandbox: FakeAccelevents, media_hosts: str) -> None:
        self.sandbox = sandbox
        self.pages: dict[str, Reply] = {}
        self.acts: dict[str, Callable[[Any], Any]] = {}
        self.seen: list[
            tuple[str, str, dict[str, str]]
        ] = []  # (method, path, headers) of each request to a site
        trust = tls_context(("portal.test", "*.test"))
        self._hosts = HttpsServer(trust, type("SiteOfStage", (Site,), {"stage": self}))
        self.portal = Portal(
            folder,
            sandbox.url,
            ALLOWED_HOSTS="localhost,portal.test",
            TRUSTED_PROXY="on",
            EMBED_ORIGINS=f"demo={self.site('event-site')} {self.site('second-site')}",
            EMBED_SECRETS=f"demo={SECRET}",
            MEDIA_HOSTS=media_hosts,
        )
        self._way = HttpsServer(trust, proxy_to(self.portal.port))

    @property
    def url(self) -> str:
        """The portal's origin."""
        return f"https://portal.test:{self._way.port}"

    def site(self, name: str = "event-site") -> str:
        """The origin of an event site."""
        return f"https://{name}.test:{self._hosts.port}"

    def show(self, body: str, headers: dict[str, str] | None = None, path: str = "/") -> str:
        """Serve this page on every site; return its address on event-site.test."""
        viewport = "<meta name=viewport content='width=device-width'>"
        page = f"<!DOCTYPE html><html lang=en><title>Event</title>{viewport}{STYLE}{body}"
        self.pages[path] = (page, headers or {})
        return self.site() + path

    def line(self, path: str = "/embed/e/demo/", **options: str) -> str:
        """The lines of HTML that an organizer pastes."""
        data = " ".join(f'data-{name.replace("_", "-")}="{v}"' for name, v in options.items())
        return (
            f'<div data-portal="{path}" {data}><a href="{self.url}/e/demo/">Workshops</a></div>'
            f'<script src="{self.url}/embed.js" async></script>'
        )

    def frame(self, path: str = "/embed/e/demo/", **attributes: str) -> str:
        """A plain iframe, without embed.js."""
        more = " ".join(f'{name}="{value}"' for name, value in attributes.items())
        size = "width=100% height=700"
        return f'<iframe title="Workshops" src="{self.url}{path}" {size} {more}></iframe>'

    def has_code_for(self, person: str) -> None:
        """Let the site's own backend answer POST /code with a code for this person."""
        self.acts["/code"] = lambda asked: self._vouch(person, asked["challenge"])

    def _vouch(self, person: str, challenge: str) -> dict[str, str]:
        token = self.sandbox.token_for(person)
        body = {"event": "demo", "access_token": token, "challenge": challenge}
        headers = {"Authorization": f"Bearer {SECRET}"}
        answer = requests.post(f"{self.portal.url}/handoff/", json=body, headers=headers, timeout=9)
        found: dict[str, str] = answer.json()
        return found

    def forget(self) -> None:
        """Return to the state of a fresh start."""
        self.pages.clear()
        self.acts.clear()
        self.seen.clear()
        self.portal.forget()

    def __enter__(self) -> Self:
        self._hosts.__enter__()
        self._way.__enter__()
        self.portal.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.portal.__exit__()
        self._way.__exit__(None, None, None)
        self._hosts.__exit__(None, None, None)


class Site(BaseHTTPRequestHandler):
    """Serves the pages of a stage, and carries out its actions on POST."""

    stage: Stage
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.note()
        if path == "/favicon.ico":
            self.answer(200, "<svg/>", "image/svg+xml", {})
            return
        page, headers = self.stage.pages.get(path, ("", {}))
        self.answer(200 if page else 404, page, "text/html; charset=utf-8", headers)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.note()
        told = self.stage.acts[self.path](json.loads(body))
        self.answer(200, json.dumps(told), "application/json", {})

    def note(self) -> None:
        self.stage.seen.append((self.command, self.path, dict(self.headers.items())))

    def answer(self, status: int, text: str, kind: str, headers: dict[str, str]) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in (headers | {"Content-Type": kind}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Log nothing."""
