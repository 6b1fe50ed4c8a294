"""`manage.py sandbox`: the stand-in of Accelevents by itself, until Ctrl-C."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.sandbox.__main__ import run


class Command(BaseCommand):
    """Runs the sandbox and prints its address and that of its controls."""

    help = "Run the stand-in of Accelevents on loopback until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The same options as `python -m portal.sandbox`."""
        parser.add_argument("--port", type=int, default=9400, help="0: any free one")
        parser.add_argument("--media-url", default="", help="ws://127.0.0.1:<port>")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve; returns after Ctrl-C."""
        run(options["port"], options["media_url"])
