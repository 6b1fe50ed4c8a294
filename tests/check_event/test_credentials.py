"""How the command asks at a terminal: questions on stderr, and no echo of what is secret."""

import getpass
import io

import pytest

from portal.check_event import InputError, ask_credentials, ask_yes


class Terminal(io.StringIO):
    """Lines that somebody types."""

    def isatty(self):
        return True


@pytest.fixture
def hidden(monkeypatch):
    """The questions whose answer is not echoed; each is answered with "hidden"."""
    asked = []

    def answer(question, stream):
        asked.append(question)
        return " hidden"

    monkeypatch.setattr(getpass, "getpass", answer)
    return asked


def test_at_a_terminal_a_password_is_not_echoed(hidden):
    stderr = io.StringIO()

    found = ask_credentials(Terminal(" password \nben@example.org \nnever read\n"), stderr)

    assert (found.way, found.email, found.secret) == ("password", "ben@example.org", " hidden")
    assert hidden == ["Password: "]
    assert stderr.getvalue().endswith("(password/link)? Email: ")


def test_at_a_terminal_a_link_is_not_echoed(hidden):
    found = ask_credentials(Terminal("link\n"), io.StringIO())

    assert (found.way, found.secret) == ("link", "hidden")


def test_the_end_of_the_input_is_a_missing_answer(monkeypatch):
    def end(question, stream):
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", end)

    with pytest.raises(InputError, match="An answer is missing"):
        ask_credentials(Terminal("link\n"), io.StringIO())


@pytest.mark.parametrize(("typed", "is_confirmed"), [("yes", True), ("Yes", False), ("y", False)])
def test_only_yes_is_yes(typed, is_confirmed):
    stderr = io.StringIO()

    assert ask_yes("Sure? ", Terminal(f"{typed}\n"), stderr) == is_confirmed
    assert stderr.getvalue() == "Sure? "


def test_nothing_secret_stands_in_a_repr(hidden):
    found = ask_credentials(Terminal("password\nben@example.org\n"), io.StringIO())

    assert repr(found) == "Credentials(way='password')"
