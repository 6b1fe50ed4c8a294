"""`manage.py serve`: the production server on BIND:PORT."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

# The time after SIGTERM for requests that are being answered: longer than a call upstream takes.
# A process that is still starting does not get the signal at all.
SHUTDOWN_SECONDS = 20
MAX_CONNECTIONS = 10_000  # of one process, including those that wait for their next request


def prepare() -> None:
    """Bring the tables of the database and the static files up to date with this release."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not _static_files_are_current():
        call_command("collectstatic", interactive=False, verbosity=0)


def _static_files_are_current() -> bool:
    """Whether the collected static files are newer than all of their sources."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return False
    collected_at = manifest.stat().st_mtime
    sources = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    return all(Path(source).stat().st_mtime < collected_at for source in sources)


def server_command() -> list[str]:
    """granian with the portal's entry; plain http, for a proxy in front or for loopback."""
    return [
        str(Path(sys.executable).with_name("granian")),
        "--interface=rsgi",
        "--loop=uvloop",
        "--http=1",
        "--no-ws",
        f"--host={settings.BIND}",
        f"--port={settings.PORT}",
        f"--workers={settings.WORKERS}",
        f"--backpressure={MAX_CONNECTIONS}",
        "--respawn-failed-workers",
        f"--workers-kill-timeout={SHUTDOWN_SECONDS}",
        "--log-level=warning",
        "--factory",
        "portal.server.rsgi:entry",
    ]


class Command(BaseCommand):
    """Prepares the database and the static files, then becomes the server."""

    help = "Serve the portal on BIND:PORT (plain http: behind a proxy, or on loopback)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Does not return: the server takes the place of this process. Raises CommandError."""
        if settings.DEBUG and not settings.IS_SANDBOX:
            raise CommandError(
                "DEBUG=on shows tokens and passwords on error pages, so it needs SANDBOX=on."
            )
        if settings.PLAIN_COOKIES:
            raise CommandError(
                "PLAIN_COOKIES=on sends sign-ins over http: it is for manage.py demo alone."
            )
        prepare()
        self.stdout.write(f"serving on http://{settings.BIND}:{settings.PORT}")
        self.stdout.flush()
        command = server_command()
        os.execv(command[0], command)  # noqa: S606  our own program
