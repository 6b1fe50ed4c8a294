"""Two https sites and browsers with their cookies kept or blocked."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, Playwright

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.conftest import PATIENCE_MS, watch
from tests.browser.embed import chromium
from tests.browser.embed.sites import Stage


@pytest.fixture(scope="session")
def shared_stage(
    shared_sandbox: FakeAccelevents, media_hosts: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    with Stage(tmp_path_factory.mktemp("stage"), shared_sandbox, media_hosts) as found:
        yield found


@pytest.fixture
def stage(sandbox: FakeAccelevents, shared_stage: Stage) -> Stage:
    """Empty sites, and a portal that remembers nobody."""
    shared_stage.forget()
    return shared_stage


@pytest.fixture(scope="session")
def chromiums(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, BrowserContext]]:
    """{how cookies are kept: the one context of a browser that keeps them so}."""
    with ExitStack() as stack:
        found = {}
        for cookies in chromium.PREFERENCES:
            running = chromium.Chromium(tmp_path_factory.mktemp("chromium"), cookies)
            found[cookies] = stack.enter_context(running).connect(playwright).contexts[0]
        yield found


@pytest.fixture(params=[chromium.KEPT, chromium.THIRD_PARTY_BLOCKED])
def cookies(request: pytest.FixtureRequest) -> str:
    """How the browser keeps cookies; a test may override it."""
    found: str = request.param
    return found


@pytest.fixture
def context(
    chromiums: dict[str, BrowserContext], cookies: str, expected_errors: list[str]
) -> Iterator[BrowserContext]:
    """A browser without cookies whose pages must log no error and block nothing by policy."""
    found = chromiums[cookies]
    found.set_default_timeout(PATIENCE_MS)
    chromium.clean(found)
    complaints: list[str] = []

    def listen(page: Page) -> None:
        watch(page, complaints)

    found.on("page", listen)
    watch(found.pages[0], complaints)
    yield found
    found.remove_listener("page", listen)
    assert [c for c in complaints if not any(part in c for part in expected_errors)] == []


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    yield context.pages[0]
    context.pages[0].unroute_all()


@pytest.fixture
def framed(page: Page) -> FrameLocator:
    """The inside of the portal's frame on the page."""
    return page.frame_locator("iframe[title='Workshops']")
