"""`manage.py check_event`: what it asks for, what it changes and prints, and how it ends."""

import logging
import time
from dataclasses import replace

import pytest

from portal.check_event import run
from portal.sandbox.accelevents import FakeAccelevents
from tests.check_event.conftest import LINK, PASSWORD
from tests.support.attendee_client import calls_made


def as_person(name):
    return ("password", f"{name}@example.org", "let-me-in")


def test_an_event_that_is_as_documented_needs_nothing(check_event, sandbox):
    ended = check_event("demo")

    assert ended.status == 0
    assert ended.printed.endswith("\nAn attendee can get in.\n")
    assert "→" not in ended.printed
    assert "fine   Join               The path is right" in ended.printed


def test_it_changes_nothing_upstream(check_event, sandbox):
    before = [len(each.seats) for each in sandbox.state.events["demo"].workshops.values()]

    check_event("demo")

    seats = [len(each.seats) for each in sandbox.state.events["demo"].workshops.values()]
    probes = [call.path for call in sandbox.request_log if call.method != "GET"]
    assert seats == before
    assert probes == [
        "/rest/u/login",
        "/rest/events/demo/user-session/2147483647",
        "/rest/events/demo/session/2147483647",
    ]


@pytest.mark.parametrize("typed", [PASSWORD, LINK, (*PASSWORD, "yes")])
def test_it_prints_and_logs_no_secret(check_event, sandbox, with_key, log, capfd, typed):
    room = ("--room", "11655") * (typed[-1] == "yes")

    ended = check_event("demo", *room, typed=typed)

    shown = "".join((ended.printed, log.text, *capfd.readouterr()))
    tokens = list(sandbox.state.tokens)
    secrets = (*tokens, "ben@example.org", "let-me-in", "ben-key", with_key, "Lindqvist", "8529")
    assert len(tokens) == 1
    assert [secret for secret in secrets if secret in shown] == []


def test_a_password_may_begin_and_end_with_a_space(check_event, sandbox):
    sandbox.state.person("ben").password = " let me in "

    assert check_event("demo", typed=("password", "ben@example.org", " let me in ")).status == 0


@pytest.mark.parametrize(
    "link", [LINK[1], "https://a.example/u/ben-key?x=1", "ben-key", " ben-key"]
)
def test_the_link_of_a_ticket_mail_signs_in_whatever_its_form(check_event, sandbox, link):
    ended = check_event("demo", "--json", typed=("link", link))

    assert (ended.rows["sign_in"]["answer"], ended.status) == ("works", 0)


@pytest.mark.parametrize(
    ("name", "question", "word"),
    [
        ("nia", "access", "closed"),
        ("ivo", "access", "closed"),
        ("leo", "sign_in", "locked"),
        ("dan", "sign_in", "two_accounts"),
        ("kim", "sign_in", "wrong_password"),
        ("noor", "join", "refused"),
    ],
)
def test_who_cannot_get_in_is_told_why(check_event, sandbox, name, question, word):
    ended = check_event("demo", "--json", typed=as_person(name))

    assert (ended.status, ended.rows[question]["answer"]) == (1, word)
    assert (ended.rows[question]["verdict"], ended.rows[question]["advice"] != "") == ("bad", True)


def test_one_of_the_team_is_told_to_try_an_attendee(check_event, sandbox):
    ended = check_event("demo", "--json", typed=as_person("eve"))

    assert (ended.status, ended.remarks) == (0, {"access": "team"})


def test_an_event_that_is_not_served_here_is_checked_all_the_same(check_event, sandbox, settings):
    settings.PORTAL_EVENTS = ("demo",)

    ended = check_event("big")

    assert ended.status == 0
    assert "Add it to PORTAL_EVENTS, or attendees won’t find anything here." in ended.printed


def test_an_event_that_upstream_does_not_know_is_named_so(check_event, sandbox):
    ended = check_event("nowhere")

    assert ended.status == 1
    assert "Accelevents doesn’t know an event with this url" in ended.printed


def test_a_key_that_is_refused_is_told_and_keeps_nobody_out(check_event, sandbox, settings):
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, api_key="of-last-year")

    ended = check_event("demo", "--json")

    assert (ended.rows["api_key"]["answer"], ended.status) == ("refused", 0)
    assert "Correct ACCELEVENTS_API_KEY" in ended.rows["api_key"]["advice"]


