"""An empty list says truly whether there is nothing, or nothing that this attendee is shown."""

import pytest

from tests.support.attendee_client import LIST, visitor
from tests.support.html_page import Page
from tests.workshops.catalogue.replies import body, session

NONE, WITHHELD = "No workshops yet", "No workshops are open to you here"
TALK = session(9, "A talk") | {"format": "MAIN_STAGE"}


@pytest.fixture
def ben(sandbox):
    return visitor(sandbox, "ben")


@pytest.mark.parametrize(
    ("items", "headline"),
    [
        ([], NONE),
        ([TALK], NONE),
        ([session(1, "Secret", "PRIVATE")], WITHHELD),
        ([session(1, "Secret", hideSessionFromAttendees=True)], WITHHELD),
        ([TALK, {"title": "Without an id", "format": "WORKSHOP"}], WITHHELD),
    ],
)
def test_none_at_all_is_not_none_for_this_attendee(ben, sandbox, items, headline):
    sandbox.fail("list", "200", body=body(*items))

    words = Page.of(ben.get(LIST)).words

    assert [each for each in (NONE, WITHHELD) if each in words] == [headline]
    assert "Secret" not in words


def test_a_list_that_filters_empty_says_so(ben, sandbox):
    sandbox.fail("list", "200", body=body(session(1, "Open"), session(2, "Secret", "PRIVATE")))

    words = Page.of(ben.get(f"{LIST}?q=nothing-like-this")).words

    assert "No matching workshops" in words
    assert [each for each in (NONE, WITHHELD) if each in words] == []
