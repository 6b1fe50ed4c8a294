"""`make demo` over http in Safari's engine, which keeps no Secure cookie there."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.browser.engines.steps import shows
from tests.browser.engines.webkit import WebKit
from tests.support.processes import ROOT, free_port, until

ADA = """[...document.querySelectorAll('button')]
    .find(one => one.innerText.includes('Try it as Ada Okafor'))"""


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


def test_the_demo_can_be_tried_over_http(tmp_path: Path, demo: str) -> None:
    with WebKit(tmp_path) as safari:
        safari.open(f"{demo}/")
        shows(safari, "Try it as Ada Okafor")

        safari.value(f"{ADA}.click()")

        safari.wait("document.querySelector('#list')")
        assert safari.value("document.querySelector('.header-person').innerText") == "Ada Okafor"
