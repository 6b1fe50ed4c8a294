"""What the room says when upstream's answer to the join is no meeting, and what it does not say."""

import time
from dataclasses import replace

import pytest

from tests.support.attendee_client import calls_made, enter, press, room_of
from tests.support.html_page import Page
from workshops.room import service

pytestmark = pytest.mark.django_db  # the lock is in the database
SOLDERING = 11655
HUB = f"https://www.accelevents.com/e/demo/portal/workshops/{SOLDERING}"
NO = "We couldn’t get you in"
UNSURE, NO_ROOM = "We couldn’t confirm you got in", "This workshop has no online meeting"
GONE = "This workshop is no longer available"
CLOSED = "This workshop isn’t open to you"
FORBIDDEN = "Accessing the resource you were trying to reach is forbidden."
NOT_FOUND = "The resource you were trying to reach is not found."


def said(code, sentence):
    return {"errorCode": code, "errorMessage": sentence}


@pytest.mark.parametrize(
    ("status", "body", "headline", "sentence"),
    [
        ("406", said("406", "Only on Sundays."), NO, "Only on Sundays."),
        ("400", said("400", "Malformed syntax."), NO, "Malformed syntax."),
        ("404", said("404", NOT_FOUND), NO, NOT_FOUND),
        ("404", "", NO, ""),
        ("405", "", NO, ""),
        ("403", "", NO, ""),
        ("403", said("403", FORBIDDEN), CLOSED, FORBIDDEN),
        ("407", "", NO, ""),
        ("406", said(40600013, "Cant create url"), NO, "Cant create url"),
        ("404", said("404800", "Session not found!"), GONE, ""),
        ("406", said("", "Max user registration capacity reached"), "This workshop is full", ""),
    ],
)
def test_an_unknown_refusal_is_told_in_upstreams_own_words(
    ada, sandbox, status, body, headline, sentence
):
    sandbox.fail("join", status, body=body)

    answer = enter(ada, SOLDERING)

    words = Page.of(answer).words
    assert answer.status_code == 409
    assert headline in words
    assert (f"“{sentence}”" in words) == bool(sentence)
    assert HUB in Page.of(answer).links
    assert calls_made(sandbox)[-1] == "join"


def test_a_sentence_of_upstreams_is_shown_as_text_and_cut(ada, sandbox):
    sentence = "Ask <script>alert(1)</script> & wait " + "x" * 400
    sandbox.fail("join", "406", body=said("406", sentence))

    html = enter(ada, SOLDERING).content.decode()

    assert "<script>" not in html
    assert "Ask alert(1) &amp; wait xxx" in html
    assert "x" * 300 not in html


def test_a_refusal_of_register_that_nobody_knows_is_told_where_the_room_repeats_it(ada, sandbox):
    body = said("406", "Only on Sundays.")
    sandbox.fail("register", "406", body=body)
    sandbox.fail("join", "406", body=body)

    on_joining, in_the_room = press(ada, SOLDERING), enter(ada, SOLDERING)

    assert on_joining.url == room_of(SOLDERING)
    assert "Accelevents says: “Only on Sundays.”" in Page.of(in_the_room).words


@pytest.mark.parametrize("status", [200, 401, 403, 404, 406, 502])
def test_a_page_of_a_bot_wall_is_no_word_of_upstreams(ada, sandbox, status):
    sandbox.fail("join", "html", status=status, text="<html>You are <b>blocked</b></html>")

    words = Page.of(enter(ada, SOLDERING)).words

    assert UNSURE in words
    assert [word for word in (NO, NO_ROOM, GONE, CLOSED, "blocked") if word in words] == []


@pytest.mark.parametrize("kind", ["401", "500", "html"])
def test_a_second_look_that_fails_changes_nothing_about_the_answer(ada, sandbox, kind):
    sandbox.change(SOLDERING, join_shape="empty")
    sandbox.fail("detail", kind)

    assert NO_ROOM in Page.of(enter(ada, SOLDERING)).words
    assert calls_made(sandbox)[-1] == "detail"


def test_a_join_does_not_hang_on_the_second_look(ada, sandbox, settings, monkeypatch):
    ada.get(room_of(SOLDERING))
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, read_timeout=60.0)
    monkeypatch.setattr(service, "DETAIL_SECONDS", 0.3)
    sandbox.change(SOLDERING, join_shape="empty")
    sandbox.fail("detail", "delay", seconds=60)
    started = time.monotonic()

    assert NO_ROOM in Page.of(enter(ada, SOLDERING)).words
    assert time.monotonic() - started < 10.0


@pytest.mark.parametrize("call", ["list", "mine", "event", "profile", "detail", "register"])
def test_a_join_that_succeeds_needs_no_other_call(ada, sandbox, call):
    ada.get(room_of(SOLDERING))
    sandbox.fail(call, "delay", seconds=60)

    assert enter(ada, SOLDERING).status_code == 200
