"""What upstream lists although it is not for attendees yet, or not any more."""

import pytest

from tests.support.attendee_client import LIST, page_of
from tests.support.html_page import Page

READY = {
    "sessionId": 7,
    "title": "Ready one",
    "sessionVisibilityType": "PUBLIC",
    "status": "VISIBLE",
}


@pytest.mark.parametrize("status", ["DRAFT", "draft", "HIDDEN"])
def test_a_draft_is_not_listed_even_if_upstream_lists_it_to_an_attendee(ada, sandbox, status):
    draft = READY | {"sessionId": 8, "title": "Half-written one", "status": status}
    sandbox.fail("list", "200", body={"data": [READY, draft], "recordsFiltered": 2})

    words = Page.of(ada.get(LIST)).words

    assert "Ready one" in words
    assert "Half-written one" not in words
    assert ada.get(page_of(8)).status_code == 404
