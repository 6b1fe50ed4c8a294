"""A sandbox whose clock stands still, and a way to ask it that is not the portal's client."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from typing import Any

import pytest

from portal.sandbox.accelevents.fake import Sandbox

NOON = datetime(2026, 9, 14, 10, 0, 30, tzinfo=UTC)  # 12:00:30 in the event's Berlin


@dataclass(frozen=True)
class Reply:
    """What came back; `body` is its JSON, or its text where it is none."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def said(self) -> tuple[int, str, str]:
        """Status, errorCode and errorMessage of a refusal."""
        return self.status, self.body["errorCode"], self.body["errorMessage"]


Ask = Callable[..., Reply]


@pytest.fixture(autouse=True)
def upstream() -> None:
    """No mocked replies here: these tests make none of the portal's calls."""


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Nothing to forget here: the portal is not running."""


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    """One server for all tests of a file, on a free port, at noon."""
    with Sandbox(now=NOON) as started:
        yield started


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    """The sandbox as it is at its start, at noon."""
    running.reset()
    return running


@pytest.fixture
def ask(sandbox: Sandbox) -> Ask:
    """ask("GET", "/rest/…", who="ada", body=…, headers=…): one request, see `question`."""
    return partial(question, sandbox)


def question(
    sandbox: Sandbox,
    method: str,
    path: str,
    who: str = "",
    body: Any = None,
    headers: dict[str, str] | None = None,
) -> Reply:
    """The sandbox's reply to one request over a connection of its own, signed in as `who`."""
    token = {"Authorization": sandbox.token_for(who)} if who else {}
    payload = None if body is None else json.dumps(body)
    with closing(HTTPConnection("127.0.0.1", sandbox.port, timeout=5)) as connection:
        connection.request(method, path, payload, token | (headers or {}))
        response = connection.getresponse()
        text = response.read().decode()
        return Reply(response.status, _json(text), dict(response.getheaders()))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@pytest.fixture
def register(ask: Ask) -> Ask:
    """register(who, workshop, query=""): a press on the seat."""

    def pressed(who: str, workshop: int, query: str = "") -> Reply:
        return ask("POST", f"/rest/events/demo/user-session/{workshop}{query}", who)

    return pressed


@pytest.fixture
def join(ask: Ask) -> Ask:
    """join(who, workshop): into the room."""

    def pressed(who: str, workshop: int) -> Reply:
        return ask("PUT", f"/rest/events/demo/session/{workshop}", who)

    return pressed
