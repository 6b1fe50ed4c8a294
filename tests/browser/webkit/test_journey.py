"""The list, joining and the room's page in Safari's engine, by keyboard; and the demo in it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
import requests

from portal.sandbox.accelevents import FakeAccelevents
from portal.sandbox.demo import HttpsServer, proxy_to, tls_context
from tests.browser.webkit.browser import ENTER, WebKit
from tests.support.processes import ROOT, Portal, free_port, until

PASSWORD = "let-me-in"
FULL, BOOKBINDING = 11654, 11656
CANNOT = "This browser can’t join meetings"
THIS_PAGE = "document.querySelector('[data-part=this-page]')"
JOIN_BUTTONS = """return [...document.querySelectorAll("[data-part=go] button")]
    .filter(button => button.offsetParent).length"""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
FAULTS = """
    const done = arguments[arguments.length - 1];
    axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
        done(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)));
"""


@pytest.fixture
def webkit(tmp_path: Path) -> Iterator[WebKit]:
    with WebKit(tmp_path) as found:
        yield found


@pytest.fixture
def site(sandbox: FakeAccelevents, tmp_path: Path) -> Iterator[str]:
    """The origin of a portal behind https, which WebKit's Secure cookies need."""
    with (
        Portal(tmp_path, sandbox.url, TRUSTED_PROXY="on", ALLOWED_HOSTS="localhost") as portal,
        HttpsServer(tls_context(("localhost",)), proxy_to(portal.port)) as proxy,
    ):
        yield f"https://localhost:{proxy.port}"


def sign_in(webkit: WebKit, site: str, name: str = "ada") -> None:
    webkit.open(f"{site}/e/demo/")
    webkit.press("input[type=email]", f"{name}@example.org")
    webkit.press("input[type=password]", PASSWORD + ENTER)
    webkit.wait("document.querySelector('#list')")


def test_a_refusal_is_read_at_once_and_by_keyboard(webkit: WebKit, site: str) -> None:
    sign_in(webkit, site)
    webkit.press("#filter-q", "pigments")
    webkit.wait("document.querySelectorAll('#list article').length === 1")

    webkit.press("#list article .card-join button")

    webkit.wait("document.activeElement.matches('[data-outcome]')")
    assert webkit.run("return document.activeElement.innerText") == "This workshop is full"


def test_whoever_is_registered_is_told_that_this_browser_has_no_meetings(
    webkit: WebKit, site: str
) -> None:
    sign_in(webkit, site, "ben")

    webkit.press(f"#workshop-{BOOKBINDING} .card-join button")

    webkit.wait("location.pathname.endsWith('/room/')")
    webkit.wait(f"document.body.innerText.includes({CANNOT!r})")
    assert webkit.run(JOIN_BUTTONS) == 0
    assert webkit.run(f"return {THIS_PAGE}.href") == webkit.url


def test_axe_finds_nothing_in_the_list(webkit: WebKit, site: str) -> None:
    sign_in(webkit, site)
    webkit.run(AXE)

    assert webkit.run_async(FAULTS) == []


def answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """The address of `make demo`."""
    port, log = str(free_port()), tmp_path / "demo.log"
    with log.open("w") as out:
        env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PORT": port}
        command = [sys.executable, "manage.py", "demo"]
        running = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    address = f"http://localhost:{port}"
    until(lambda: answers(address), log.read_text)
    yield address
    running.send_signal(signal.SIGTERM)
    running.wait(60)


def test_the_demo_can_be_tried_over_http(webkit: WebKit, demo: str) -> None:
    webkit.open(f"{demo}/")
    webkit.wait("document.body.innerText.includes('Try it as Ada Okafor')")
    webkit.run(
        "[...document.querySelectorAll('button')]"
        ".find(one => one.innerText.includes('Try it as Ada Okafor')).click()"
    )

    webkit.wait("document.querySelector('#list')")
    assert webkit.run("return document.querySelector('.header-person').innerText") == "Ada Okafor"
