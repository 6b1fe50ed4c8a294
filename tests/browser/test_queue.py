"""A rush of joins: attendees in the queue see their position and get in without pressing again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.evidence import Evidence
from tests.browser.steps import card, sign_in
from tests.load.attendee import Attendee
from tests.support.attendee_client import at_once
from tests.support.processes import Portal

SOLDERING, TITLE = 11655, "Soldering for first-timers"
OTHERS = range(8)


@pytest.fixture
def rush(sandbox: FakeAccelevents, tmp_path: Path, evidence: Evidence) -> Iterator[Portal]:
    """
    A portal that admits one join at a time, each of which takes a second.

    Request it before the page: fixtures end in reverse order, and the page polls until then.
    """
    sandbox.fail("register", "delay", seconds=1)
    portal = Portal(tmp_path, sandbox.url, JOINS_AT_ONCE="1", WORKERS="1")
    evidence.add_log("portal.log", portal.log)
    with portal:
        yield portal


@pytest.fixture
def others(rush: Portal) -> list[Attendee]:
    """Eight attendees who are signed in and press Join first."""
    found = [Attendee(rush.url, number) for number in OTHERS]
    at_once([lambda one=one: one.sign_in("let-me-in") for one in found])
    return found


def press_first(others: list[Attendee]) -> None:
    """Let each of them press Join once, without waiting for the outcome."""
    at_once([lambda one=one: one.press(SOLDERING, 0.01) for one in others])


def test_a_queued_page_polls_by_itself_and_gets_in(
    rush: Portal, page: Page, others: list[Attendee], sandbox: FakeAccelevents
) -> None:
    sign_in(page, rush, "ben")
    press_first(others)

    card(page, TITLE).get_by_role("button", name="Join").click()

    expect(page.get_by_role("heading", name="You’re in line")).to_be_focused()
    expect(page).to_have_title(re.compile("^You’re in line · Workshops"))
    expect(page.get_by_role("checkbox", name="Play a sound when it’s my turn")).to_be_checked()
    sandbox.clear_faults("register")  # from now on the queue moves quickly
    page.wait_for_url("**/room/", timeout=60_000)
    mails = [call.attendee for call in sandbox.request_log if call.call == "register"]
    assert mails.count("ben@example.org") == 1


# Counts the sounds that the page makes; the count survives the way to the room.
COUNT_SOUNDS = """
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...at) {
      sessionStorage.sounds = Number(sessionStorage.sounds || 0) + 1;
      return start.apply(this, at);
    };
"""


@pytest.mark.parametrize(("is_on", "sounds"), [(True, "1"), (False, None)])
def test_a_sound_tells_whose_turn_it_is_unless_it_is_switched_off(
    rush: Portal, page: Page, others: list[Attendee], is_on: bool, sounds: str | None
) -> None:
    page.add_init_script(COUNT_SOUNDS)
    sign_in(page, rush, "ben")
    press_first(others)
    card(page, TITLE).get_by_role("button", name="Join").click()

    page.get_by_role("checkbox", name="Play a sound when it’s my turn").set_checked(is_on)

    page.wait_for_url("**/room/", timeout=60_000)
    assert page.evaluate("sessionStorage.sounds ?? null") == sounds


def test_the_wait_counts_down_between_two_answers(page: Page, portal: Portal) -> None:
    sign_in(page, portal)
    wait = "<p data-wait='9' data-wait-words='About %s.'>About 9 seconds.</p>"
    page.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", wait
    )

    expect(page.get_by_text("About 7 seconds.")).to_be_visible()


def test_the_queue_works_without_javascript(
    rush: Portal, plain_page: Page, others: list[Attendee], sandbox: FakeAccelevents
) -> None:
    sign_in(plain_page, rush, "ben")
    press_first(others)

    card(plain_page, TITLE).get_by_role("button", name="Join").click()

    expect(plain_page.get_by_role("heading", name="You’re in line")).to_be_visible()
    sandbox.clear_faults("register")
    # Loading a page again registers nobody: it shows a button when it is their turn.
    expect(plain_page.get_by_role("heading", name="It’s your turn")).to_be_visible(timeout=60_000)
    registered = [call.attendee for call in sandbox.request_log if call.call == "register"]
    assert "ben@example.org" not in registered
    plain_page.get_by_role("button", name="Enter now").click()
    expect(plain_page.get_by_role("heading", name="You’re registered")).to_be_visible()
