"""The attendee in whose name an event is checked: asked for, never given on the command line."""

import getpass
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from django.utils.translation import gettext as _

WAYS = ("password", "link")
_KEY_IN_LINK = re.compile(r"[?&#]userKey=([^&#\s]+)")

Ask = Callable[[str], str]


class InputError(Exception):
    """What was typed cannot be used; str() is the sentence that says so."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """`way` is "password" (with `email` and `secret`) or "link" (`secret` is the mailed key)."""

    way: str
    email: str = field(repr=False)
    secret: str = field(repr=False)


def ask_credentials(stdin: TextIO, stderr: TextIO) -> Credentials:
    """
    Ask for a way, then for an email and a password, or for the link from a ticket email.

    At a terminal, questions go to `stderr` and a secret is not echoed; otherwise each answer is a
    line of `stdin`. InputError if an answer is missing.
    """
    plain, hidden = _askers(stdin, stderr)
    way = plain(_("Sign in with a password or with the link from a ticket email (password/link)? "))
    if way not in WAYS:
        raise InputError(_("The first answer must be “password” or “link”."))
    if way == "link":
        return Credentials(
            way, "", _key_of(hidden(_("The link, or its key (it may stop working): ")))
        )
    return Credentials(way, plain(_("Email: ")), hidden(_("Password: ")))


def ask_yes(question: str, stdin: TextIO, stderr: TextIO) -> bool:
    """Whether the answer to `question` is exactly "yes"."""
    plain, _hidden = _askers(stdin, stderr)
    return plain(question) == "yes"


def _askers(stdin: TextIO, stderr: TextIO) -> tuple[Ask, Ask]:
    """(what asks for a plain answer, what asks for a secret one, which may begin with a space)."""

    def read(question: str) -> str:
        if stdin.isatty():
            stderr.write(question)
            stderr.flush()
        return _not_empty(stdin.readline().rstrip("\r\n"))

    def read_hidden(question: str) -> str:
        try:
            return _not_empty(getpass.getpass(question, stderr))
        except EOFError:
            return _not_empty("")

    return lambda question: read(question).strip(), read_hidden if stdin.isatty() else read


def _not_empty(answer: str) -> str:
    if not answer.strip():
        raise InputError(_("An answer is missing."))
    return answer


def _key_of(link: str) -> str:
    """The key of a mailed link: its userKey, else the last part of its path, else all of it."""
    named = _KEY_IN_LINK.search(link)
    return named[1] if named else link.strip().partition("?")[0].rstrip("/").rpartition("/")[2]
