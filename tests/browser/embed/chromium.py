"""
A Chromium that is started as people start it, without the flags of an automation tool.

Playwright's own flags disable storage partitioning, and Debian's Chromium blocks third-party
cookies by default; either would make a test prove something else. So this module starts the
browser itself, with the cookie policy written into its profile, and lets Playwright connect.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.browser.flags import UNSEEN
from tests.support.processes import until

KEPT, THIRD_PARTY_BLOCKED, BLOCKED_IN_FRAMES = "kept", "third-party blocked", "blocked in frames"
# profile.cookie_controls_mode: 0 off, 1 third-party cookies blocked.
PREFERENCES: dict[str, dict[str, Any]] = {
    KEPT: {"cookie_controls_mode": 0},
    THIRD_PARTY_BLOCKED: {"cookie_controls_mode": 1},
    # All cookies are blocked, partitioned ones too, except on the portal's own pages.
    BLOCKED_IN_FRAMES: {
        "cookie_controls_mode": 1,
        "default_content_setting_values": {"cookies": 2},
        "content_settings": {
            "exceptions": {"cookies": {"[*.]portal.test,[*.]portal.test": {"setting": 1}}}
        },
    },
}
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Parts that are never visible in headless mode, but start processes for each new page.
    f"--disable-features={','.join(UNSEEN)}",
    "--remote-debugging-port=0",
    "--host-resolver-rules=MAP *.test 127.0.0.1",
    "--ignore-certificate-errors",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--lang=en-GB",
    "--window-size=1280,900",
]


class Chromium:
    """A running browser with its own profile; a context manager."""

    def __init__(self, folder: Path, cookies: str) -> None:
        program = shutil.which("chromium")
        if program is None:
            pytest.fail("Chromium is missing: make test installs it, or apt-get install chromium")
        self._profile, self._log = folder / "profile", folder / "chromium.log"
        preferences = self._profile / "Default" / "Preferences"
        preferences.parent.mkdir(parents=True)
        preferences.write_text(json.dumps({"profile": PREFERENCES[cookies]}))
        self._command = [program, *FLAGS, f"--user-data-dir={self._profile}", "about:blank"]

    def __enter__(self) -> Self:
        with self._log.open("w") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
        until(lambda: bool(self._address()), lambda: f"no Chromium:\n{self._log.read_text()}")
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._process.terminate()
        self._process.wait(30)

    def connect(self, playwright: Playwright) -> Browser:
        """The browser as Playwright sees it."""
        return playwright.chromium.connect_over_cdp(self._address())

    def _address(self) -> str:
        found = re.search(r"DevTools listening on (ws://\S+)", self._log.read_text())
        return found[1] if found else ""


def clean(context: BrowserContext) -> None:
    """Close every page except a new, empty one, and delete all cookies, in every partition."""
    page = context.new_page()
    for other in context.pages:
        if other is not page:
            other.close()
    # Not before: without its cookie an open list moves to the sign-in page at its next refresh,
    # and Chromium does not close a page whose next address is just arriving.
    session = context.new_cdp_session(page)
    session.send("Network.clearBrowserCookies")
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
