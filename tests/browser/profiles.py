"""Browser profiles: every test gets a new one, which is watched for errors and traced."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.evidence import Evidence

# A busy machine is slow, not wrong; a state that never comes still fails.
PATIENCE_MS = 20_000
SCREENSHOT_TIMEOUT_MS = 5_000  # a page that hangs must not hold up the other evidence


# When a search replaces a refresh in flight, htmx logs the aborted request as an error.
REPLACED = ["htmx:sendAbort", "htmx:afterRequest"]


class Complaints:
    """Script errors on the pages, and everything the console logs as an error (CSP, 404s)."""

    def __init__(self, expected: list[str]) -> None:
        """`expected` has parts of the errors that the test causes on purpose; it may grow later."""
        self._all: list[str] = []
        self._expected = expected

    def watch(self, page: Page) -> None:
        """Record the errors of this page from now on."""
        page.on("pageerror", lambda error: self._all.append(f"script error: {error}"))
        page.on(
            "console",
            lambda message: (
                message.type == "error" and self._all.append(f"console: {message.text}")
            ),
        )

    @property
    def unexpected(self) -> list[str]:
        """The errors that the test did not cause on purpose."""
        expected = [*self._expected, *REPLACED]
        return [found for found in self._all if not any(part in found for part in expected)]


@contextmanager
def profile(
    browser: Browser,
    evidence: Evidence,
    expected_errors: list[str],
    prefix: str = "",
    **options: Any,
) -> Iterator[BrowserContext]:
    """
    A new profile whose pages must log no error and block nothing by policy.

    `prefix` starts the names of its evidence files if a test has several profiles; `options` are
    those of Playwright's `new_context`.
    """
    complaints = Complaints(expected_errors)
    found = browser.new_context(**options)
    found.set_default_timeout(PATIENCE_MS)
    found.on("page", complaints.watch)
    with recorded(found, evidence, complaints, prefix):
        yield found
    found.close()
    assert complaints.unexpected == [], complaints.unexpected


@contextmanager
def recorded(
    context: BrowserContext, evidence: Evidence, complaints: Complaints, prefix: str = ""
) -> Iterator[None]:
    """Keep a trace of the profile and a screenshot of each of its pages in case the test fails."""
    # This adds 8 % to the CPU time of the suite; a screencast of every page would add more.
    context.tracing.start(snapshots=True, screenshots=False, sources=True)
    evidence.add(f"{prefix}page.png", lambda path: save_screenshots(context, path))
    evidence.add(f"{prefix}trace.zip", lambda path: context.tracing.stop(path=path))
    yield
    if complaints.unexpected:
        evidence.save()
    if not evidence.is_saved:
        context.tracing.stop()


def save_screenshots(context: BrowserContext, path: Path) -> None:
    """Save a screenshot of each open page: page-1.png, page-2.png, …"""
    for number, page in enumerate(context.pages, 1):
        page.screenshot(path=path.with_stem(f"{path.stem}-{number}"), timeout=SCREENSHOT_TIMEOUT_MS)
