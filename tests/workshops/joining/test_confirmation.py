"""A 200 to the register call counts once "my sessions" has shown what one of them promised."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from portal.observability import findings
from tests.support.attendee_client import calls_made, join_of, press, room_of, visitor
from tests.support.html_page import Page
from workshops.catalogue import registrations
from workshops.joining import evidence, registering, service

pytestmark = pytest.mark.django_db  # the lock is in the database
SOLDERING, BOOKS = 11655, 11656
IN = "You’re registered"
TIMEOUT = 5  # seconds that a test waits before it fails


@pytest.fixture
def run_at_once():
    """Runs functions in threads; returns their futures."""
    with ThreadPoolExecutor(2) as pool:
        yield pool.submit


def finding():
    return findings.found("register")


def test_the_first_registration_is_looked_up_and_the_next_ones_are_believed(ada, sandbox):
    first = Page.of(press(ada, SOLDERING)).headline
    confirmed = finding()
    sandbox.clear_request_log()

    second = Page.of(press(visitor(sandbox, "ben"), SOLDERING)).headline

    assert (first, confirmed, second) == (IN, "confirmed", IN)
    assert calls_made(sandbox) == ["mine", "register"]


def test_what_another_process_has_confirmed_counts_here_too(ada, sandbox):
    findings.adopt({("register", ""): "confirmed"})

    press(ada, SOLDERING)

    assert calls_made(sandbox)[-1] == "register"


@pytest.mark.parametrize("kind", ["empty", "200"])
def test_a_200_that_registers_nobody_leads_to_the_room_and_is_no_registration(
    ada, sandbox, log, kind
):
    sandbox.fail("register", kind, body={})

    answer = press(ada, SOLDERING)

    assert answer.url == room_of(SOLDERING)
    assert calls_made(sandbox)[-2:] == ["register", "mine"]
    assert finding() == "unconfirmed"
    assert "registered rescue" not in log.text
    assert "Registered" not in Page.of(ada.get("/e/demo/w/11655/")).words


def test_a_200_that_cannot_be_looked_up_leads_to_the_room_and_proves_nothing(ada, sandbox):
    ada.get("/e/demo/")
    sandbox.fail("mine", "reset")

    answer = press(ada, SOLDERING)

    assert answer.url == room_of(SOLDERING)
    assert sandbox.calls("mine") == 2  # one for the list, one for this join
    assert finding() == "unseen"


@pytest.mark.parametrize("kind", ["html", "truncated", "redirect", "delay"])
def test_what_may_have_registered_is_looked_up_before_it_is_done_again(ada, sandbox, later, kind):
    ada.get("/e/demo/")
    sandbox.fail("register", kind, after=True, seconds=0)
    sandbox.fail("mine", "reset")
    first = press(ada, SOLDERING)
    later(3)
    second = Page.of(press(ada, SOLDERING))
    sandbox.clear_faults()
    later(3)

    assert first.url == room_of(SOLDERING)
    assert second.headline == "We couldn’t confirm you got in"
    assert room_of(SOLDERING) in second.links
    assert Page.of(press(ada, SOLDERING)).headline == IN
    assert sandbox.calls("register") == 1


def test_a_clear_no_of_an_unknown_kind_is_asked_again_at_the_next_press(ada, sandbox, later):
    sandbox.fail("register", "403", times=1)
    sandbox.fail("mine", "reset")
    press(ada, SOLDERING)
    later(3)
    press(ada, SOLDERING)

    assert sandbox.calls("register") == 2


def test_the_call_is_tried_again_at_the_next_press_and_then_confirmed(ada, sandbox, later):
    sandbox.fail("register", "empty", times=1)
    press(ada, SOLDERING)
    later(3)

    assert Page.of(press(ada, SOLDERING)).headline == IN
    assert finding() == "confirmed"


def test_a_workshop_that_is_given_up_and_joined_again_is_looked_up_upstream(
    ada, sandbox, settings, later
):
    call = "DELETE /rest/events/{event}/user-session/{session}"
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, unregister_call=call)
    press(ada, SOLDERING)
    ada.post("/e/demo/w/11655/give-up/")
    findings.reset()
    later(3)

    assert Page.of(press(ada, SOLDERING)).headline == IN
    assert finding() == "confirmed"
    assert "Registered" in Page.of(ada.get("/e/demo/w/11655/")).words


def test_who_does_not_know_may_look_again_or_go_to_the_room(ada, sandbox):
    sandbox.fail("register", "500")

    page = Page.of(press(ada, SOLDERING))

    assert {join_of(SOLDERING), room_of(SOLDERING)} <= set(page.links)
    assert "where Accelevents decides again" in page.words


def test_the_room_says_before_the_door_that_no_seat_is_known(ada, sandbox):
    before = Page.of(ada.get(room_of(SOLDERING))).words
    press(ada, SOLDERING)
    afterwards = Page.of(ada.get(room_of(SOLDERING))).words

    words = "We don’t know if you have a seat. Accelevents decides when you join."
    assert [words in before, words in afterwards] == [True, False]


def test_a_press_is_answered_in_time_however_slow_upstream_is(ada, sandbox, settings, monkeypatch):
    ada.get("/e/demo/")
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, read_timeout=60.0)
    monkeypatch.setattr(service, "REGISTER_WITHIN_SECONDS", 0.4)
    monkeypatch.setattr(registering, "MIN_SECONDS", 0.2)
    monkeypatch.setattr(registrations, "TIMEOUT_SECONDS", 0.3)
    sandbox.fail("register", "delay", seconds=60)
    sandbox.fail("mine", "delay", seconds=60)
    started = time.monotonic()

    page = Page.of(press(ada, SOLDERING))

    assert page.headline == "We couldn’t confirm you got in"
    assert 0.6 < time.monotonic() - started < 10.0


def test_of_a_first_crowd_one_looks_and_the_others_believe_what_it_found(run_at_once):
    begun, go_on, found = Event(), Event(), []

    def look():
        with evidence.one_look_at_a_time():
            found.append(evidence.is_call_confirmed())
            begun.set()
            go_on.wait(TIMEOUT)
            evidence.record_registration(True)

    first = run_at_once(look)
    begun.wait(TIMEOUT)
    second = run_at_once(look)
    go_on.set()
    first.result(TIMEOUT)
    second.result(TIMEOUT)

    assert found == [False, True]


def test_where_a_200_proves_nothing_nobody_waits_for_anothers_look(run_at_once):
    evidence.record_registration(False)
    begun, other_is_done = Event(), Event()

    def stall():
        with evidence.one_look_at_a_time():
            begun.set()
            return other_is_done.wait(TIMEOUT)

    def look():
        with evidence.one_look_at_a_time():
            other_is_done.set()

    stalled = run_at_once(stall)
    begun.wait(TIMEOUT)
    run_at_once(look).result(1)

    assert stalled.result(TIMEOUT)


def test_a_look_that_takes_too_long_holds_nobody_up(run_at_once, monkeypatch):
    monkeypatch.setattr(evidence, "WAIT_SECONDS", 0.01)
    begun, other_is_done = Event(), Event()

    def stall():
        with evidence.one_look_at_a_time():
            begun.set()
            return other_is_done.wait(TIMEOUT)

    def look():
        with evidence.one_look_at_a_time():
            other_is_done.set()

    stalled = run_at_once(stall)
    begun.wait(TIMEOUT)
    run_at_once(look)

    assert stalled.result(TIMEOUT)
