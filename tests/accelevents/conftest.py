"""Clients for the planned upstream of tests/conftest.py, and real servers on loopback."""

import time
from types import SimpleNamespace

import pytest

from portal.accelevents import Accelevents, Upstream, memory, paging, workshop_lists
from portal.accelevents.exceptions import ApiError
from tests.accelevents.raw_socket_server import RawServer
from tests.accelevents.replies import API_KEY, BERLIN, ORIGIN, TOKEN

SETTINGS = {
    "unregister_call": "DELETE /rest/events/{event}/user-session/{session}",
    "status_call": "PUT /rest/events/{event}/user-session/{session}/status",
    "retry_delay": 0.0,
}


@pytest.fixture
def api():
    """The API in Ada's name."""
    return Accelevents(Upstream(ORIGIN, **SETTINGS), TOKEN)


@pytest.fixture
def anonymous_api():
    """The API before anybody has signed in."""
    return Accelevents(Upstream(ORIGIN, **SETTINGS))


@pytest.fixture
def api_with_key():
    """The API in Ada's name, for a portal to which the organization gave a key."""
    return Accelevents(Upstream(ORIGIN, api_key=API_KEY, **SETTINGS), TOKEN)


@pytest.fixture
def errors_of(upstream):
    """The error of a call to which `url` answers so: errors_of(method, url, call, **answer)."""

    def fail(method, url, call, **answer):
        upstream.add(method, url, **answer)
        with pytest.raises(ApiError) as caught:
            call()
        return caught.value

    return fail


@pytest.fixture
def berlin():
    """The zone in which the event's times are written."""
    return BERLIN


@pytest.fixture
def serve():
    """Start a real server for one test: serve(answer) -> RawServer."""
    servers = []

    def start(answer):
        servers.append(RawServer(answer))
        return servers[-1]

    yield start
    [server.close() for server in servers]


@pytest.fixture
def clock(monkeypatch):
    """The monotonic clock of the client's memory and of its lists; clock.move(seconds)."""
    moved = [0.0]
    for module in (memory, paging, workshop_lists):
        monkeypatch.setattr(module, "monotonic", lambda: time.monotonic() + sum(moved))
    return SimpleNamespace(move=moved.append)
