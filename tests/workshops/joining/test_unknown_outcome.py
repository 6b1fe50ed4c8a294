"""Joins whose answer is lost, and calls that upstream does not know or the operator has not set."""

from dataclasses import replace

import pytest

from tests.support.attendee_client import (
    HTMX,
    calls_made,
    enter,
    join_of,
    press,
    read_list,
    visitor,
)
from tests.support.html_page import Page
from workshops.catalogue import registrations

pytestmark = pytest.mark.django_db  # the lock is in the database
SOLDERING, BOOKS = 11655, 11656
IN, UNSURE = "You’re registered", "We couldn’t confirm you got in"
NOT_REGISTERED = "it doesn’t list you as registered"
NOT_VERIFIED = "so you may or may not be registered"
GIVE_UP = "/e/demo/w/11655/give-up/"

LOST_ANSWERS = [
    ("reset", {}),
    ("hangup", {}),
    ("500", {}),
    ("502", {}),
    ("503", {"retry_after": 1}),
    ("html", {}),
    ("html", {"status": 504}),
    ("truncated", {}),
    ("wrong_types", {}),
    ("huge", {}),
    ("redirect", {}),
]


@pytest.fixture(autouse=True)
def retries_as_in_production(settings, sandbox):
    """Enable the retries of production, so that a press that is retried by mistake shows."""
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, retries=2, retry_delay=0.001)


@pytest.fixture
def can_give_up(settings, sandbox):
    """The operator has set the call that gives up a seat."""
    call = "DELETE /rest/events/{event}/user-session/{session}"
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, unregister_call=call)


@pytest.mark.parametrize(("kind", "options"), LOST_ANSWERS)
def test_a_lost_answer_to_joining_is_resolved_by_asking(ada, sandbox, kind, options):
    sandbox.fail("register", kind, after=True, **options)

    page = Page.of(press(ada, SOLDERING))

    assert page.headline == IN
    assert calls_made(sandbox)[-2:] == ["register", "mine"]
    assert sandbox.calls("register") == 1


def test_an_answer_that_comes_too_late_is_resolved_by_asking_too(ada, sandbox, settings):
    read_list(ada)
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, read_timeout=0.5)
    sandbox.fail("register", "delay", seconds=60, after=True)

    page = Page.of(press(ada, SOLDERING))

    assert page.headline == IN
    assert sandbox.calls("register") == 1


@pytest.mark.parametrize(
    ("kind", "options"), [("reset", {}), ("500", {}), ("html", {"status": 502})]
)
def test_a_lost_answer_without_a_registration_stays_unknown(ada, sandbox, kind, options):
    sandbox.fail("register", kind, **options)

    words = Page.of(press(ada, SOLDERING)).words

    assert UNSURE in words
    assert NOT_REGISTERED in words
    assert IN not in words.replace(UNSURE, "")
    assert sandbox.calls("register") == 1


def test_an_outcome_that_cannot_be_verified_is_shown_as_such(ada, sandbox):
    ada.get("/e/demo/")
    sandbox.fail("register", "reset", after=True)
    sandbox.fail("mine", "500")

    words = Page.of(press(ada, SOLDERING)).words

    assert UNSURE in words
    assert NOT_VERIFIED in words
    assert sandbox.calls("register") == 1


def test_checking_again_shows_the_outcome_and_changes_nothing(ada, sandbox):
    ada.get("/e/demo/")
    sandbox.fail("register", "reset", after=True)
    sandbox.fail("mine", "500")
    page = Page.of(press(ada, SOLDERING))
    sandbox.clear_faults()
    sandbox.clear_request_log()

    checked = Page.of(ada.get(join_of(SOLDERING)))

    assert join_of(SOLDERING) in page.links
    assert checked.headline == IN
    assert calls_made(sandbox) == ["mine"]


def test_checking_again_by_htmx_gives_the_outcome_alone(ada, sandbox):
    page = Page.of(ada.get(join_of(SOLDERING), headers=HTMX))

    assert UNSURE in page.words
    assert page.count("html") == 0
    assert sandbox.calls("register") == 0


