"""
Debian's Firefox, driven by WebDriver BiDi over its own WebSocket, without a driver program.

https://w3c.github.io/webdriver-bidi/
"""

import asyncio
import base64
import itertools
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import Any, Self

import aiohttp
import pytest

from tests.browser.embed.firefox_tab import PATIENCE_SECONDS, Tab
from tests.support.processes import free_port

# The only changes to a new profile: names of the tests' sites, no requests to Mozilla's servers.
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
    """A browser with default cookie settings plus `preferences`; a context manager that runs it."""

    def __init__(self, folder: Path, preferences: str = "") -> None:
        program = shutil.which("firefox-esr")
        if program is None:
            pytest.fail("Firefox is missing: make test installs it, or apt-get install firefox-esr")
        self._profile, self.log = folder / "firefox", folder / "firefox.log"
        self._port = free_port()
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
        with self.log.open("w") as log:
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
        """The result of a command; AssertionError with the browser's answer if it failed."""
        answer = self._wait(self._ask(method, params), PATIENCE_SECONDS)
        assert answer["type"] == "success", answer
        return answer["result"]

    def open(self, address: str) -> Tab:
        """Open this address in a new tab."""
        made = self.send("browsingContext.create", type="tab")
        tab = Tab(self, made["context"])
        tab.go(address)
        return tab

    def forget(self) -> None:
        """Close every tab except a new one and delete the cookies of every partition."""
        contexts = self.send("browsingContext.getTree")["contexts"]
        self.send("browsingContext.create", type="tab")
        for context in contexts:
            self.send("browsingContext.close", context=context["context"])
        self.send("storage.deleteCookies")

    def tabs(self) -> list[Tab]:
        """All open tabs and windows, in the order in which they were opened."""
        found = self.send("browsingContext.getTree", maxDepth=0)["contexts"]
        return [Tab(self, context["context"]) for context in found]

    def save_screenshots(self, path: Path) -> None:
        """Save a screenshot of each tab and window: firefox-1.png, firefox-2.png, …"""
        found = self.send("browsingContext.getTree", maxDepth=0)["contexts"]
        for number, context in enumerate(found, 1):
            told = self.send("browsingContext.captureScreenshot", context=context["context"])
            numbered = path.with_stem(f"{path.stem}-{number}")
            numbered.write_bytes(base64.b64decode(told["data"]))

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
                assert time.monotonic() < until, f"no Firefox:\n{self.log.read_text()}"
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
