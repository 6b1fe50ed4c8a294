"""The command as an organizer runs it: its answers come from stdin, its report goes to stdout."""

import io
import json
import sys
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from django.core.management import CommandError, call_command

PASSWORD = ("password", "ben@example.org", "let-me-in")
LINK = ("link", "https://www.accelevents.com/u/login?userKey=ben-key&eventUrl=big")


class Ended(NamedTuple):
    """How the command ended: its exit status, what it printed, and its one sentence, if any."""

    status: int
    printed: str
    sentence: str

    @property
    def rows(self) -> dict[str, dict[str, Any]]:
        """The rows of the JSON that was printed, by question."""
        return {row["question"]: row for row in json.loads(self.printed)["rows"]}

    @property
    def remarks(self) -> dict[str, str]:
        """The words of the rows that are not fine, by question."""
        rows = self.rows.items()
        return {name: row["answer"] for name, row in rows if row["verdict"] != "fine"}


@pytest.fixture
def check_event(monkeypatch):
    """check_event("demo", "--json", typed=PASSWORD): how the command ended."""

    monkeypatch.setenv("COLUMNS", "200")  # no sentence is broken, however wide the terminal is

    def run(*arguments: str, typed: tuple[str, ...] = PASSWORD) -> Ended:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        printed = io.StringIO()
        try:
            call_command("check_event", *arguments, stdout=printed)
        except CommandError as error:
            return Ended(error.returncode, printed.getvalue(), str(error))
        except SystemExit as exit_:
            return Ended(int(exit_.code or 0), printed.getvalue(), "")
        return Ended(0, printed.getvalue(), "")

    return run


@pytest.fixture
def with_key(sandbox, settings):
    """A portal that has the organization's key."""
    key = sandbox.state.api_key
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, api_key=key)
    return key
