"""Chromium, the portal's own processes and the sandbox; a missing program fails the run."""

import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from portal.sandbox.accelevents import FakeAccelevents
from portal.sandbox.chime import DEFAULT_SECRET, FakeChime
from tests.browser.evidence import KEY, Evidence
from tests.browser.flags import FLAGS
from tests.browser.profiles import PATIENCE_MS, profile
from tests.support.processes import Portal

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder as a browser test."""
    here = Path(__file__).parent
    for item in (item for item in items if here in item.path.parents):
        item.add_marker("browser")


@pytest.fixture(autouse=True)
def evidence(request: pytest.FixtureRequest) -> Evidence:
    """The files that this test leaves behind if it fails."""
    found = Evidence(request.node.nodeid)
    request.node.stash[KEY] = found
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Save the evidence of a failure while the test's pages and processes are still there."""
    report = yield
    if report.failed and KEY in item.stash:
        item.stash[KEY].save()
        report.sections.append(("Evidence", f"in {item.stash[KEY].folder}"))
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@contextmanager
def chromium(playwright: Playwright, flags: list[str]) -> Iterator[Browser]:
    """Start Debian's Chromium with these flags; fail the run if it is not installed."""
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
    """MEDIA_HOSTS for a portal whose meetings run on `media`."""
    return f"127.0.0.1:{media.port},127.0.0.1:3478"


@pytest.fixture(scope="session")
def shared_sandbox(media: FakeChime) -> Iterator[FakeAccelevents]:
    with FakeAccelevents(media_url=media.url, media_secret=DEFAULT_SECRET) as found:
        yield found


@pytest.fixture(scope="session")
def shared_portal(
    shared_sandbox: FakeAccelevents,
    media: FakeChime,
    media_hosts: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("portal")
    settings = {"MEDIA_HOSTS": media_hosts, "MEDIA_CHECK_URL": media.url}
    with Portal(folder, shared_sandbox.url, **settings) as found:
        yield found


@pytest.fixture
def sandbox(shared_sandbox: FakeAccelevents, evidence: Evidence) -> FakeAccelevents:
    """The stand-in of Accelevents in the state of a fresh start."""
    shared_sandbox.reset()
    evidence.add_journal("sandbox.log", shared_sandbox)
    return shared_sandbox


@pytest.fixture
def portal(sandbox: FakeAccelevents, shared_portal: Portal, evidence: Evidence) -> Portal:
    """The shared portal without sessions and with an empty cache."""
    shared_portal.forget()
    evidence.add_log("portal.log", shared_portal.log)
    return shared_portal


@pytest.fixture
def expected_errors() -> list[str]:
    """Parts of the console errors that this test causes on purpose, such as "401"."""
    return []


@pytest.fixture
def context(
    browser: Browser, evidence: Evidence, expected_errors: list[str]
) -> Iterator[BrowserContext]:
    """A new profile; see `profile`."""
    options = {"locale": "en-GB", "timezone_id": "Europe/Berlin"}
    with profile(browser, evidence, expected_errors, **options) as found:
        yield found


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def plain_page(browser: Browser, evidence: Evidence, expected_errors: list[str]) -> Iterator[Page]:
    """A page in a browser without JavaScript."""
    options = {"java_script_enabled": False, "locale": "en-GB"}
    with profile(browser, evidence, expected_errors, "plain-", **options) as found:
        yield found.new_page()


@pytest.fixture
def own_portal(
    sandbox: FakeAccelevents, media_hosts: str, tmp_path: Path, evidence: Evidence
) -> Iterator[Portal]:
    """
    A portal for this test alone, so that what it learns about a failing API stays in this test.

    Request it before `page`: fixtures end in reverse order, and the page polls until it is closed.
    """
    portal = Portal(tmp_path, sandbox.url, MEDIA_HOSTS=media_hosts)
    evidence.add_log("portal.log", portal.log)
    with portal:
        yield portal


@pytest.fixture
def opening_soon(sandbox: FakeAccelevents, tmp_path: Path, evidence: Evidence) -> Iterator[Portal]:
    """A portal where "Tea tasting" opens about ten seconds after the start; see `own_portal`."""
    starts = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=10)
    sandbox.change(11682, starts=starts, ends=starts + timedelta(hours=1))
    early = round((starts - datetime.now(UTC)).total_seconds()) - 15
    portal = Portal(tmp_path, sandbox.url, DOOR_OPENS_EARLY_SECONDS=str(early))
    evidence.add_log("portal.log", portal.log)
    with portal:
        yield portal
