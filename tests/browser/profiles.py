"""A browser's profiles: each test has new ones, watched for errors and recorded if it fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.evidence import Evidence

# A busy machine is slow, not wrong; a state that never comes still fails.
PATIENCE_MS = 20_000
SCREENSHOT_MS = 5_000  # a page that hangs must not hold up the other evidence


# A search takes the place of a refresh that is under way; htmx logs that as an error.
REPLACED = ["htmx:sendAbort", "htmx:afterRequest"]


class Complaints:
    """What goes wrong on pages: script errors, and what the console calls an error (CSP, 404s)."""

    def __init__(self, expected: list[str]) -> None:
        """`expected`: parts of those that the test means to cause; it may grow later."""
        self._all: list[str] = []
        self._expected = expected

    def watch(self, page: Page) -> None:
        """Note what goes wrong on this page from now on."""
        page.on("pageerror", lambda error: self._all.append(f"script error: {error}"))
        page.on(
            "console",
            lambda message: (
                message.type == "error" and self._all.append(f"console: {message.text}")
            ),
        )

    @property
    def unexpected(self) -> list[str]:
        """What the test did not mean to cause."""
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

    `prefix` begins the names of its evidence where a test has several profiles; `options` are
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
    """Keep a trace of the profile, and a picture of each of its pages, for a test that fails."""
    # Pictures in the trace too would cost more than the rest of it.
    context.tracing.start(snapshots=True, screenshots=False, sources=True)
    evidence.add(f"{prefix}page.png", lambda path: take_pictures(context, path))
    evidence.add(f"{prefix}trace.zip", lambda path: context.tracing.stop(path=path))
    yield
    if complaints.unexpected:
        evidence.save()
    if not evidence.is_saved:
        context.tracing.stop()


def take_pictures(context: BrowserContext, path: Path) -> None:
    """A picture of each open page: page-1.png, page-2.png, …"""
    for number, page in enumerate(context.pages, 1):
        page.screenshot(path=path.with_stem(f"{path.stem}-{number}"), timeout=SCREENSHOT_MS)
