"""One media service for all tests, a meeting of its own for each, and people to call it."""

import asyncio
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from portal.sandbox.chime.fake import MediaService
from tests.sandbox_chime.caller import Caller


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder talks to a running media service, with sound and pictures."""
    here = Path(__file__).parent
    for item in (item for item in items if here in item.path.parents):
        item.add_marker("processes")


@pytest.fixture(scope="session")
def media() -> Iterator[MediaService]:
    """The service, on a free port."""
    with MediaService(secret="a secret of the tests") as service:
        yield service


@pytest.fixture
def meeting() -> str:
    """A meeting nobody has been in."""
    return uuid.uuid4().hex


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """The event loop of this test's callers, in another thread than the service's."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def call(
    media: MediaService, meeting: str, runner: asyncio.Runner
) -> Iterator[Callable[..., Caller]]:
    """call("ann"): somebody connected to the meeting, who has not joined yet."""
    callers: list[Caller] = []

    def call(who: str, secret_of: MediaService = media) -> Caller:
        credentials = secret_of.credentials(meeting, who, who.title())
        credentials["meeting"] = media.credentials(meeting, who, who.title())["meeting"]
        callers.append(Caller(runner, media, credentials))
        return callers[-1].dial()

    yield call
    for caller in callers:
        caller.hang_up()


@pytest.fixture
def do(media: MediaService, meeting: str) -> Callable[..., Any]:
    """do("cut", who="ann"): an action of the remote control in this test's meeting."""
    return partial(media.do, meeting)
