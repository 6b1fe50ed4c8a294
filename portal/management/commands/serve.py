"""`manage.py serve`: the production server on BIND:PORT."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

# Measured best for this kind of work on two cores: threads wait upstream, processes compute.
WORKERS = 2
THREADS = 64


def prepare() -> None:
    """The database's tables and the static files, as this release wants them."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def server_command() -> list[str]:
    """granian with the WSGI application; plain http, for a proxy in front or for loopback."""
    return [
        str(Path(sys.executable).with_name("granian")),
        "--interface=wsgi",
        "--http=1",
        "--no-ws",
        f"--host={settings.BIND}",
        f"--port={settings.PORT}",
        f"--workers={WORKERS}",
        f"--blocking-threads={THREADS}",
        "--log-level=warning",
        "portal.wsgi:application",
    ]


class Command(BaseCommand):
    """Prepares database and static files, then becomes the server."""

    help = "Serve the portal on BIND:PORT (plain http: behind a proxy, or on loopback)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Does not return: the server takes this process's place."""
        prepare()
        self.stdout.write(f"serving on http://{settings.BIND}:{settings.PORT}")
        self.stdout.flush()
        command = server_command()
        os.execv(command[0], command)  # noqa: S606  our own program
