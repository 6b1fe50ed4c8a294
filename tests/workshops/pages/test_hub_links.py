"""Wherever the portal gives up on a workshop, its page in Accelevents' own hub is a link away."""

import pytest

from portal.sandbox.accelevents.error_responses import FULL
from tests.support.attendee_client import join_of, page_of, press, room_of
from tests.support.html_page import Page

pytestmark = pytest.mark.django_db  # the lock is in the database
SOLDERING, GONE = 11655, 99
HUB = "https://www.accelevents.com/e/demo/portal/workshops"
NEW_TAB = {"target": "_blank", "rel": "noopener"}


def hub_links(response):
    """The links to the hub: (address, whether it opens in a new tab)."""
    links = [attributes for tag, attributes in Page.of(response).tags if tag == "a"]
    return [
        (link["href"], NEW_TAB.items() <= link.items())
        for link in links
        if link.get("href", "").startswith("https://www.accelevents.com/")
    ]


@pytest.mark.parametrize("path", [page_of(SOLDERING), room_of(SOLDERING)])
def test_a_page_of_a_workshop_leads_to_it_in_the_hub(ada, path):
    links = hub_links(ada.get(path))

    assert set(links) == {(f"{HUB}/{SOLDERING}", True)}


def test_the_room_leads_there_before_in_and_after_the_meeting_and_without_script(ada):
    assert len(hub_links(ada.get(room_of(SOLDERING)))) == 6


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("406", {"code": FULL.code, "text": FULL.text}),
        ("503", {}),
        ("500", {}),
        ("hangup", {}),
    ],
    ids=["full", "busy", "broken", "silent"],
)
def test_a_join_that_ends_outside_leads_to_the_hub(ada, sandbox, kind, options):
    sandbox.fail("register", kind, **options)
    sandbox.fail("mine", "500")

    assert hub_links(press(ada, SOLDERING)) == [(f"{HUB}/{SOLDERING}", True)]


def test_a_join_that_succeeds_does_not(ada):
    assert hub_links(press(ada, SOLDERING)) == []


@pytest.mark.parametrize("path", [page_of(SOLDERING), room_of(SOLDERING), join_of(SOLDERING)])
def test_the_error_page_of_a_workshop_leads_to_it_in_the_hub(ada, sandbox, path):
    sandbox.fail("*", "500")

    page = ada.get(path)

    assert (page.status_code, hub_links(page)) == (502, [(f"{HUB}/{SOLDERING}", True)])


def test_the_error_page_of_the_list_leads_to_the_workshops_in_the_hub(ada, sandbox):
    sandbox.fail("*", "500")

    assert hub_links(ada.get("/e/demo/mine.ics")) == [(HUB, True)]


def test_a_workshop_that_the_portal_does_not_show_may_still_be_in_the_hub(ada):
    page = ada.get(page_of(GONE))

    assert (page.status_code, hub_links(page)) == (404, [(f"{HUB}/{GONE}", True)])


def test_an_address_outside_the_events_leads_to_no_hub(ada):
    assert hub_links(ada.get("/e/elsewhere/w/1/")) == []
    assert hub_links(ada.get("/nowhere/")) == []
