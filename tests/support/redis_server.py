"""A Redis server for tests, which can be stopped, started and made silent."""

import signal
import subprocess
from typing import Self

import redis

from tests.support.processes import free_port, until


class Redis:
    """A server on a free port, in memory only; a context manager."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, empty."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1"]
        self._process = subprocess.Popen(
            [*command, "--save", "", "--appendonly", "no", "--daemonize", "no"],
            stdout=subprocess.DEVNULL,
        )
        until(self._answers, lambda: "redis-server did not start")

    def stop(self) -> None:
        """Kill it; its data is lost."""
        self._process.kill()
        self._process.wait()

    def fall_silent(self) -> None:
        """Suspend it: it accepts connections but does not answer."""
        self._process.send_signal(signal.SIGSTOP)

    def speak(self) -> None:
        """Resume it, with its data."""
        self._process.send_signal(signal.SIGCONT)

    def start_anew(self) -> None:
        """Restart it, empty and with its first configuration."""
        self.stop()
        self.start()

    def ask(self, *command: str, password: str | None = None) -> None:
        """Send it a command, as its operator would."""
        with redis.Redis(port=self.port, password=password) as client:
            client.execute_command(*command)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    def _answers(self) -> bool:
        try:
            with redis.Redis(port=self.port) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False
