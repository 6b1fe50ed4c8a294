"""Two releases over one store: what the other one wrote in another form is not read."""

import pytest

from tests.support.attendee_client import LIST, visitor
from workshops.catalogue import registrations

pytestmark = pytest.mark.django_db


def marked(ada) -> bool:
    return "Registered" in ada.get(LIST).content.decode()


def test_registrations_that_another_release_wrote_are_asked_for_anew(sandbox, monkeypatch):
    rex = visitor(sandbox, "rex")
    assert marked(rex)
    sandbox.fail("mine", "503")

    monkeypatch.setattr(registrations, "FORMAT", "of-another-release")
    of_the_other = marked(rex)
    monkeypatch.undo()

    assert not of_the_other
    assert marked(rex)
