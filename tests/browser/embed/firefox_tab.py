"""The actions of a person in Firefox, and what this person sees."""

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.browser.embed.firefox import Firefox

PATIENCE_SECONDS = 30


class Tab:
    """A tab, a window or a frame, with its content and a person's mouse and keyboard."""

    def __init__(self, browser: "Firefox", context: str) -> None:
        self._browser, self._context = browser, context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tab) and other._context == self._context

    __hash__ = None  # type: ignore[assignment]

    def go(self, address: str) -> None:
        """Open an address and wait until the page has loaded."""
        self._send("browsingContext.navigate", url=address, wait="complete")

    def reload(self) -> None:
        """Load the page again."""
        self._send("browsingContext.reload", wait="complete")

    def frame(self) -> "Tab":
        """The page's first frame; waits until there is one."""
        return self._poll(self._first_frame, "a frame")

    def says(self, words: str) -> None:
        """Wait until the page shows these words."""
        self._poll(lambda: words in self.script("document.body?.innerText ?? ''"), words)

    def has_gone(self) -> None:
        """Wait until this window is closed."""
        self._poll(lambda: self not in self._browser.tabs(), "a closed window")

    def is_at(self, address: str) -> None:
        """Wait until the page has this address."""
        self._poll(lambda: self.script("location.href") == address, address)

    def until(self, expression: str) -> None:
        """Wait until an expression is true on the page."""
        self._poll(lambda: self.script(expression) is True, expression)

    def fill(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.click(selector)
        self.type(text)

    def type(self, text: str) -> None:
        """Press these keys, one after the other."""
        keys = [
            {"type": kind, "value": character}
            for character in text
            for kind in ("keyDown", "keyUp")
        ]
        self._send("input.performActions", actions=[{"type": "key", "id": "k", "actions": keys}])

    def click(self, selector: str, words: str = "") -> None:
        """Click the first element that matches the selector and contains these words."""
        self._poll(lambda: self._pressed(selector, words), f"{selector} {words}")

    def opens(self, selector: str, words: str = "") -> "Tab":
        """Click, and return the window that this opens."""
        before = self._browser.tabs()
        self.click(selector, words)
        found = self._poll(
            lambda: [tab for tab in self._browser.tabs() if tab not in before], "a window"
        )
        return found[0]

    def script(self, expression: str) -> Any:
        """The value of an expression on the page; "" while the page is being replaced."""
        try:
            told = self._browser.send(
                "script.evaluate",
                expression=expression,
                target={"context": self._context},
                awaitPromise=True,
            )
        except AssertionError:
            return ""
        return told.get("result", {}).get("value", "")

    def _first_frame(self) -> "Tab | None":
        tree = self._browser.send("browsingContext.getTree", root=self._context)["contexts"]
        children = tree[0]["children"]
        return Tab(self._browser, children[0]["context"]) if children else None

    def _find(self, selector: str, words: str) -> Any:
        found = self._browser.send(
            "script.callFunction",
            functionDeclaration="""(selector, words) => {
                const found = [...document.querySelectorAll(selector)]
                    .find((e) => e.checkVisibility() && e.textContent.includes(words)) ?? null;
                found?.scrollIntoView({ block: "center", behavior: "instant" });
                return found;
            }""",
            arguments=[{"type": "string", "value": selector}, {"type": "string", "value": words}],
            target={"context": self._context},
            awaitPromise=False,
        )["result"]
        return found if found["type"] == "node" else None

    def _pressed(self, selector: str, words: str) -> bool:
        """Whether the element existed and could be clicked: a refresh may move it away."""
        element = self._find(selector, words)
        try:
            return element is not None and self._click_at(element)
        except AssertionError as error:
            if "move target out of bounds" not in str(error):
                raise
            return False

    def _click_at(self, element: dict[str, Any]) -> bool:
        origin = {"type": "element", "element": {"sharedId": element["sharedId"]}}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._send(
            "input.performActions", actions=[{"type": "pointer", "id": "m", "actions": steps}]
        )
        return True

    def _send(self, method: str, **params: Any) -> Any:
        return self._browser.send(method, context=self._context, **params)

    def _poll(self, ask: Any, what: str) -> Any:
        until = time.monotonic() + PATIENCE_SECONDS
        while not (found := ask()):
            text = "" if time.monotonic() < until else self.script("document.body?.innerText ?? ''")
            assert time.monotonic() < until, f"waited for {what!r}; the page says:\n{text}"
            time.sleep(0.1)
        return found