def test_a_call_that_is_switched_off_is_not_tried(check_event, sandbox, settings):
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, register_call="")

    assert check_event("demo", "--json").rows["register"]["answer"] == "off"
    assert "register" not in calls_made(sandbox)


@pytest.mark.parametrize(
    ("call", "kind", "answer"),
    [
        ("join", "wrong_path", "missing"),
        ("join", "html", "missing"),
        ("join", "500", "broken"),
        ("join", "hangup", "silent"),
        ("join", "503", "busy"),
        ("join", "401", "sign_in"),
        ("join", "empty", "accepted"),
        ("list", "403", "refused"),
        ("list", "empty", "unusable"),
        ("access", "401", "closed"),
    ],
)
def test_without_a_proven_way_in_nobody_is_told_that_there_is_one(
    check_event, sandbox, call, kind, answer
):
    sandbox.fail(call, kind)

    ended = check_event("demo", "--json")

    row = ended.rows[call]
    assert (row["answer"], row["verdict"], ended.status) == (answer, "bad", 1)


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (["../demo"], PASSWORD, "The event’s url is letters, digits, - and _."),
        (["demo"], (), "An answer is missing."),
        (["demo"], ("token",), "The first answer must be “password” or “link”."),
        (["demo"], PASSWORD[:2], "An answer is missing."),
        (["demo", "--room", "11655"], (*PASSWORD, "y"), "Not confirmed: nothing was sent"),
    ],
)
def test_wrong_use_ends_before_any_call(check_event, sandbox, arguments, typed, sentence):
    ended = check_event(*arguments, typed=typed)

    assert (ended.status, ended.printed, sandbox.request_log) == (2, "", [])
    assert sentence in ended.sentence


def test_a_confirmed_room_takes_a_seat_once(check_event, sandbox):
    ended = check_event("demo", "--json", "--room", "11655", typed=(*PASSWORD, "yes"))

    assert ended.rows["meeting"]["answer"] == "complete"
    assert "app.chime.aws" in ended.rows["meeting"]["seen"]
    assert "ben@example.org" in sandbox.workshop(11655).seats
    assert calls_made(sandbox).count("join") == 2  # one of them was the probe


def test_a_host_that_the_room_may_not_go_to_is_named(check_event, sandbox, settings):
    settings.MEDIA_HOSTS = ("*.elsewhere.example",)

    ended = check_event("demo", "--json", "--room", "11655", typed=(*PASSWORD, "yes"))

    assert ended.rows["meeting"]["answer"] == "strange_host"
    assert "add it to MEDIA_HOSTS" in ended.rows["meeting"]["advice"]


def test_a_dead_host_ends_it_in_one_sentence(check_event, settings):
    with FakeAccelevents() as gone:
        settings.ACCELEVENTS = replace(settings.ACCELEVENTS, origin=gone.url)

    ended = check_event("demo")

    assert (ended.status, ended.printed) == (1, "")
    assert ended.sentence.startswith(f"Nothing answers at {gone.url} (POST /rest/u/login: ")
    assert "check ACCELEVENTS_URL" in ended.sentence


def test_a_silent_upstream_ends_it_by_the_deadline(check_event, sandbox, monkeypatch):
    monkeypatch.setattr(run, "DEADLINE_SECONDS", 1.0)
    sandbox.fail("access", "delay", seconds=30)
    started = time.monotonic()

    ended = check_event("demo", "--json")

    assert time.monotonic() - started < 3
    assert (ended.status, ended.rows["access"]["answer"]) == (1, "silent")
    assert {
        row["answer"] for name, row in ended.rows.items() if name in {"event", "list", "join"}
    } == {"untried"}


def test_no_call_is_repeated(check_event, sandbox, settings):
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, retries=2)
    sandbox.fail("detail", "500")

    assert check_event("demo", "--json").rows["detail"]["answer"] == "broken"
    assert sandbox.calls("detail") == 1


def test_the_log_goes_on_afterwards(check_event, sandbox, log):
    check_event("demo")
    logging.getLogger("portal").info("still here")

    assert log.messages == ["still here"]
