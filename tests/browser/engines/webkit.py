"""
WebKit, the engine of Safari: Debian's MiniBrowser on a screen of its own.

https://www.w3.org/TR/webdriver2/
"""

import itertools
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

import pytest
import requests

from tests.browser.engines.engine import ENTER
from tests.support.processes import free_port, until

PROGRAMS = list(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key under which the protocol names elements
SECONDS = 60
SCREENS = itertools.count(90 + 100 * (os.getpid() % 500))


class WebKit:
    """A browser that keeps nothing and accepts any certificate; a context manager that runs it."""

    def __init__(self, folder: Path) -> None:
        program = next(iter(PROGRAMS), None)
        if program is None or not shutil.which("WebKitWebDriver") or not shutil.which("Xvfb"):
            pytest.fail(
                "WebKit is missing: make test installs it, or apt-get install"
                " webkit2gtk-driver xvfb"
            )
        self._screen, self._port = f":{next(SCREENS)}", free_port()
        self._log = folder / "webkit.log"
        self._options = {"binary": str(program), "args": ["--automation"]}

    def __enter__(self) -> Self:
        with self._log.open("w") as log:
            screen = ["Xvfb", self._screen, "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
            self._xvfb = subprocess.Popen(screen, stderr=log)
            driver = ["WebKitWebDriver", f"--port={self._port}"]
            env = os.environ | {"DISPLAY": self._screen}
            self._driver = subprocess.Popen(driver, env=env, stdout=log, stderr=log)
        self._address = f"http://127.0.0.1:{self._port}"
        until(self._is_ready, lambda: f"WebKit did not start: {self._log.read_text()}")
        wanted = {"acceptInsecureCerts": True, "webkitgtk:browserOptions": self._options}
        told = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._address += f"/session/{told['sessionId']}"
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._send("DELETE", "")
        for process in (self._driver, self._xvfb):
            process.terminate()
            process.wait(SECONDS)

    def open(self, url: str) -> None:
        """Load this address."""
        self._send("POST", "/url", {"url": url})

    def value(self, expression: str) -> Any:
        """The value of an expression on the page; of a promise, what it resolves to."""
        script = f"Promise.resolve({expression}).then(arguments[0])"
        return self._send("POST", "/execute/async", {"script": script, "args": []})

    def wait(self, condition: str) -> None:
        """Wait until this expression is true."""
        until(lambda: self.value(f"Boolean({condition})"), lambda: f"never: {condition}")

    def press(self, selector: str, keys: str = ENTER) -> None:
        """Focus the first such element that is shown, and type."""
        self.wait(f"document.querySelector({selector!r})")
        found = self._send("POST", "/element", {"using": "css selector", "value": selector})
        self._send("POST", f"/element/{found[ELEMENT]}/value", {"text": keys})

    def _is_ready(self) -> bool:
        try:
            return bool(self._send("GET", "/status")["ready"])
        except requests.ConnectionError:
            return False

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = requests.request(method, self._address + path, json=body or {}, timeout=SECONDS)
        value = answer.json()["value"]
        assert answer.ok, value
        return value
