"""Entering a breakout room: one call of its own, and never the main room's meeting instead."""

import json

import pytest

from portal.sandbox.accelevents.models import BreakoutRoom
from tests.support.attendee_client import calls_made, enter, room_of, visitor

pytestmark = pytest.mark.django_db  # the lock is in the database
SOLDERING, READING = 11655, 11680


@pytest.fixture(autouse=True)
def rooms(sandbox):
    """The soldering workshop has a breakout room, 77."""
    sandbox.change(SOLDERING, breakout_rooms={"77": BreakoutRoom("Iron & flux")})


def enter_breakout(browser, room="77", workshop=SOLDERING):
    """The response to the request of the room's script for the meeting of a breakout room."""
    headers = {"Accept": "application/json", "Sec-Fetch-Dest": "empty"}
    return browser.post(f"{room_of(workshop)}breakout/{room}/join/", headers=headers)


def test_a_breakout_room_has_a_meeting_of_its_own_and_a_name(ada, sandbox):
    main = json.loads(enter(ada, SOLDERING).content)

    answer = enter_breakout(ada)

    there = json.loads(answer.content)
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert there["title"] == "Iron & flux"
    assert there["meeting"]["MeetingId"] != main["meeting"]["MeetingId"]
    assert there["attendee"]["ExternalUserId"] == "Ada Okafor_8528"
    assert calls_made(sandbox)[-2:] == ["join", "join_breakout"]


def test_a_breakout_room_that_is_gone_is_a_refusal_and_is_asked_for_once(ada, sandbox):
    enter(ada, SOLDERING)

    answer = enter_breakout(ada, "78")

    assert (answer.status_code, sandbox.calls("join_breakout")) == (409, 1)


def test_the_main_meeting_never_stands_in_for_a_breakout_room(ada, sandbox):
    sandbox.change(SOLDERING, join_shape="detail")
    enter(ada, SOLDERING)
    sandbox.fail("join_breakout", "empty")

    answer = enter_breakout(ada)

    assert (answer.status_code, calls_made(sandbox)[-1]) == (409, "join_breakout")


@pytest.mark.parametrize("room", ["..", "7/8", "a b", "%2e%2e"])
def test_what_is_no_id_of_a_room_is_no_address(ada, sandbox, room):
    assert enter_breakout(ada, room).status_code == 404
    assert sandbox.calls("join_breakout") == 0


def test_a_breakout_room_is_not_available_by_get(ada, sandbox):
    assert ada.get(f"{room_of(SOLDERING)}breakout/77/join/").status_code == 405
    assert sandbox.calls("join_breakout") == 0


def test_whoever_may_not_enter_the_workshop_may_not_enter_its_breakout_rooms(sandbox):
    assert enter_breakout(visitor(sandbox, "noor")).status_code == 409
