"""A 401 to one call of joining: who is still signed in goes on, who is not signs in again."""

import json

import pytest

from tests.support.attendee_client import calls_made, enter, press, room_of, visitor
from tests.support.html_page import Page

pytestmark = pytest.mark.django_db  # the lock is in the database
SOLDERING, LIST = 11655, "/e/demo/"
NOT_KNOWN = "Accelevents isn’t responding"


def test_a_register_call_that_wants_another_sign_in_leads_to_the_room(ada, sandbox):
    sandbox.fail("register", "401")

    answer = press(ada, SOLDERING)

    assert answer.url == room_of(SOLDERING)
    assert calls_made(sandbox)[-3:] == ["register", "profile", "mine"]
    assert ada.get(LIST).status_code == 200


def test_a_register_call_that_is_refused_because_the_sign_in_is_over_leads_to_it(ada, sandbox):
    ada.get(LIST)
    sandbox.fail("register", "401")
    sandbox.fail("profile", "401")

    answer = press(ada, SOLDERING)

    assert answer.url.startswith("/e/demo/sign-in/")
    assert calls_made(sandbox)[-3:] == ["register", "profile", "profile"]


@pytest.mark.parametrize("kind", ["500", "html", "reset"])
def test_while_nobody_knows_the_attendee_stays_signed_in(ada, sandbox, kind):
    sandbox.fail("register", "401")
    sandbox.fail("profile", kind)

    answer = press(ada, SOLDERING)
    sandbox.clear_faults()

    assert answer.status_code == 503
    assert NOT_KNOWN in Page.of(answer).words
    assert ada.get(LIST).status_code == 200


def test_my_sessions_that_want_another_sign_in_hide_the_marks_and_not_the_list(ada, sandbox):
    sandbox.fail("mine", "401")

    page = ada.get(LIST)

    assert page.status_code == 200
    assert "Soldering for first-timers" in Page.of(page).words
    assert press(ada, SOLDERING).url == room_of(SOLDERING)


def test_my_sessions_that_find_the_sign_in_over_end_it(ada, sandbox):
    sandbox.fail("mine", "401")
    sandbox.fail("profile", "401")

    answer = ada.get(LIST)

    assert answer.url.startswith("/e/demo/sign-in/")
    assert calls_made(sandbox)[-3:] == ["mine", "profile", "profile"]


def test_a_restarted_portal_learns_how_tokens_are_sent_from_who_is_signed_in(sandbox):
    sandbox.speak("bearer")
    ada = visitor(sandbox)

    page = ada.get(LIST, follow=True)

    assert page.redirect_chain == [(LIST, 302)]
    assert "Soldering for first-timers" in Page.of(page).words
    assert enter(ada, SOLDERING).status_code == 200


def test_a_room_that_refuses_one_attendee_tells_so_and_signs_nobody_out(ada, sandbox):
    sandbox.fail("join", "401")

    answer = enter(ada, SOLDERING)

    words = Page.of(answer).words
    assert answer.status_code == 409
    assert "We couldn’t get you in" in words
    assert "Accelevents says: “Not authorized”" in words
    assert calls_made(sandbox)[-2:] == ["join", "profile"]
    assert ada.get(LIST).status_code == 200


def test_a_room_that_finds_the_sign_in_over_leads_to_it(ada, sandbox):
    ada.get(LIST)
    sandbox.fail("join", "401")
    sandbox.fail("profile", "401")

    answer = enter(ada, SOLDERING)

    assert answer.status_code == 401
    assert json.loads(answer.content)["sign_in"].startswith("/e/demo/sign-in/")
