"""`manage.py sandbox`: the stand-in of Accelevents by itself, until Ctrl-C."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.sandbox.standalone import add_arguments, run


class Command(BaseCommand):
    """Runs the stand-in, and prints its address and that of its control API."""

    help = "Run the stand-in of Accelevents on loopback until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The same options as those of `python -m portal.sandbox`."""
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve; returns after Ctrl-C."""
        run(options["port"], options["media_url"], options["dialect"])
