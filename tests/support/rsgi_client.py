"""Requests as the server passes them to the RSGI entry, without Django's test client."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from portal.server.concurrency import ConcurrencyLimit
from portal.server.rsgi import PortalApp
from tests.support.attendee_client import FRAGMENT, HTMX
from workshops.live_list import not_modified

# The headers of a 304; the policies were sent with the page, which stays.
NEEDED_HEADERS = {"Cache-Control", "Vary", "ETag", "HX-Trigger"}


class Headers(dict[str, str]):
    """Headers as granian passes them; the values of a repeated header are joined by "|"."""

    def get(self, name: str, default: Any = None) -> Any:
        return next(iter(self.get_all(name)), default)

    def get_all(self, name: str) -> list[str]:
        return self[name].split("|") if name in self else []


@dataclass
class Scope:
    """A request as granian describes it."""

    path: str
    query_string: str = ""
    method: str = "GET"
    headers: Headers = field(default_factory=Headers)
    scheme: str = "http"
    http_version: str = "1.1"
    server: str = "127.0.0.1:8000"
    client: str = "127.0.0.1:50000"


@dataclass
class Response:
    """The response that was sent to the browser."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""

    @property
    def etag(self) -> str:
        return dict(self.headers)["ETag"]


class Protocol:
    """granian's side of a request: it passes the body in parts and takes the response."""

    def __init__(self, *parts: bytes, pause: float = 0.0) -> None:
        self._parts, self._pause, self.response = parts, pause, Response(0, [])

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in (*self._parts, b""):  # the end, as granian marks it
            await asyncio.sleep(self._pause)
            yield part

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.response = Response(status, headers)

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.response = Response(status, headers, body)

    def response_str(self, status: int, headers: list[tuple[str, str]], body: str) -> None:
        self.response_bytes(status, headers, body.encode())


def limit() -> ConcurrencyLimit:
    """The bound on one sender's requests, by the cookies "session" and, in the frame, "framed"."""
    return ConcurrencyLimit("session", "framed")


class NeverNotModified:
    """A poll responder that leaves every poll to Django."""

    is_poll = staticmethod(not_modified.is_poll)

    def not_modified_headers(self, scope: Any) -> None:
        """Return None for every poll."""


@dataclass
class CountingEntry:
    """The portal behind its RSGI entry; counts the requests that reach Django."""

    django_calls: int = 0
    django: WSGIHandler = field(default_factory=WSGIHandler)

    def __post_init__(self) -> None:
        self._app = PortalApp(self._counted, not_modified, 4, 1000, limit())
        self._django_only = PortalApp(self.django, NeverNotModified(), 4, 1000, limit())

    def _counted(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.django_calls += 1
        return self.django(environ, start_response)

    def get(self, browser: Client, address: str = FRAGMENT, **headers: str) -> Response:
        """The response that every browser gets."""
        return respond(self._app, scope_of(browser, address, **headers))

    def from_django(self, browser: Client, address: str = FRAGMENT, **headers: str) -> Response:
        """Django's own response."""
        return respond(self._django_only, scope_of(browser, address, **headers))


def scope_of(browser: Client, address: str, **headers: str) -> Scope:
    """A GET of `address` with that browser's cookies."""
    factory = RequestFactory()
    factory.cookies = browser.cookies
    path, _, query = address.partition("?")
    given = {"host": "testserver", "cookie": factory.get("/").environ["HTTP_COOKIE"]}
    return Scope(path, query, headers=Headers(given | _lower(HTMX) | _lower(headers)))


def respond(app: PortalApp, scope: Scope, *body: bytes, pause: float = 0.0) -> Response:
    """The response of the RSGI entry; each part of the body comes after a pause (seconds)."""
    protocol = Protocol(*body, pause=pause)
    asyncio.run(app.__rsgi__(scope, protocol))
    return protocol.response


def respond_to_all(app: PortalApp, scopes: list[Scope]) -> list[Response]:
    """The responses to requests that arrive at the same time."""
    protocols = [Protocol() for _ in scopes]

    async def send() -> None:
        pairs = zip(scopes, protocols, strict=True)
        await asyncio.gather(*(app.__rsgi__(*pair) for pair in pairs))

    asyncio.run(send())
    return [each.response for each in protocols]


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").lower(): value for name, value in headers.items()}
