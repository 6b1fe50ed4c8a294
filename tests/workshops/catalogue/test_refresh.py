"""The list that all attendees share: one fetch for everybody, and an old one rather than none."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from tests.support.attendee_client import (
    FRAGMENT,
    HTMX,
    LIST,
    at_once,
    calls_made,
    read_list,
    refreshed,
    tab,
    visitor,
)
from tests.support.html_page import Page
from workshops.catalogue import refresh

OLD, NEW = "Soldering for first-timers", "Soldering for old hands"
SOLDERING = 11655


def polls(browsers, etag, each):
    """The responses to `each` polls of every browser, which shows the list of that ETag."""
    headers = HTMX | {"If-None-Match": etag}
    return [browser.get(FRAGMENT, headers=headers) for browser in browsers for _ in range(each)]


def poll_every_second(browser, later, seconds):
    """The words of the list at every second from now on, that many seconds."""
    return [refreshed(browser) for _ in range(seconds) if not later(1)]


def test_two_hundred_polls_of_fifty_attendees_cost_one_list_fetch(sandbox):
    browsers = [visitor(sandbox, f"visitor-{number}") for number in range(50)]
    etag = browsers[0].get(FRAGMENT, headers=HTMX).headers["ETag"]

    answers = polls(browsers, etag, each=4)

    assert {answer.status_code for answer in answers} == {304}
    assert len(answers) == 200
    assert calls_made(sandbox) == ["event", "list"]


def test_a_warm_list_page_costs_no_call_at_all(ada, sandbox):
    ada.get(LIST)
    sandbox.clear_request_log()

    answer = ada.get(LIST)

    assert OLD in Page.of(answer).words
    assert calls_made(sandbox) == []


def test_twenty_first_readers_wait_for_the_same_fetch(ada, sandbox):
    sandbox.fail("list", "delay", seconds=0.1)

    lists = at_once([lambda: read_list(tab(ada)) for _ in range(20)])

    assert [OLD in words for words in lists] == [True] * 20
    assert calls_made(sandbox) == ["event", "list"]


def test_a_refresh_is_not_waited_for(ada, sandbox, settings, later):
    read_list(ada)
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, read_timeout=60)
    sandbox.fail("list", "delay", seconds=60)
    later(11)

    answers = [ada.get(FRAGMENT, headers=HTMX) for _ in range(2)]

    triggers = [json.loads(answer.headers["HX-Trigger"])["looked"] for answer in answers]
    assert [each["again"] for each in triggers] == [2, 2]  # soon: a newer list is on its way
    assert OLD in Page.of(answers[1]).words
    assert "Accelevents isn’t responding" not in Page.of(answers[1]).words
    sandbox.stop()  # ends the call that would take a minute
    refresh.wait_for_refresh("demo")
    sandbox.start()
    assert sandbox.calls("list") == 2


def test_a_refresh_brings_what_has_changed(ada, sandbox, later):
    ada.get(LIST)
    sandbox.change(SOLDERING, title=NEW)
    later(11)

    first = Page.of(ada.get(LIST)).words
    refresh.wait_for_refresh("demo")

    assert OLD in first
    assert NEW in Page.of(ada.get(LIST)).words


@pytest.mark.parametrize(
    ("kind", "options", "problem", "headline"),
    [
        ("reset", {}, "silent", "Accelevents isn’t responding"),
        ("hangup", {}, "silent", "Accelevents isn’t responding"),
        ("delay", {"seconds": 60}, "silent", "Accelevents isn’t responding"),
        ("503", {"retry_after": 1}, "busy", "Accelevents is very busy"),
        ("429", {}, "busy", "Accelevents is very busy"),
        ("500", {}, "broken", "Accelevents sent a schedule we can’t read"),
        ("html", {}, "broken", "Accelevents sent a schedule we can’t read"),
        ("truncated", {}, "broken", "Accelevents sent a schedule we can’t read"),
        ("huge", {}, "broken", "Accelevents sent a schedule we can’t read"),
        ("redirect", {}, "broken", "Accelevents sent a schedule we can’t read"),
        ("200", {"body": "[1, 2"}, "broken", "Accelevents sent a schedule we can’t read"),
    ],
)
def test_when_upstream_fails_the_last_good_list_stays_and_says_why(
    ada, sandbox, settings, later, kind, options, problem, headline
):
    ada.get(LIST)
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, read_timeout=1.0)
    sandbox.fail("list", kind, **options)
    later(11)

    words = refreshed(ada)

    assert refresh.health() == {"demo": problem}
    assert headline in words
    assert "Showing the schedule as of" in words
    assert OLD in words


def test_when_upstream_is_back_the_new_list_has_no_warning(ada, sandbox, later):
    ada.get(LIST)
    sandbox.fail("list", "500")
    later(11)
    refreshed(ada)
    sandbox.clear_faults()
    sandbox.change(SOLDERING, title=NEW)
    later(61)

    words = refreshed(ada)

    assert NEW in words
    assert "last good list" not in words
    assert refresh.health() == {"demo": ""}


def test_an_upstream_that_stays_down_is_called_less_and_less(ada, sandbox, later):
    ada.get(LIST)
    sandbox.clear_request_log()
    sandbox.fail("list", "500")
    later(11)

    poll_every_second(ada, later, seconds=20)

    gaps = [after.at - before.at for before, after in pairwise(sandbox.request_log)]
    assert 3 <= sandbox.calls("list") <= 5
    assert gaps[0] < timedelta(seconds=4) < gaps[-1]


def test_upstreams_retry_after_is_respected(ada, sandbox, later):
    ada.get(LIST)
    sandbox.clear_request_log()
    sandbox.fail("list", "503", retry_after=30)
    later(11)

    poll_every_second(ada, later, seconds=20)

    assert sandbox.calls("list") == 1


def test_without_any_list_the_page_says_so_and_comes_back_by_itself(ada, sandbox, later):
    sandbox.fail("list", "500")

    failed = ada.get(LIST)
    sandbox.clear_faults()
    later(3)

    assert failed.status_code == 502
    assert "Accelevents sent a response we can’t use" in Page.of(failed).words
    assert OLD in Page.of(ada.get(LIST)).words


def test_a_list_that_comes_too_late_for_its_first_reader_is_shown_to_the_next(
    ada, sandbox, monkeypatch
):
    monkeypatch.setattr(refresh, "TIMEOUT_SECONDS", 0.1)
    sandbox.fail("list", "delay", seconds=1)

    too_early = ada.get(LIST)
    refresh.wait_for_refresh("demo")

    assert too_early.status_code == 503
    assert "Accelevents isn’t responding" in Page.of(too_early).words
    assert OLD in Page.of(ada.get(LIST)).words
    assert sandbox.calls("list") == 1
