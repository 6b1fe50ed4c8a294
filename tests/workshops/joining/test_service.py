"""A press on Join: the calls that reach upstream, and the words that the attendee reads."""

import re
from datetime import UTC, datetime

import pytest

from portal.sandbox.accelevents import error_responses
from tests.support.attendee_client import (
    HTMX,
    at_once,
    calls_made,
    join_of,
    press,
    tab,
    type_password,
    visitor,
)
from tests.support.html_page import Page

pytestmark = pytest.mark.django_db  # the lock is in the database
SOLDERING, BOOKS, NETWORKS = 11655, 11656, 11659
BACK_TO_SOLDERING = "/e/demo/sign-in/?next=%2Fe%2Fdemo%2Fw%2F11655%2F"
IN, UNSURE = "You’re registered", "We couldn’t confirm you got in"
FULL, WRONG_TICKET = "This workshop is full", "Your ticket doesn’t include this workshop"
LIMIT = "You’ve used all your workshops"
LATE, OVER = "It’s too late to join", "This workshop is over"
NO_TICKET = "You don’t have a ticket for this event"


def refusal(documented, status=None, code=None):
    """A planned refusal, as upstream documents it or with another status or code."""
    options = {"code": code or documented.code, "text": documented.text}
    return str(status or documented.status), options


def test_a_join_takes_one_register_call_and_leads_to_the_room(ada, sandbox):
    page = Page.of(press(ada, SOLDERING))

    assert page.headline == IN
    assert "You have a seat in “Soldering for first-timers”." in page.words
    assert "/e/demo/w/11655/room/" in page.links
    assert calls_made(sandbox) == ["event", "list", "mine", "register", "mine"]
    assert "ada@example.org" in sandbox.workshop(SOLDERING).seats


@pytest.mark.parametrize(("workshop", "headline"), [(SOLDERING, IN), (11660, FULL)])
def test_the_response_to_htmx_is_the_outcome_alone(ada, workshop, headline):
    answer = press(ada, workshop, htmx=True)

    page = Page.of(answer)
    assert headline in page.words
    assert (page.count("html"), page.count("h1"), page.count("h3")) == (0, 0, 1)
    assert "HX-Request" in answer.headers["Vary"]


def test_an_attendee_with_a_seat_is_let_in_without_a_register_call(sandbox):
    page = Page.of(press(visitor(sandbox, "rex"), SOLDERING))

    assert page.headline == IN
    assert sandbox.calls("register") == 0


@pytest.mark.parametrize(
    ("planned", "headline"),
    [
        (refusal(error_responses.FULL), FULL),
        (refusal(error_responses.FULL, code="40600"), FULL),
        (refusal(error_responses.WRONG_TICKET), WRONG_TICKET),
        (refusal(error_responses.NO_GRANT), WRONG_TICKET),
        (refusal(error_responses.NO_GRANT, code="404"), WRONG_TICKET),
        (refusal(error_responses.limit_reached(3)), LIMIT),
        (refusal(error_responses.NOT_NOW), LATE),
        (refusal(error_responses.NOT_NOW, code="407"), LATE),
        (refusal(error_responses.NOT_NOW, status=200), LATE),
        (refusal(error_responses.NOT_IN_EVENT), NO_TICKET),
        (refusal(error_responses.NOT_IN_EVENT, code="406"), NO_TICKET),
    ],
)
def test_every_documented_refusal_has_its_own_message(ada, sandbox, log, planned, headline):
    kind, options = planned
    sandbox.fail("register", kind, **options)

    answer = press(ada, SOLDERING)

    words = Page.of(answer).words
    assert answer.status_code == 200
    assert headline in words
    assert IN not in words
    assert sandbox.calls("register") == 1
    assert sandbox.calls("join") == 0
    code = re.search(r"\b[\dA-Z]{3}-[\dA-Z]{3}\b", words)[0]
    assert f"rescue={code} attendee=8528 workshop=11655" in log.text


