"""`manage.py check_event`: what an event's upstream does, asked once by its organizer."""

import logging
import shutil
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import slug_re
from django.utils.translation import gettext as _

from portal.check_event import (
    InputError,
    NothingAnswersError,
    Report,
    as_json,
    as_text,
    ask_credentials,
    ask_yes,
    check,
)

WRONG_USE = 2  # exit status, as argparse has it


class Command(BaseCommand):
    """Exit status 0 only if an attendee could get in, 2 for wrong use, else 1."""

    help = "Ask Accelevents, as one attendee of an event, all that the portal relies on."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who signs in is asked for, never given here: other people see command lines."""
        parser.add_argument("event", help=_("the event’s url, as in https://…/e/<event>"))
        parser.add_argument("--room", type=int, metavar="ID", help=_("really join this session"))
        parser.add_argument("--json", action="store_true", help=_("print JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report; raises SystemExit(1) if an attendee could not get in."""
        try:
            report = self._check(options["event"], options["room"])
        except InputError as error:
            raise CommandError(str(error), returncode=WRONG_USE) from None
        except NothingAnswersError as error:
            raise CommandError(str(error)) from None
        columns = shutil.get_terminal_size((100, 24)).columns
        self.stdout.write(as_json(report) if options["json"] else as_text(report, columns))
        if not report.can_enter:
            raise SystemExit(1)

    def _check(self, event: str, room: int | None) -> Report:
        if not slug_re.fullmatch(event):
            raise InputError(_("The event’s url is letters, digits, - and _."))
        credentials = ask_credentials(sys.stdin, sys.stderr)
        if room is not None and not ask_yes(_question(room), sys.stdin, sys.stderr):
            raise InputError(_("Not confirmed: nothing was sent to Accelevents."))
        logging.disable()  # the report says what was seen; lines of the log would hide it
        try:
            return check(event, settings.ACCELEVENTS, credentials, room)
        finally:
            logging.disable(logging.NOTSET)


def _question(room: int) -> str:
    return _(
        "This takes a seat in session %(room)s and no one enters; it may use up a spot in its"
        " meeting. Type yes to go on: "
    ) % {"room": room}
