"""Event sites over https, and Chromiums that keep or block third-party cookies."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, Playwright

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.embed import chromium as browsers
from tests.browser.embed.sites import Stage
from tests.browser.evidence import Evidence
from tests.browser.profiles import PATIENCE_MS, Complaints, recorded


@pytest.fixture(scope="session")
def shared_stage(
    shared_sandbox: FakeAccelevents, media_hosts: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    with Stage(tmp_path_factory.mktemp("stage"), shared_sandbox, media_hosts) as found:
        yield found


@pytest.fixture
def stage(sandbox: FakeAccelevents, shared_stage: Stage, evidence: Evidence) -> Stage:
    """Event sites without pages, and a portal without sessions and with an empty cache."""
    shared_stage.forget()
    evidence.add_log("portal.log", shared_stage.portal.log)
    evidence.add("sites.log", lambda path: path.write_text("\n".join(map(str, shared_stage.seen))))
    return shared_stage


@pytest.fixture(scope="session")
def chromium(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], BrowserContext]]:
    """A function from a cookie policy to the only context of a running browser that has it."""
    with ExitStack() as stack:

        @cache
        def start(cookies: str) -> BrowserContext:
            browser = browsers.Chromium(tmp_path_factory.mktemp("chromium"), cookies)
            return stack.enter_context(browser).connect(playwright).contexts[0]

        yield start


@pytest.fixture(params=[browsers.KEPT, browsers.THIRD_PARTY_BLOCKED])
def cookies(request: pytest.FixtureRequest) -> str:
    """The browser's cookie policy; test modules may override it."""
    found: str = request.param
    return found


@pytest.fixture
def context(
    chromium: Callable[[str], BrowserContext],
    cookies: str,
    evidence: Evidence,
    expected_errors: list[str],
) -> Iterator[BrowserContext]:
    """A browser without cookies whose pages must log no error and block nothing by policy."""
    found = chromium(cookies)
    found.set_default_timeout(PATIENCE_MS)
    complaints = Complaints(expected_errors)
    listen = complaints.watch
    found.on("page", listen)
    listen(found.pages[0])
    with recorded(found, evidence, complaints):
        yield found
    found.remove_listener("page", listen)
    browsers.clean(found)  # a page left open would keep polling in the next test
    assert complaints.unexpected == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.pages[0]


@pytest.fixture
def framed(page: Page) -> FrameLocator:
    """The content of the portal's frame on the page."""
    return page.frame_locator("iframe[title='Workshops']")
