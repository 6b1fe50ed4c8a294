"""A Redis of our own, which can be stopped, started and made silent; Debian's redis-server."""

import signal
import subprocess
from typing import Self

import redis

from tests.support.processes import free_port, until


class Redis:
    """On a free port, in memory alone; a context manager."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Empty, and answering."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1"]
        self._process = subprocess.Popen(
            [*command, "--save", "", "--appendonly", "no", "--daemonize", "no"],
            stdout=subprocess.DEVNULL,
        )
        until(self._answers, lambda: "redis-server did not start")

    def stop(self) -> None:
        """Gone, with all that it knew."""
        self._process.kill()
        self._process.wait()

    def fall_silent(self) -> None:
        """There, but answering nobody."""
        self._process.send_signal(signal.SIGSTOP)

    def speak(self) -> None:
        """Answering again, with all that it knew."""
        self._process.send_signal(signal.SIGCONT)

    def start_anew(self) -> None:
        """Whatever it was told: empty, answering, and as at first."""
        self.stop()
        self.start()

    def ask(self, *command: str, password: str | None = None) -> None:
        """Tell it something, as its operator would."""
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
