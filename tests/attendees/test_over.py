"""A sign-in that has ended: the page says so, and leads back to what was pressed, unpressed."""

import pytest
from django.test import Client

from tests.support.attendee_client import visitor
from tests.support.html_page import Page

pytestmark = pytest.mark.django_db
JOIN = "/e/demo/w/11655/join/"
BACK_TO_WORKSHOP = "/e/demo/sign-in/?next=%2Fe%2Fdemo%2Fw%2F11655%2F"
FROM_THE_LIST = {"HX-Request": "true", "HX-Current-URL": "http://testserver/e/demo/"}


@pytest.fixture
def ended(sandbox):
    """Ada, whose session has been deleted behind her back."""
    ada = visitor(sandbox)
    ada.session.delete()
    return ada


def test_a_join_leads_back_to_the_workshop_and_is_not_made_up_for(ended, sandbox):
    sandbox.clear_request_log()

    answer = ended.post(JOIN, headers=FROM_THE_LIST)

    assert answer.headers["HX-Redirect"] == f"{BACK_TO_WORKSHOP}&over=1"
    assert sandbox.request_log == []


def test_the_sign_in_page_says_that_it_has_ended(ended):
    page = Page.of(ended.get(ended.get("/e/demo/mine/").url))

    assert "Your sign-in has ended" in page.words


def test_who_never_signed_in_reads_nothing_of_it(sandbox):
    stranger = Client()

    assert stranger.post(JOIN).url == BACK_TO_WORKSHOP
    assert "has ended" not in Page.of(stranger.get(BACK_TO_WORKSHOP)).words
