"""The portal served by plain WSGI: a thread for every request, and no admission."""

import sys
from pathlib import Path

from tests.support.processes import Portal

WORKERS, THREADS = 2, 600


class Plain(Portal):
    """
    `portal.wsgi` under granian's WSGI interface, as many joins at once as there are threads.

    `make serve` is compared with it. It prepares neither database nor static files: a portal over
    the same ones must have started before.
    """

    def __init__(self, folder: Path, upstream: str, **settings: str) -> None:
        joins = str(WORKERS * THREADS)
        super().__init__(folder, upstream, THREADS=joins, JOINS_AT_ONCE=joins, **settings)

    @property
    def command(self) -> list[str]:
        return [
            str(Path(sys.executable).with_name("granian")),
            "--interface=wsgi",
            "--http=1",
            "--no-ws",
            "--host=127.0.0.1",
            f"--port={self.port}",
            f"--workers={WORKERS}",
            f"--blocking-threads={THREADS}",
            "--backpressure=4096",  # connections are not what it runs short of
            "--log-level=warning",
            "portal.wsgi:application",
        ]
