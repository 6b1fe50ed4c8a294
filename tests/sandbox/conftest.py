"""A stand-in whose clock stands still, and a client for it that is not the portal's own."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from typing import Any

import pytest

from portal.sandbox.accelevents import FakeAccelevents

NOON = datetime(2026, 9, 14, 10, 0, 30, tzinfo=UTC)  # 12:00:30 in the event's Berlin


@dataclass(frozen=True)
class Reply:
    """A response; `body` is its JSON, or its text if it is not JSON."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def error(self) -> tuple[int, str, str]:
        """Status, errorCode and errorMessage of a refusal."""
        return self.status, self.body["errorCode"], self.body["errorMessage"]


Send = Callable[..., Reply]


@pytest.fixture(autouse=True)
def upstream() -> None:
    """No mocked replies here: these tests make none of the portal's calls."""


@pytest.fixture(autouse=True)
def empty_memory() -> None:
    """Nothing to forget here: the portal is not running."""


@pytest.fixture(scope="module")
def running() -> Iterator[FakeAccelevents]:
    """One server for all tests of a file, on a free port, at noon."""
    with FakeAccelevents(now=NOON) as started:
        yield started


@pytest.fixture
def sandbox(running: FakeAccelevents) -> FakeAccelevents:
    """The stand-in as it is at its start, at noon."""
    running.reset()
    return running


@pytest.fixture
def send(sandbox: FakeAccelevents) -> Send:
    """send("GET", "/rest/…", who="ada", body=…, headers=…): one request, see `send_request`."""
    return partial(send_request, sandbox)


def send_request(
    sandbox: FakeAccelevents,
    method: str,
    path: str,
    who: str = "",
    body: Any = None,
    headers: dict[str, str] | None = None,
) -> Reply:
    """The reply to one request over a connection of its own, signed in as `who` ("": nobody)."""
    token = {"Authorization": sandbox.token_for(who)} if who else {}
    payload = None if body is None else json.dumps(body)
    with closing(HTTPConnection("127.0.0.1", sandbox.port, timeout=5)) as connection:
        connection.request(method, path, payload, token | (headers or {}))
        response = connection.getresponse()
        text = response.read().decode()
        return Reply(response.status, _json(text), dict(response.getheaders()))


def start_request(
    sandbox: FakeAccelevents, method: str, path: str, timeout: float = 5
) -> HTTPConnection:
    """A connection whose request, Ben's, has been sent, and whose answer has not been read."""
    connection = HTTPConnection("127.0.0.1", sandbox.port, timeout=timeout)
    connection.request(method, path, headers={"Authorization": sandbox.token_for("ben")})
    return connection


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@pytest.fixture
def register(send: Send) -> Send:
    """register(who, workshop, query=""): the call that takes a seat."""

    def register(who: str, workshop: int, query: str = "") -> Reply:
        return send("POST", f"/rest/events/demo/user-session/{workshop}{query}", who)

    return register


@pytest.fixture
def join(send: Send) -> Send:
    """join(who, workshop): the call that returns the meeting."""

    def join(who: str, workshop: int) -> Reply:
        return send("PUT", f"/rest/events/demo/session/{workshop}", who)

    return join
