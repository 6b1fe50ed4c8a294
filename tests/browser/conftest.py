"""A real Chromium, the portal's own processes and the sandbox. A missing part fails the run."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from portal.sandbox.accelevents import FakeAccelevents
from portal.sandbox.chime import DEFAULT_SECRET, FakeChime
from tests.support.processes import Portal

# A busy machine is slow, not wrong; a state that never comes still fails.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)

FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    here = Path(__file__).parent
    for item in (item for item in items if here in item.path.parents):
        item.add_marker("browser")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@contextmanager
def chromium(playwright: Playwright, flags: list[str]) -> Iterator[Browser]:
    """Debian's Chromium, started with these flags; its absence fails the run."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is missing: make test installs it, or apt-get install chromium")
    found = playwright.chromium.launch(executable_path=path, args=flags)
    yield found
    found.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright, FLAGS) as found:
        yield found


@pytest.fixture(scope="session")
def media() -> Iterator[FakeChime]:
    with FakeChime() as found:
        yield found


@pytest.fixture(scope="session")
def media_hosts(media: FakeChime) -> str:
    """MEDIA_HOSTS of a portal whose meetings take place in `media`."""
    return f"127.0.0.1:{media.port},127.0.0.1:3478"


@pytest.fixture(scope="session")
def shared_sandbox(media: FakeChime) -> Iterator[FakeAccelevents]:
    with FakeAccelevents(media_url=media.url, media_secret=DEFAULT_SECRET) as found:
        yield found


@pytest.fixture(scope="session")
def shared_portal(
    shared_sandbox: FakeAccelevents, media_hosts: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("portal")
    with Portal(folder, shared_sandbox.url, MEDIA_HOSTS=media_hosts) as found:
        yield found


@pytest.fixture
def sandbox(shared_sandbox: FakeAccelevents) -> FakeAccelevents:
    """Upstream as it is at its start."""
    shared_sandbox.reset()
    return shared_sandbox


@pytest.fixture
def portal(sandbox: FakeAccelevents, shared_portal: Portal) -> Portal:
    """A portal that remembers nobody."""
    shared_portal.forget()
    return shared_portal


@pytest.fixture
def expected_errors() -> list[str]:
    """Parts of console errors that this test means to cause, such as a page with status 401."""
    return []


@pytest.fixture
def context(browser: Browser, expected_errors: list[str]) -> Iterator[BrowserContext]:
    """A fresh profile whose pages must log no error and block nothing by policy."""
    found = browser.new_context(locale="en-GB", timezone_id="Europe/Berlin")
    found.set_default_timeout(PATIENCE_MS)
    complaints: list[str] = []
    found.on("page", lambda page: watch(page, complaints))
    yield found
    found.close()
    assert [c for c in complaints if not any(part in c for part in expected_errors)] == []


def watch(page: Page, complaints: list[str]) -> None:
    """Note script errors and what the browser's console calls an error (CSP reports, 404s)."""
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: message.type == "error" and complaints.append(f"console: {message.text}"),
    )


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser without JavaScript."""
    found = browser.new_context(java_script_enabled=False, locale="en-GB")
    found.set_default_timeout(PATIENCE_MS)
    yield found.new_page()
    found.close()


@pytest.fixture
def own_portal(sandbox: FakeAccelevents, media_hosts: str, tmp_path: Path) -> Iterator[Portal]:
    """
    A portal for this test alone: what it learns of a failing upstream ends with it.

    Ask for it before the page, so that the page, which keeps asking it, is closed first.
    """
    with Portal(tmp_path, sandbox.url, MEDIA_HOSTS=media_hosts) as found:
        yield found


@pytest.fixture
def opening_soon(sandbox: FakeAccelevents, tmp_path: Path) -> Iterator[Portal]:
    """A portal where "Tea tasting" opens some ten seconds after its start; ask for it first too."""
    starts = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=10)
    sandbox.change(11682, starts=starts, ends=starts + timedelta(hours=1))
    early = round((starts - datetime.now(UTC)).total_seconds()) - 15
    with Portal(tmp_path, sandbox.url, DOOR_OPENS_EARLY_SECONDS=str(early)) as found:
        yield found
