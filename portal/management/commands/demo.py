"""`manage.py demo`: the portal over a stand-in of the outside world, on this machine alone."""

import logging
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.management.commands.serve import prepare, server_command
from portal.sandbox.accelevents.fake import Sandbox
from portal.sandbox.chime.bots import couple
from portal.sandbox.chime.fake import MediaService
from portal.sandbox.demo.event_site import EventSite
from portal.sandbox.demo.https_proxy import SecureServer, certificate, way_to
from portal.sandbox.demo.settings import PORTAL_NAME, SITE_NAME

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
                with self._event_site(sandbox.url) as site:
                    self._tell(sandbox, site)
                    portal.wait()
            except KeyboardInterrupt:
                self.stdout.write("\nending")
            finally:
                portal.terminate()
                portal.wait()

    @contextmanager
    def _event_site(self, upstream: str) -> Iterator[str]:
        """The event's own site, and the portal by https, twice: cookies kept and dropped."""
        address = settings.EMBED_ORIGINS["demo"][0]
        trust = certificate((PORTAL_NAME, SITE_NAME, "localhost"))
        kept = SecureServer(trust, way_to(settings.PORT))
        dropped = SecureServer(trust, way_to(settings.PORT, drops_cookies=True))
        site = EventSite(
            portal=f"https://{PORTAL_NAME}:{kept.port}",
            portal_without_cookies=f"https://{PORTAL_NAME}:{dropped.port}",
            backend=f"http://127.0.0.1:{settings.PORT}",
            upstream=upstream,
            secret=settings.EMBED_SECRETS["demo"][0],
        )
        with kept, dropped, SecureServer(trust, site.handler(), _port(address)):
            yield f"{address}/"

    def _tell(self, sandbox: Sandbox, site: str) -> None:
        address = f"http://localhost:{settings.PORT}/"
        self.stdout.write(
            f"\n  The portal is at  {self.style.SUCCESS(address)}\n"
            "  Its first page says who to sign in as; ada@example.org, password let-me-in,"
            " gets in everywhere.\n"
            f"  The same inside an event's own site:  {self.style.SUCCESS(site)}\n"
            "  (the certificate was made just now: the browser asks about it, and the page says"
            " what to do)\n"
            f"  To look into Accelevents' stand-in, or to break it: {sandbox.url}/sandbox/\n"
            "  Ctrl-C ends it.\n"
        )
        self.stdout.flush()


def _port(address: str) -> int:
    port = urlsplit(address).port
    if port is None:
        raise ValueError(f"{address} names no port")
    return port
