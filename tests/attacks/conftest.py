"""The sites that the attacks strike: one for each store, started when first needed."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from tests.attacks.site import STORES, Site


@pytest.fixture
def upstream() -> None:
    """Only real servers: no planned replies."""


@pytest.fixture(scope="session")
def running() -> Iterator[Callable[[str], Site]]:
    """running(store): the site over that store, the same for the whole run."""
    started: dict[str, Site] = {}
    with ExitStack() as stack:
        sandbox = stack.enter_context(FakeAccelevents())

        def site(store: str) -> Site:
            if store not in started:
                started[store] = Site(stack, sandbox, store)
            return started[store]

        yield site


@pytest.fixture(params=STORES)
def every_site(request: pytest.FixtureRequest, running: Callable[[str], Site]) -> Iterator[Site]:
    """The site, over each store in turn."""
    yield from _calm(running(request.param))


@pytest.fixture
def site(running: Callable[[str], Site]) -> Iterator[Site]:
    """The site over Redis, for attacks that strike no store."""
    yield from _calm(running("redis"))


def _calm(site: Site) -> Iterator[Site]:
    """The site, with a stand-in that has no faults and no calls in its log."""
    site.sandbox.clear_faults()
    site.sandbox.clear_request_log()
    yield site
    site.sandbox.clear_faults()
