"""What every test starts from: an upstream that answers only what was planned, empty memories."""

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

from portal import events
from portal.caching import stale_while_revalidate
from portal.observability import heartbeats
from portal.sandbox.accelevents import FakeAccelevents
from tests.support.attendee_client import visitor
from workshops.catalogue import refresh
from workshops.joining import admission, registering
from workshops.live_list import rendering

# The same counter-examples in every run, and patience with slow machines.
hypothesis.settings.register_profile("portal", deadline=None, max_examples=40, derandomize=True)
hypothesis.settings.load_profile("portal")


@pytest.fixture(autouse=True)
def upstream() -> Iterator[responses.RequestsMock]:
    """The API's replies in this test. An unplanned call, or an unused reply, fails it."""
    with responses.RequestsMock(assert_all_requests_are_fired=True) as mock:
        mock.add_passthru("http://127.0.0.1")  # stand-ins on loopback are real servers
        mock.add_passthru("http://localhost")
        yield mock


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """A process that has just started."""
    yield
    for event in ("demo", "other", "big"):
        refresh.wait_for_refresh(event)
    cache.clear()
    refresh.reset()
    registering.reset()
    rendering.reset()
    admission.reset()
    heartbeats.reset()
    events.reset()


@pytest.fixture(scope="session")
def running_sandbox() -> Iterator[FakeAccelevents]:
    """One stand-in of Accelevents for the whole run."""
    with FakeAccelevents() as started:
        yield started


@pytest.fixture
def sandbox(
    running_sandbox: FakeAccelevents, settings, nothing_remembered: None
) -> Iterator[FakeAccelevents]:
    """Accelevents over real HTTP, as at its start; the portal asks it once, without patience."""
    running_sandbox.reset()
    settings.ACCELEVENTS = replace(
        settings.ACCELEVENTS, origin=running_sandbox.url, read_timeout=2.0, retries=0
    )
    settings.PORTAL_EVENTS = ("demo", "big")
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"  # all threads see the same
    yield running_sandbox
    running_sandbox.clear_faults()
    refresh.wait_for_refresh("demo")


@pytest.fixture
def ada(sandbox: FakeAccelevents) -> Client:
    """The browser of Ada, who gets in everywhere, signed in to the demo."""
    return visitor(sandbox)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What is logged from here on, as much as in production."""
    caplog.set_level(logging.INFO)
    return caplog


@pytest.fixture
def later(time_machine, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """later(seconds): from now on so much more time has passed, for portal and sandbox alike."""
    time_machine.move_to(datetime.now(UTC))
    monkeypatch.setattr(stale_while_revalidate, "time", SimpleNamespace(monotonic=time.time))
    return time_machine.shift


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage collector need not look."""
    gc.collect()
    gc.freeze()
