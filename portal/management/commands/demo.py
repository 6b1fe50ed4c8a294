"""`manage.py demo`: the portal over a stand-in of the outside world, on this machine alone."""

import logging
import signal
import subprocess
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.management.commands.serve import prepare, server_command
from portal.sandbox.chime.bots import couple
from portal.sandbox.media import MediaService
from portal.sandbox.upstream import Sandbox

MEDIA_SECRET = "demo"  # both stand-ins run here


class Command(BaseCommand):
    """Starts sandbox, media service and portal; Ctrl-C ends all of them."""

    help = "Run the portal with stand-ins of Accelevents and of the meeting service."

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns when the portal ends."""
        logging.getLogger("aioice").setLevel(logging.WARNING)  # it tells of every packet's way
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        media = MediaService(
            _port(f"//{settings.MEDIA_HOSTS[0]}"), MEDIA_SECRET, bots_for=lambda _: couple()
        )
        upstream = _port(settings.ACCELEVENTS.origin)
        with media, Sandbox(upstream, media_url=media.url, media_secret=MEDIA_SECRET) as sandbox:
            prepare()
            portal = subprocess.Popen(server_command())  # noqa: S603  our own program
            try:
                self._tell(sandbox)
                portal.wait()
            except KeyboardInterrupt:
                self.stdout.write("\nending")
            finally:
                portal.terminate()
                portal.wait()

    def _tell(self, sandbox: Sandbox) -> None:
        address = f"http://localhost:{settings.PORT}/"
        self.stdout.write(
            f"\n  The portal is at  {self.style.SUCCESS(address)}\n"
            "  Its first page says who to sign in as; ada@example.org, password let-me-in,"
            " gets in everywhere.\n"
            f"  To look into Accelevents' stand-in, or to break it: {sandbox.url}/sandbox/\n"
            "  Ctrl-C ends it.\n"
        )
        self.stdout.flush()


def _port(address: str) -> int:
    port = urlsplit(address).port
    if port is None:
        raise ValueError(f"{address} names no port")
    return port
