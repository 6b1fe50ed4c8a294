"""
Debian's Firefox by WebDriver BiDi over its own websocket: no driver program is needed.

https://w3c.github.io/webdriver-bidi/
"""

import asyncio
import itertools
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, Self

import aiohttp
import pytest

from tests.processes import free_port

PATIENCE_SECONDS = 30
# All that differs from a new profile: names of the tests' sites, and no word to Mozilla's servers.
PREFERENCES = """
user_pref("network.dns.localDomains", "portal.test,event-site.test,second-site.test,tracker.test");
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
"""


class Firefox:
    """A running browser with default cookie settings, or `preferences` more; a context manager."""

    def __init__(self, folder: Path, preferences: str = "") -> None:
        program = shutil.which("firefox-esr")
        if program is None:
            pytest.fail("Firefox is missing: make test installs it, or apt-get install firefox-esr")
        self._profile, self._log, self._port = (
            folder / "firefox",
            folder / "firefox.log",
            free_port(),
        )
        self._profile.mkdir()
        (self._profile / "user.js").write_text(PREFERENCES + preferences)
        self._command = [
            program, "--headless", "--no-remote", "--profile", str(self._profile),
            f"--remote-debugging-port={self._port}", "about:blank",
        ]  # fmt: skip
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._loop = asyncio.new_event_loop()

    def __enter__(self) -> Self:
        with self._log.open("w") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._wait(self._connect(), 90)
        self.send("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._wait(self._close(), 10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._process.terminate()
        self._process.wait(30)

    def send(self, method: str, **params: Any) -> Any:
        """The result of a command; AssertionError with what the browser said if it failed."""
        answer = self._wait(self._ask(method, params), PATIENCE_SECONDS)
        assert answer["type"] == "success", answer
        return answer["result"]

    def open(self, address: str) -> "Tab":
        """A new tab with this page."""
        made = self.send("browsingContext.create", type="tab")
        tab = Tab(self, made["context"])
        tab.go(address)
        return tab

    def forget(self) -> None:
        """Only a new tab, and no cookie in any partition."""
        contexts = self.send("browsingContext.getTree")["contexts"]
        self.send("browsingContext.create", type="tab")
        for context in contexts:
            self.send("browsingContext.close", context=context["context"])
        self.send("storage.deleteCookies")

    def tabs(self) -> list["Tab"]:
        """Every open tab and window, in the order they were opened."""
        found = self.send("browsingContext.getTree", maxDepth=0)["contexts"]
        return [Tab(self, context["context"]) for context in found]

    def _wait(self, coroutine: Any, seconds: float) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(seconds)

    async def _connect(self) -> None:
        self._http = aiohttp.ClientSession()
        until = time.monotonic() + 80
        while True:
            try:
                address = f"ws://127.0.0.1:{self._port}/session"
                self._socket = await self._http.ws_connect(address, max_msg_size=0)
                break
            except aiohttp.ClientError:
                assert time.monotonic() < until, f"no Firefox:\n{self._log.read_text()}"
                await asyncio.sleep(0.2)
        self._reader = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            told = message.json()
            waiting = self._waiting.pop(told.get("id") or 0, None)
            if waiting and not waiting.done():
                waiting.set_result(told)

    async def _ask(self, method: str, params: dict[str, Any]) -> Any:
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        return await self._waiting[number]

    async def _close(self) -> None:
        await self._socket.close()
        await self._reader
        await self._http.close()


class Tab:
    """A tab, a window or a frame: what is on it, and a person's mouse and keyboard."""

    def __init__(self, browser: Firefox, context: str) -> None:
        self._browser, self._context = browser, context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tab) and other._context == self._context

    __hash__ = None  # type: ignore[assignment]

    def go(self, address: str) -> None:
        """Open an address and wait until the page is there."""
        self._send("browsingContext.navigate", url=address, wait="complete")

    def reload(self) -> None:
        """Load the page again."""
        self._send("browsingContext.reload", wait="complete")

    def frame(self) -> "Tab":
        """Its first frame, once it is there."""
        return self._poll(self._first_frame, "a frame")

    def says(self, words: str) -> None:
        """Wait until these words can be read."""
        self._poll(lambda: words in self.script("document.body?.innerText ?? ''"), words)

    def has_gone(self) -> None:
        """Wait until this window is closed."""
        self._poll(lambda: self not in self._browser.tabs(), "a closed window")

    def is_at(self, address: str) -> None:
        """Wait until it shows this address."""
        self._poll(lambda: self.script("location.href") == address, address)

    def until(self, expression: str) -> None:
        """Wait until an expression is true on the page."""
        self._poll(lambda: self.script(expression) is True, expression)

    def fill(self, selector: str, text: str) -> None:
        """Type into a field."""
        self._click_at(self._element(selector))
        keys = [{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")]
        self._send("input.performActions", actions=[{"type": "key", "id": "k", "actions": keys}])

    def click(self, selector: str, words: str = "") -> None:
        """Press the first element that matches and holds these words, with the mouse."""
        self._click_at(self._element(selector, words))

    def opens(self, selector: str, words: str = "") -> "Tab":
        """Press, and the window that this opens."""
        before = self._browser.tabs()
        self.click(selector, words)
        found = self._poll(
            lambda: [tab for tab in self._browser.tabs() if tab not in before], "a window"
        )
        return found[0]

    def script(self, expression: str) -> Any:
        """The value of an expression on the page; None while there is none."""
        try:
            told = self._browser.send(
                "script.evaluate",
                expression=expression,
                target={"context": self._context},
                awaitPromise=True,
            )
        except AssertionError:
            return ""  # the page is just being replaced
        return told.get("result", {}).get("value", "")

    def _first_frame(self) -> "Tab | None":
        tree = self._browser.send("browsingContext.getTree", root=self._context)["contexts"]
        children = tree[0]["children"]
        return Tab(self._browser, children[0]["context"]) if children else None

    def _element(self, selector: str, words: str = "") -> dict[str, Any]:
        return self._poll(lambda: self._find(selector, words), f"{selector} {words}")

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

    def _click_at(self, element: dict[str, Any]) -> None:
        origin = {"type": "element", "element": {"sharedId": element["sharedId"]}}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._send(
            "input.performActions", actions=[{"type": "pointer", "id": "m", "actions": steps}]
        )

    def _send(self, method: str, **params: Any) -> Any:
        return self._browser.send(method, context=self._context, **params)

    def _poll(self, ask: Any, what: str) -> Any:
        until = time.monotonic() + PATIENCE_SECONDS
        while not (found := ask()):
            text = "" if time.monotonic() < until else self.script("document.body?.innerText ?? ''")
            assert time.monotonic() < until, f"waited for {what!r}; the page says:\n{text}"
            time.sleep(0.1)
        return found
