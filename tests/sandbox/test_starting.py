"""The stand-in starts in the dialects that it is told, and not at all in an unknown one."""

import sys

import pytest
from django.core.management import call_command

from portal.sandbox import __main__ as module
from portal.sandbox import standalone

SENTENCE = r"^no such dialect: latin; there are register_404, [\w, ]+$"


@pytest.fixture
def started(monkeypatch):
    """The names of the dialects of each stand-in that was started; it ends at once."""
    names = []

    class Started:
        def __init__(self, *args, dialects, **options):
            names.append(dialects)
            raise KeyboardInterrupt

    monkeypatch.setattr(standalone, "FakeAccelevents", Started)
    return names


def test_the_module_names_every_dialect_when_one_is_unknown(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["portal.sandbox", "--dialect", "bearer,latin"])

    with pytest.raises(SystemExit, match=SENTENCE):
        module.main()


def test_the_module_starts_in_its_dialects(monkeypatch, started):
    monkeypatch.setattr(sys, "argv", ["portal.sandbox", "--dialect", "bearer,no_zone"])

    with pytest.raises(KeyboardInterrupt):
        module.main()

    assert started == [("bearer", "no_zone")]


def test_the_sandbox_command_takes_dialects_too(started):
    with pytest.raises(SystemExit, match=SENTENCE):
        call_command("sandbox", "--dialect", "latin")
    with pytest.raises(KeyboardInterrupt):
        call_command("sandbox", "--dialect", "bearer")

    assert started == [("bearer",)]


def test_the_demo_ends_with_a_sentence_before_anything_starts(monkeypatch):
    monkeypatch.setenv("DIALECT", "latin")

    with pytest.raises(SystemExit, match=SENTENCE):
        call_command("demo")
