"""One media service for all tests, a meeting of its own for each, and callers for it."""

import asyncio
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from portal.sandbox.chime import FakeChime
from tests.sandbox_chime.caller import Caller


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder: all of them need a running media service."""
    here = Path(__file__).parent
    for item in (item for item in items if here in item.path.parents):
        item.add_marker("processes")


@pytest.fixture(scope="session")
def media() -> Iterator[FakeChime]:
    """The service, on a free port."""
    with FakeChime(secret="a secret of the tests") as service:
        yield service


@pytest.fixture
def meeting() -> str:
    """The id of a new meeting."""
    return uuid.uuid4().hex


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """The event loop of this test's callers, in another thread than the service's."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def call(media: FakeChime, meeting: str, runner: asyncio.Runner) -> Iterator[Callable[..., Caller]]:
    """call("ann"): a caller who is connected to the meeting and has not joined yet."""
    callers: list[Caller] = []

    def call(who: str, secret_of: FakeChime = media) -> Caller:
        credentials = secret_of.credentials(meeting, who, who.title())
        credentials["meeting"] = media.credentials(meeting, who, who.title())["meeting"]
        callers.append(Caller(runner, media, credentials))
        return callers[-1].connect()

    yield call
    for caller in callers:
        caller.hang_up()


@pytest.fixture
def do(media: FakeChime, meeting: str) -> Callable[..., Any]:
    """do("cut", who="ann"): an action of the control API in this test's meeting."""
    return partial(media.do, meeting)
