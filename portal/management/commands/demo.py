"""`manage.py demo`: the portal with stand-ins of everything outside, on this machine alone."""

import logging
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.management.commands.serve import prepare, server_command
from portal.sandbox.accelevents import FakeAccelevents
from portal.sandbox.chime import FakeChime, MissingPackageError, demo_bots
from portal.sandbox.demo import (
    PORTAL_NAME,
    SITE_NAME,
    EventSite,
    HttpsServer,
    proxy_to,
    tls_context,
)
from portal.sandbox.standalone import add_dialect_argument, dialects_named

MEDIA_SECRET = "demo"  # both stand-ins run here


class Command(BaseCommand):
    """Starts the stand-ins and the portal; Ctrl-C ends all of them."""

    help = "Run the portal with stand-ins of Accelevents and of the meeting service."

    def add_arguments(self, parser: CommandParser) -> None:
        """The option `--dialect`."""
        add_dialect_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns when the portal ends."""
        dialects = dialects_named(options["dialect"])
        logging.getLogger("aioice").setLevel(logging.WARNING)  # it logs the route of every packet
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with self._stand_ins(dialects) as sandbox:
                self._run_portal(sandbox.url, dialects)
        except MissingPackageError as error:
            raise CommandError(str(error)) from error

    @contextmanager
    def _stand_ins(self, dialects: tuple[str, ...]) -> Iterator[FakeAccelevents]:
        media_port = _port(f"//{settings.MEDIA_HOSTS[0]}")
        upstream_port = _port(settings.ACCELEVENTS.origin)
        with (
            FakeChime(media_port, MEDIA_SECRET, bots_for=lambda _: demo_bots()) as media,
            FakeAccelevents(
                upstream_port,
                media_url=media.url,
                media_secret=MEDIA_SECRET,
                dialects=dialects,
            ) as sandbox,
        ):
            yield sandbox

    def _run_portal(self, upstream: str, dialects: tuple[str, ...]) -> None:
        prepare()
        portal = subprocess.Popen(server_command())  # noqa: S603  our own program
        try:
            with self._event_site(upstream) as site:
                self._print_addresses(upstream, site, dialects)
                portal.wait()
        except KeyboardInterrupt:
            self.stdout.write("\nending")
        finally:
            portal.terminate()
            portal.wait()

    @contextmanager
    def _event_site(self, upstream: str) -> Iterator[str]:
        """The event's own site, and the portal by https twice: with and without frame cookies."""
        address = settings.EMBED_ORIGINS["demo"][0]
        context = tls_context((PORTAL_NAME, SITE_NAME, "localhost"))
        portal = HttpsServer(context, proxy_to(settings.PORT))
        portal_without_cookies = HttpsServer(context, proxy_to(settings.PORT, drops_cookies=True))
        site = EventSite(
            portal=f"https://{PORTAL_NAME}:{portal.port}",
            portal_without_cookies=f"https://{PORTAL_NAME}:{portal_without_cookies.port}",
            backend=f"http://127.0.0.1:{settings.PORT}",
            upstream=upstream,
            secret=settings.EMBED_SECRETS["demo"][0],
        )
        server = HttpsServer(context, site.handler(), _port(address))
        with portal, portal_without_cookies, server:
            yield f"{address}/"

    def _print_addresses(self, upstream: str, site: str, dialects: tuple[str, ...]) -> None:
        spoken = f"  It speaks the dialect {', '.join(dialects)}.\n" if dialects else ""
        address = f"http://localhost:{settings.PORT}/"
        self.stdout.write(
            f"\n  The portal is at  {self.style.SUCCESS(address)}\n"
            "  Its first page lists the accounts to sign in with; ada@example.org, password"
            " let-me-in, gets in everywhere.\n"
            f"  The portal inside an event's own site:  {self.style.SUCCESS(site)}\n"
            "  (its certificate was made just now: the browser warns about it, and the page says"
            " what to do)\n"
            f"  To look into the stand-in of Accelevents, or to break it: {upstream}/sandbox/\n"
            f"{spoken}"
            "  Ctrl-C ends it.\n"
        )
        self.stdout.flush()


def _port(address: str) -> int:
    port = urlsplit(address).port
    if port is None:
        raise ValueError(f"{address} names no port")
    return port
