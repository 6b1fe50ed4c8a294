"""The portal as operators run it: its own processes, a database file and a log, on a free port."""

import fcntl
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import requests

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60


class Portal:
    """`manage.py serve` with its own settings; a context manager."""

    def __init__(self, folder: Path, upstream: str, **settings: str) -> None:
        self.port = free_port()
        self.database, self.log = folder / f"{self.port}.sqlite3", folder / f"{self.port}.log"
        self.settings = {
            "SECRET_KEY": "only-for-the-tests-" + "x" * 32,
            "PORTAL_EVENTS": "demo,big",
            "ACCELEVENTS_URL": upstream,
            "SANDBOX": "on",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "BIND": "127.0.0.1",
            "PORT": str(self.port),
            "LIST_FRESH_SECONDS": "1",
            **settings,
        }

    @property
    def url(self) -> str:
        """Its origin; browsers accept Secure cookies from localhost."""
        return f"http://localhost:{self.port}"

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def log_text(self) -> str:
        """The text that it has logged so far."""
        return self.log.read_text()

    @property
    def command(self) -> list[str]:
        """The command that starts it."""
        return [sys.executable, "manage.py", "serve"]

    def __enter__(self) -> Self:
        with one_start_at_a_time(), self.log.open("w") as log:
            self._process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={"PATH": os.environ["PATH"], **self.settings},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            until(self._is_ready, lambda: f"the portal did not start:\n{self.log_text}")
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    def stop(self) -> int:
        """End it as an operator would, and wait. Returns its exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(START_SECONDS)

    def forget(self) -> None:
        """Delete its sessions, device checks, who is inside and shared cache, as at a new start."""
        with sqlite3.connect(self.database, timeout=20) as database:
            database.execute("DELETE FROM portal_cache_2")
            database.execute("DELETE FROM portal_session")
            database.execute("DELETE FROM workshops_devicecheck")
            database.execute("DELETE FROM workshops_roompresence")
        database.close()
        self.forget_joins()

    def forget_joins(self) -> None:
        """Delete what came of the last joins, as when REPLAY_SECONDS have passed."""
        with sqlite3.connect(self.database, timeout=20) as database:
            database.execute("DELETE FROM workshops_claim")
        database.close()

    def _is_ready(self) -> bool:
        if self._process.poll() is not None:
            raise AssertionError(f"the portal ended by itself:\n{self.log_text}")
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).ok
        except (requests.ConnectionError, requests.Timeout):
            return False


@contextmanager
def one_start_at_a_time() -> Iterator[None]:
    """
    Hold a lock that all test processes share.

    In a fresh checkout the first portal collects and compresses the static files; portals that
    start beside it would do the same work at the same time, in the same folder.
    """
    path = ROOT / "build" / "portal-start.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def until(is_true: Callable[[], bool], message: Callable[[], str]) -> None:
    """Wait until `is_true()`; raises AssertionError with `message()` if that takes too long."""
    latest = time.monotonic() + START_SECONDS
    while not is_true():
        if time.monotonic() > latest:
            raise AssertionError(message())
        time.sleep(0.05)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def secrets_in(text: str) -> list[str]:
    """Every token, password or email address of the sandbox's people in a text."""
    return re.findall(r"[\w.+-]+@example\.org|eyJ[\w-]+\.[\w-]+|\bworkshop-password\b", text)
