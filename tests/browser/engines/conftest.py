"""The three engines, and a portal behind https, which their Secure cookies need."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from portal.sandbox.accelevents import FakeAccelevents
from portal.sandbox.demo import HttpsServer, proxy_to, tls_context
from tests.browser.embed.firefox import Firefox
from tests.browser.engines.engine import Chromium, Engine, FirefoxPage
from tests.browser.engines.webkit import WebKit
from tests.browser.evidence import Evidence
from tests.support.processes import Portal


@contextmanager
def chromium(browser: Browser, _folder: Path, _evidence: Evidence) -> Iterator[Engine]:
    with browser.new_context(ignore_https_errors=True, locale="en-GB") as context:
        yield Chromium(context.new_page())


@contextmanager
def firefox(_browser: Browser, folder: Path, evidence: Evidence) -> Iterator[Engine]:
    with Firefox(folder) as found:
        evidence.add("firefox.png", found.save_screenshots)
        evidence.add_log("firefox.log", found.log)
        yield FirefoxPage(found)


@contextmanager
def webkit(_browser: Browser, folder: Path, _evidence: Evidence) -> Iterator[Engine]:
    with WebKit(folder) as found:
        yield found


ENGINES: list[Callable[[Browser, Path, Evidence], AbstractContextManager[Engine]]] = [
    chromium,
    firefox,
    webkit,
]


@pytest.fixture(params=ENGINES, ids=lambda start: start.__name__)
def engine(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path, evidence: Evidence
) -> Iterator[Engine]:
    """Each of the engines."""
    with request.param(browser, tmp_path, evidence) as found:
        yield found


@pytest.fixture
def site(sandbox: FakeAccelevents, tmp_path: Path) -> Iterator[str]:
    """The origin of a portal behind https."""
    with (
        Portal(tmp_path, sandbox.url, TRUSTED_PROXY="on", ALLOWED_HOSTS="localhost") as portal,
        HttpsServer(tls_context(("localhost",)), proxy_to(portal.port)) as proxy,
    ):
        yield f"https://localhost:{proxy.port}"
