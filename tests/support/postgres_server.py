"""A PostgreSQL server for tests, with an empty database of its own, on a free port."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self

import psycopg

from tests.support.processes import free_port, until

UNPRIVILEGED = "postgres"  # Debian's user; the server refuses to run as root
FAST = ["fsync=off", "max_connections=400", "unix_socket_directories="]


class PostgreSQL:
    """A context manager; its files lie in a new folder of the system's, and go with it."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"postgresql://{UNPRIVILEGED}@127.0.0.1:{self.port}/{UNPRIVILEGED}"

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
        self._become: dict[str, Any] = {"cwd": "/", "stdout": subprocess.DEVNULL}
        if os.geteuid() == 0:
            shutil.chown(self._folder, UNPRIVILEGED)
            group = pwd.getpwnam(UNPRIVILEGED).pw_gid
            self._become |= {"user": UNPRIVILEGED, "group": group, "extra_groups": []}
        where = ["-D", str(self._folder)]
        new = ["--no-sync", "-A", "trust", "-U", UNPRIVILEGED, "-E", "UTF8", "--locale=C"]
        subprocess.run([_program("initdb"), *where, *new], check=True, **self._become)
        options = [part for option in FAST for part in ("-c", option)]
        self._process = subprocess.Popen(
            [_program("postgres"), *where, "-h", "127.0.0.1", "-p", str(self.port), *options],
            stderr=subprocess.DEVNULL,
            **self._become,
        )
        until(self._answers, lambda: "PostgreSQL did not start")
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._process.send_signal(signal.SIGINT)  # a fast shutdown; SIGTERM waits for its clients
        self._process.wait()
        shutil.rmtree(self._folder)

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.url, connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False


def _program(name: str) -> str:
    """The path of one of its programs: Debian has them outside PATH, by version."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(debian[-1]) if debian else name