@pytest.mark.parametrize(
    ("name", "workshop", "headline"),
    [
        ("ben", 11660, FULL),
        ("ben", 11661, WRONG_TICKET),
        ("omar", SOLDERING, WRONG_TICKET),
        ("noor", SOLDERING, NO_TICKET),
        ("ben", 11668, LATE),
        ("ada", 11663, OVER),
        ("ada", 11664, "Only people who attended can watch the recording"),
        ("ada", NETWORKS, "This workshop isn’t open yet"),
        ("ada", 11677, "We couldn’t get you in"),
    ],
)
def test_the_people_of_the_sandbox_get_their_refusals(sandbox, name, workshop, headline):
    page = Page.of(press(visitor(sandbox, name), workshop))

    assert page.headline == headline
    assert page.title.startswith(headline)
    assert sandbox.calls("register") == 1


def test_the_refusal_of_a_full_workshop_offers_others_that_are_open(sandbox):
    page = Page.of(press(visitor(sandbox, "ben"), 11660))

    others = [link for link in page.links if re.fullmatch(r"/e/demo/w/\d+/", link)]
    assert others[0] == "/e/demo/w/11660/"
    assert len(others) == 4


def test_the_limit_of_a_ticket_is_shown_and_then_known_before_the_next_press(sandbox):
    lia = visitor(sandbox, "lia")
    press(lia, SOLDERING)

    answer = press(lia, BOOKS)
    refused = Page.of(answer).words
    card = Page.of(lia.get("/e/demo/w/11657/")).words

    assert LIMIT in refused
    assert "Your ticket includes 1 workshop, and you’ve used it." in refused
    assert "Your ticket includes 1 workshop, and you’ve used it." in card
    assert [each.workshop.id for each in answer.context["alternatives"]] == [SOLDERING]


def test_a_workshop_that_is_not_open_yet_is_refused_with_its_opening_time(ada, sandbox):
    answer = press(ada, NETWORKS)

    outcome = answer.context["outcome"]
    opens = answer.context["card"].opens_at
    assert (outcome.kind, outcome.reason, outcome.retry_at) == ("refused", "not_open_yet", opens)
    assert Page.of(press(ada, NETWORKS)).headline == "This workshop isn’t open yet"


def test_a_429_is_shown_with_the_time_of_the_next_try(ada, sandbox):
    sandbox.fail("register", "429", retry_after=90)

    answer = press(ada, SOLDERING)

    outcome, now = answer.context["outcome"], datetime.now(UTC)
    assert "It’s too busy right now" in Page.of(answer).words
    assert 85 < (outcome.retry_at - now).total_seconds() <= 90
    assert sandbox.calls("register") == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_cause_one_registration(ada, sandbox):
    ada.get("/e/demo/")
    sandbox.fail("register", "delay", seconds=0.2)

    answers = at_once([lambda: press(tab(ada), SOLDERING, htmx=True) for _ in range(2)])

    assert [IN in Page.of(answer).words for answer in answers] == [True] * 2
    assert sandbox.calls("register") == 1


def test_a_later_press_registers_nobody_twice(ada, sandbox, later):
    press(ada, SOLDERING)
    later(400)

    page = Page.of(press(ada, SOLDERING))

    assert page.headline == IN
    assert sandbox.calls("register") == 1


def test_an_expired_sign_in_leads_to_the_sign_in_page_and_back_to_the_workshop(ada, sandbox):
    ada.get("/e/demo/")
    sandbox.expire("ada")

    answer = ada.post(join_of(SOLDERING), headers={"Referer": "http://testserver/e/demo/?q=solder"})

    assert answer.status_code == 303
    assert answer.url == f"{BACK_TO_SOLDERING}&over=1"
    signed_in = type_password(ada, sandbox, back=f"/e/demo/w/{SOLDERING}/")
    assert signed_in.url == f"/e/demo/w/{SOLDERING}/"
    assert "ada@example.org" not in sandbox.workshop(SOLDERING).seats


def test_an_expired_sign_in_redirects_the_whole_page_of_htmx(ada, sandbox):
    ada.get("/e/demo/")
    sandbox.expire("ada")

    answer = ada.post(join_of(SOLDERING), headers=HTMX)

    assert answer.headers["HX-Redirect"] == f"{BACK_TO_SOLDERING}&over=1"


def test_a_workshop_that_is_not_on_the_list_causes_no_call(ada, sandbox):
    answer = press(ada, 99)

    assert answer.status_code == 404
    assert sandbox.calls("register") == 0
