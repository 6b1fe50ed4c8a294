"""One set of actions for Chromium, Firefox and WebKit, so that one journey is walked in all."""

from typing import Any, Protocol

from playwright.sync_api import Page

from tests.browser.embed.firefox import Firefox
from tests.browser.embed.firefox_tab import Tab
from tests.browser.profiles import PATIENCE_MS
from tests.support.processes import until

ENTER, TAB = "\ue007", "\ue004"  # as WebDriver names keys
NAMES = {ENTER: "Enter", TAB: "Tab"}  # as Playwright does


class Engine(Protocol):
    """A browser with one page, and a person's keyboard."""

    def open(self, url: str) -> None:
        """Load this address."""

    def value(self, expression: str) -> Any:
        """The value of an expression on the page; of a promise, what it resolves to."""

    def wait(self, condition: str) -> None:
        """Wait until this expression is true."""

    def press(self, selector: str, keys: str = ENTER) -> None:
        """Focus the first such element, once there is one, and type."""


class Chromium:
    """Chromium by Playwright."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str) -> None:
        """Load this address."""
        self._page.goto(url)

    def value(self, expression: str) -> Any:
        """The value of an expression on the page."""
        return self._page.evaluate(expression)

    def wait(self, condition: str) -> None:
        """Wait until this expression is true."""
        self._page.wait_for_function(f"() => Boolean({condition})", timeout=PATIENCE_MS)

    def press(self, selector: str, keys: str = ENTER) -> None:
        """Focus the first such element, once there is one, and type."""
        self._page.locator(selector).first.focus()
        for key in keys:
            self._page.keyboard.press(NAMES.get(key, key))


class FirefoxPage:
    """Firefox by WebDriver BiDi."""

    def __init__(self, browser: Firefox) -> None:
        self._tab: Tab = browser.open("about:blank")

    def open(self, url: str) -> None:
        """Load this address."""
        self._tab.go(url)

    def value(self, expression: str) -> Any:
        """The value of an expression, a text, a number or a bool; "" after an error."""
        return self._tab.script(expression)

    def wait(self, condition: str) -> None:
        """Wait until this expression is true."""
        until(lambda: self.value(f"Boolean({condition})"), lambda: f"never: {condition}")

    def press(self, selector: str, keys: str = ENTER) -> None:
        """Focus the first such element, once there is one, and type."""
        self.wait(f"document.querySelector({selector!r})")
        self._tab.script(f"document.querySelector({selector!r}).focus()")
        self._tab.type(keys)
