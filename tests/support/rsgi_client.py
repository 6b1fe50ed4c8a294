"""Requests as the server hands them to the portal's entry, past Django's test client."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from portal.server.rsgi import PortalApp as RsgiEntry
from tests.support.attendee_client import FRAGMENT, HTMX
from workshops.live_list import not_modified

# What a short answer carries; policies came with the page, which stays.
NEEDED = {"Cache-Control", "Vary", "ETag", "HX-Trigger"}


class Headers(dict[str, str]):
    """As granian gives them; one sent twice stands here with "|" between."""

    def get_all(self, name: str) -> list[str]:
        return self[name].split("|")


@dataclass
class Scope:
    """A request as granian tells it."""

    path: str
    query_string: str = ""
    method: str = "GET"
    headers: Headers = field(default_factory=Headers)
    scheme: str = "http"
    http_version: str = "1.1"
    server: str = "127.0.0.1:8000"
    client: str = "127.0.0.1:50000"


@dataclass
class Answer:
    """What left for the browser."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""

    @property
    def etag(self) -> str:
        return dict(self.headers)["ETag"]


class Protocol:
    """granian's other half: it brings the body in parts and takes the answer."""

    def __init__(self, *parts: bytes) -> None:
        self._parts, self.answer = parts, Answer(0, [])

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            yield part

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.answer = Answer(status, headers)

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answer = Answer(status, headers, body)

    def response_str(self, status: int, headers: list[tuple[str, str]], body: str) -> None:
        self.response_bytes(status, headers, body.encode())


class NoShortAnswer:
    """Polls that all go to the plain application."""

    is_poll = staticmethod(not_modified.is_poll)

    def not_modified_headers(self, scope: Any) -> None:
        """None."""


@dataclass
class Entry:
    """The portal from its entry on, which counts what comes through to Django."""

    asked: int = 0
    django: WSGIHandler = field(default_factory=WSGIHandler)

    def __post_init__(self) -> None:
        self._entry = RsgiEntry(self._counted, not_modified, 4, 1000)
        self._plain = RsgiEntry(self.django, NoShortAnswer(), 4, 1000)

    def _counted(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.asked += 1
        return self.django(environ, start_response)

    def get(self, browser: Client, address: str = FRAGMENT, **headers: str) -> Answer:
        """The answer as everybody gets it."""
        return answered(self._entry, scope_of(browser, address, **headers))

    def plainly(self, browser: Client, address: str = FRAGMENT, **headers: str) -> Answer:
        """Django's own answer."""
        return answered(self._plain, scope_of(browser, address, **headers))


def scope_of(browser: Client, address: str, **headers: str) -> Scope:
    """A GET of `address` with that browser's cookies."""
    factory = RequestFactory()
    factory.cookies = browser.cookies
    path, _, query = address.partition("?")
    told = {"host": "testserver", "cookie": factory.get("/").environ["HTTP_COOKIE"]}
    return Scope(path, query, headers=Headers(told | _lower(HTMX) | _lower(headers)))


def answered(entry: RsgiEntry, scope: Scope, *body: bytes) -> Answer:
    """What the entry answers."""
    protocol = Protocol(*body)
    asyncio.run(entry.__rsgi__(scope, protocol))
    return protocol.answer


def together(entry: RsgiEntry, scopes: list[Scope]) -> list[Answer]:
    """What it answers to requests that come at the same time."""
    protocols = [Protocol() for _ in scopes]

    async def ask() -> None:
        pairs = zip(scopes, protocols, strict=True)
        await asyncio.gather(*(entry.__rsgi__(*pair) for pair in pairs))

    asyncio.run(ask())
    return [each.answer for each in protocols]


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").lower(): value for name, value in headers.items()}
