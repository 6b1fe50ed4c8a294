"""Whatever dialect upstream speaks: an attendee signs in, finds a workshop, and gets into it."""

from collections import Counter

import pytest
from django.test import Client

from portal.observability import findings, registry
from portal.sandbox.accelevents import DIALECTS
from tests.dialects.expected import EVERYTHING, EXPECTED, NO_PASSWORD
from tests.support.attendee_client import (
    LIST,
    calls_made,
    enter,
    join_of,
    page_of,
    press,
    room_of,
    type_password,
)
from tests.support.html_page import Page

pytestmark = pytest.mark.django_db  # the lock of a join is in the database
SOLDERING, PRIVATE, HIDDEN = 11655, 11665, 11666
IN, REGISTERED = "You’re registered", "You have a seat in"
NO_PASSWORD_HERE = "Password sign-in isn’t working right now"
LISTED_OTHERWISE = ["", "no_visibility", "no_status", "page_refused", "expand_refused", "bearer"]
HUBS = {True: "https://events.example.org", False: "https://www.accelevents.com"}
MOST_CALLS = Counter(
    login=1, key=1, access=2, profile=3, event=2, attendee=1, list=8, mine=4, detail=2, register=1,
    join=1,
)  # fmt: skip


def addresses_in(response):
    """Every address that a page leads or posts to."""
    return {
        value for _, tag in Page.of(response).tags for value in tag.values() if value[:1] == "/"
    }


def test_every_dialect_has_its_expectation():
    assert {name for names in EXPECTED for name in names.split()} == set(DIALECTS)


def test_an_attendee_gets_into_the_meeting(signed_in, speaking, expected):
    ada = signed_in("ada")
    listed, page = ada.get(LIST), ada.get(page_of(SOLDERING))
    pressed = press(ada, SOLDERING)
    room, entered = ada.get(room_of(SOLDERING)), enter(ada, SOLDERING)

    outcome = Page.of(pressed)
    assert join_of(SOLDERING) in addresses_in(listed)
    assert "Backstage check" not in Page.of(listed).words
    assert [page.status_code, room.status_code, entered.status_code] == [200, 200, 200]
    assert (IN in outcome.words, REGISTERED in outcome.words) == (expected.is_registered,) * 2
    assert room_of(SOLDERING) in [getattr(pressed, "url", ""), *outcome.links]
    assert entered.json()["meeting"]["MeetingId"] == speaking.workshop(SOLDERING).meeting_id
    assert entered.json()["attendee"]["JoinToken"]
    assert "ada@example.org" in speaking.workshop(SOLDERING).joined
    assert Counter(calls_made(speaking)) <= MOST_CALLS


@pytest.mark.parametrize("dialects", ["", "white_label", EVERYTHING], indirect=True)
def test_a_workshops_page_leads_to_the_hub(signed_in, dialects):
    base = HUBS["white_label" in dialects]

    page = Page.of(signed_in("ada").get(page_of(SOLDERING)))

    assert f"{base}/e/demo/portal/workshops/{SOLDERING}" in page.links


def test_what_the_portal_finds_out_is_told_in_one_word_each(signed_in, speaking, expected):
    ada = signed_in("ada")
    [ada.get(LIST), press(ada, SOLDERING), enter(ada, SOLDERING)]

    assert findings.worst() == expected.findings
    assert Client().get("/readyz").json()["upstream"] == expected.findings


@pytest.mark.parametrize("dialects", [*LISTED_OTHERWISE, EVERYTHING], indirect=True)
def test_hidden_and_private_workshops_stay_with_those_they_are_for(signed_in, expected):
    people = ["eve", "ada", "ben", "ada", "eve", "ben"]
    browsers = {name: signed_in(name) for name in dict.fromkeys(people)}

    looks = [(name, addresses_in(browsers[name].get(LIST))) for name in people]

    assert [name for name, look in looks if page_of(HIDDEN) in look] in ([], ["eve", "eve"])
    assert {name for name, look in looks if page_of(PRIVATE) in look} - {"eve"} == {"ada"}
    assert [name for name, look in looks if join_of(SOLDERING) not in look] == []


@pytest.mark.parametrize("name", ["login_gone", "bot_wall"])
def test_who_has_only_a_password_is_told_to_use_the_link(sandbox, name):
    sandbox.speak(name)

    refused = type_password(Client(), sandbox, "ada")

    assert refused.status_code == 503
    assert NO_PASSWORD_HERE in Page.of(refused).words
    assert findings.worst()["password_login"] == NO_PASSWORD["password_login"]
    assert NO_PASSWORD_HERE in Page.of(refused).words
    assert findings.worst()["password_login"] == NO_PASSWORD["password_login"]


def test_another_process_sends_the_token_in_the_form_that_is_known(sandbox):
    sandbox.speak("bearer")
    browser = Client(raise_request_exception=False)
    type_password(browser, sandbox)

    registry.reset_all()  # as a process has it that nobody has signed in through
    statuses = [browser.get(LIST).status_code, enter(browser, SOLDERING).status_code]

    assert statuses == [200, 200]
    assert (sandbox.calls("profile"), sandbox.calls("list")) == (2, 1)