def test_a_call_that_was_never_sent_is_a_clear_refusal(ada, sandbox):
    ada.get("/e/demo/")
    sandbox.stop()

    page = Page.of(press(ada, SOLDERING))

    sandbox.start()
    assert page.headline == "We can’t reach Accelevents"
    assert "You’re not registered, and nothing was used" in page.words
    assert sandbox.calls("register") == 0


def test_a_register_call_that_upstream_does_not_know_leads_to_the_room(ada, sandbox, log):
    sandbox.fail("register", "wrong_path")

    plain, by_htmx = press(ada, SOLDERING), press(ada, BOOKS, htmx=True)

    assert (plain.status_code, plain.url) == (302, "/e/demo/w/11655/room/")
    assert by_htmx.headers["HX-Redirect"] == "/e/demo/w/11656/room/"
    assert enter(ada, SOLDERING).status_code == 200
    assert log.text.count("found out about upstream: register is missing") == 1


def test_without_a_register_call_the_room_decides(ada, sandbox, settings):
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, register_call="")

    answer = press(ada, SOLDERING)

    assert answer.url == "/e/demo/w/11655/room/"
    assert calls_made(sandbox) == ["event", "list", "mine"]


def test_a_seat_can_be_given_up_if_the_operator_sets_the_call(ada, sandbox, can_give_up):
    press(ada, SOLDERING)
    question = Page.of(ada.get(GIVE_UP))
    seats_before = dict(sandbox.workshop(SOLDERING).seats)

    page = Page.of(ada.post(GIVE_UP))

    assert question.headline == "Give up my seat?"
    assert "ada@example.org" in seats_before
    assert page.headline == "You gave up your seat"
    assert "ada@example.org" not in sandbox.workshop(SOLDERING).seats
    assert sandbox.calls("unregister") == 1
    assert "Give up my seat" not in Page.of(ada.get("/e/demo/w/11655/")).words


def test_a_seat_that_was_used_cannot_be_given_up(ada, sandbox, can_give_up):
    enter(ada, SOLDERING)

    page = Page.of(ada.post(GIVE_UP))

    assert page.headline == "You can’t give up this seat here"
    assert "Accessing the resource you were trying to reach is forbidden." in page.words
    assert "ada@example.org" in sandbox.workshop(SOLDERING).seats


@pytest.mark.parametrize(("after", "headline"), [(True, "You gave up your seat"), (False, UNSURE)])
def test_a_lost_answer_to_giving_up_is_resolved_by_asking(
    ada, sandbox, can_give_up, after, headline
):
    press(ada, SOLDERING)
    sandbox.fail("unregister", "reset", after=after)

    page = Page.of(ada.post(GIVE_UP))

    assert page.headline == headline
    assert calls_made(sandbox)[-2:] == ["unregister", "mine"]
    assert sandbox.calls("unregister") == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_giving_up_a_seat_is_not_offered_if_no_call_is_set(sandbox, method):
    rex = visitor(sandbox, "rex")

    assert getattr(rex, method)(GIVE_UP).status_code == 404
    assert "Give up my seat" not in Page.of(rex.get("/e/demo/w/11655/")).words


def test_after_an_unknown_outcome_upstream_is_checked_before_the_next_press(ada, sandbox, later):
    sandbox.fail("register", "reset", after=True)
    sandbox.fail("mine", "500")
    headlines = [Page.of(press(ada, SOLDERING)).headline]
    later(3)
    headlines += [Page.of(press(ada, SOLDERING)).headline]
    sandbox.clear_faults()
    later(3)
    headlines += [Page.of(press(ada, SOLDERING)).headline]

    assert headlines == [UNSURE, UNSURE, IN]
    assert sandbox.calls("register") == 1


def test_a_press_whose_process_died_during_the_call_registers_nobody_twice(
    ada, sandbox, later, monkeypatch
):
    """The process dies after upstream has registered the attendee, before it knows the outcome."""
    monkeypatch.setattr(registrations, "record_change", dies)
    with pytest.raises(SystemExit):
        press(ada, SOLDERING)
    monkeypatch.undo()
    later(31)

    assert Page.of(press(ada, SOLDERING)).headline == IN
    assert sandbox.calls("register") == 1


def dies(*_):
    raise SystemExit
