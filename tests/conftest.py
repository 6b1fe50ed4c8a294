"""The start of every test: upstream gives only planned replies, and nothing is cached."""

import gc
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import hypothesis
import pytest
import responses
from django.core.cache import cache
from django.test import Client

from portal.caching import stale_while_revalidate
from portal.observability import registry
from portal.sandbox.accelevents import FakeAccelevents
from tests.support import memory_sessions
from tests.support.attendee_client import visitor
from workshops.catalogue import detail_reader, refresh, ticket_types

# The same examples in every run, and no deadline on slow machines.
hypothesis.settings.register_profile("portal", deadline=None, max_examples=40, derandomize=True)
hypothesis.settings.load_profile("portal")


@pytest.fixture(autouse=True)
def upstream() -> Iterator[responses.RequestsMock]:
    """The planned replies of the API. An unplanned call or an unused reply fails the test."""
    with responses.RequestsMock(assert_all_requests_are_fired=True) as mock:
        mock.add_passthru("http://127.0.0.1")  # stand-ins on loopback are real servers
        mock.add_passthru("http://localhost")
        yield mock


@pytest.fixture(autouse=True)
def no_detail_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """
    Read no details behind the back of a test, nor ticket types.

    Calling the value lets them be read again.
    """
    with monkeypatch.context() as patch:
        patch.setattr(detail_reader, "start", lambda *_: None)
        patch.setattr(ticket_types, "start", lambda *_: None)
        yield patch.undo


@pytest.fixture(autouse=True)
def empty_memory() -> Iterator[None]:
    """Leave the process as if it had just started."""
    yield
    for event in ("demo", "other", "big"):
        refresh.wait_for_refresh(event)
    cache.clear()
    memory_sessions.forget()
    registry.reset_all()


@pytest.fixture(scope="session")
def running_sandbox() -> Iterator[FakeAccelevents]:
    """One stand-in for Accelevents for the whole run."""
    with FakeAccelevents() as started:
        yield started


@pytest.fixture
def sandbox(
    running_sandbox: FakeAccelevents, settings, empty_memory: None
) -> Iterator[FakeAccelevents]:
    """Accelevents over real HTTP in its initial state; the portal calls it with a short timeout."""
    running_sandbox.reset()
    settings.ACCELEVENTS = replace(
        settings.ACCELEVENTS, origin=running_sandbox.url, read_timeout=2.0, retries=0
    )
    settings.PORTAL_EVENTS = ("demo", "big")
    settings.SESSION_ENGINE = "tests.support.memory_sessions"  # all threads see the same
    yield running_sandbox
    running_sandbox.clear_faults()
    refresh.wait_for_refresh("demo")


@pytest.fixture
def ada(sandbox: FakeAccelevents) -> Client:
    """The client of Ada, who may join every workshop, signed in to the demo."""
    return visitor(sandbox)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The log of the test from this point on, at the level of production."""
    caplog.set_level(logging.INFO)
    return caplog


@pytest.fixture
def later(time_machine, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A function that lets some seconds pass, for both the portal and the sandbox."""
    time_machine.move_to(datetime.now(UTC))
    monkeypatch.setattr(stale_while_revalidate, "time", SimpleNamespace(monotonic=time.time))
    return time_machine.shift


def pytest_collection_finish() -> None:
    """Freeze the imported modules and collected tests, which the garbage collector can skip."""
    gc.collect()
    gc.freeze()
