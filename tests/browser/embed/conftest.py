"""Two https sites and browsers with their cookies kept or blocked."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, Playwright

from portal.sandbox.upstream import Sandbox
from tests.browser.embed import chromium as browsers
from tests.browser.embed.sites import Stage
from tests.browser.evidence import Evidence
from tests.browser.profiles import PATIENCE_MS, Complaints, recorded


@pytest.fixture(scope="session")
def shared_stage(
    shared_sandbox: Sandbox, media_hosts: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    with Stage(tmp_path_factory.mktemp("stage"), shared_sandbox, media_hosts) as found:
        yield found


@pytest.fixture
def stage(sandbox: Sandbox, shared_stage: Stage, evidence: Evidence) -> Stage:
    """Empty sites, and a portal that remembers nobody."""
    shared_stage.forget()
    evidence.add_log("portal.log", shared_stage.portal.log)
    evidence.add("sites.log", lambda path: path.write_text("\n".join(map(str, shared_stage.seen))))
    return shared_stage


@pytest.fixture(scope="session")
def chromium(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], BrowserContext]]:
    """chromium(cookies): the one context of a browser that keeps cookies so, running by then."""
    with ExitStack() as stack:

        @cache
        def start(cookies: str) -> BrowserContext:
            browser = browsers.Chromium(tmp_path_factory.mktemp("chromium"), cookies)
            return stack.enter_context(browser).connect(playwright).contexts[0]

        yield start


@pytest.fixture(params=[browsers.KEPT, browsers.THIRD_PARTY_BLOCKED])
def cookies(request: pytest.FixtureRequest) -> str:
    """How the browser keeps cookies; a test may override it."""
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
    browsers.clean(found)  # now: a page left open would go on asking in the next test
    assert complaints.unexpected == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.pages[0]


@pytest.fixture
def framed(page: Page) -> FrameLocator:
    """The inside of the portal's frame on the page."""
    return page.frame_locator("iframe[title='Workshops']")
