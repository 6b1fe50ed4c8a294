"""`manage.py serve`: the production server on BIND:PORT."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

# From SIGTERM to the end, for what is under way: longer than a call upstream takes. A process that
# is only just starting does not hear the signal at all.
LAST_SECONDS = 20
MOST_CONNECTIONS = 10_000  # of a process; those that only wait for their next request count too


def prepare() -> None:
    """The database's tables and the static files, as this release wants them."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not static_is_current():
        call_command("collectstatic", interactive=False, verbosity=0)


def static_is_current() -> bool:
    """Whether the collected static files are newer than all they were made from."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return False
    made_at = manifest.stat().st_mtime
    sources = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    return all(Path(source).stat().st_mtime < made_at for source in sources)


def server_command() -> list[str]:
    """granian with portal.rsgi; plain http, for a proxy in front or for loopback."""
    return [
        str(Path(sys.executable).with_name("granian")),
        "--interface=rsgi",
        "--loop=uvloop",
        "--http=1",
        "--no-ws",
        f"--host={settings.BIND}",
        f"--port={settings.PORT}",
        f"--workers={settings.WORKERS}",
        f"--backpressure={MOST_CONNECTIONS}",
        "--respawn-failed-workers",
        f"--workers-kill-timeout={LAST_SECONDS}",
        "--log-level=warning",
        "--factory",
        "portal.server.rsgi:entry",
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
