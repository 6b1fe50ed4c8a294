"""What every test starts from: an upstream that answers only what the test planned, empty memories."""

from collections.abc import Iterator

import pytest
import responses
from django.core.cache import cache

from portal import events
from workshops import catalogue


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
    for event in ("demo", "other"):
        catalogue.settle(event)
    cache.clear()
    catalogue.forget()
    events.forget()
