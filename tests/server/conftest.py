"""A small application on a real server, spoken to by raw sockets."""

import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.processes import ROOT, free_port, until

TIMEOUT = 5.0  # seconds that a test waits before it fails


@dataclass
class Server:
    """The server on `port`; `folder` holds what its application has written down."""

    port: int
    folder: Path
    _hanging: ExitStack = field(default_factory=ExitStack)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), TIMEOUT)

    def send(self, request: str) -> str:
        """All that comes back until the server ends the connection."""
        with closing(self.connect()) as connection:
            connection.sendall(request.encode())
            return received(connection)

    def send_and_finish(self, request: str) -> str:
        """The same, after this side has said that it sends no more."""
        with closing(self.connect()) as connection:
            connection.sendall(request.encode())
            connection.shutdown(socket.SHUT_WR)
            return received(connection)

    def send_and_reset(self, request: str) -> None:
        """Send a request and reset the connection."""
        with closing(self.connect()) as connection:
            connection.sendall(request.encode())
            now = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)

    def hang(self, times: int, path: str = "/") -> None:
        """Send so many requests that never end."""
        for _ in range(times):
            connection = self._hanging.enter_context(closing(self.connect()))
            connection.sendall(f"GET {path}?hang HTTP/1.1\r\nHost: a\r\n\r\n".encode())

    def hang_up(self) -> None:
        """Close the connections of the requests that hang."""
        self._hanging.close()

    def reached(self, path: str) -> list[str]:
        """The lengths of the bodies with which requests of that path reached the application."""
        file = self.folder / "reached"
        lines = file.read_text().splitlines() if file.exists() else []
        return [line.split()[1] for line in lines if line.split()[0] == path]

    def wait_for(self, is_true: Callable[[], bool]) -> None:
        until(is_true, lambda: "it did not happen")

    def _listens(self) -> bool:
        with suppress(OSError), closing(self.connect()):
            return True
        return False


def received(connection: socket.socket) -> str:
    """All that comes until the connection ends; TimeoutError if it does not."""
    parts = iter(lambda: connection.recv(65_536), b"")
    return b"".join(parts).decode()


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """`small_app` on a free port, by granian, as `make serve` runs the portal."""
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface=rsgi", "--loop=uvloop",
        "--http=1", "--no-ws", "--host=127.0.0.1", f"--port={port}", "--log-level=warning",
        "--factory", "tests.server.small_app:entry",
    ]  # fmt: skip
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }  # fmt: skip
    process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True)
    started = Server(port, folder)
    try:
        started.wait_for(started._listens)
        yield started
    finally:
        started.hang_up()
        os.killpg(process.pid, signal.SIGKILL)  # some of its threads hang for ever
        process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own, whose threads it may let hang."""
    with running(tmp_path) as started:
        yield started
