"""Breakout rooms: entered when a moderator sends one there, and left again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from portal.sandbox.accelevents.models import BreakoutRoom
from tests.browser.room.conftest import WORKSHOP, Room
from tests.browser.room.hub import ADA, EVE, HUGO, ROOM_77, attendee, moderator
from tests.browser.room.visit import controls, join, press
from tests.support.processes import until

SENT = {"kind": "JOIN-BREAKOUT-ROOM", "to": ADA, **ROOM_77}


@pytest.fixture(autouse=True)
def breakout(room: Room) -> Iterator[BreakoutRoom]:
    """The breakout room 77 of the workshop."""
    found = BreakoutRoom("Iron & flux")
    room.sandbox.change(WORKSHOP, breakout_rooms={"77": found})
    yield found
    room.sandbox.change(WORKSHOP, breakout_rooms={})


def is_there(room: Room, breakout: BreakoutRoom) -> None:
    """Wait until Ada is in the breakout room; TimeoutError otherwise."""
    until(lambda: bool(breakout.meeting_id), lambda: "nobody asked for the room")
    room.media.wait_until(
        breakout.meeting_id,
        lambda seen: any(each["user_id"] == ADA for each in seen["attendees"].values()),
    )


def go_there(page: Page, room: Room, breakout: BreakoutRoom) -> None:
    """Join the main room with camera and microphone, and be sent to the breakout room."""
    join(page, room)
    moderator(room)
    room.do("order", who=EVE, **SENT)
    expect(page.get_by_text("You’re in a breakout room: Iron & flux")).to_be_visible()
    is_there(room, breakout)


def test_somebody_who_is_sent_to_a_room_is_there_muted_and_comes_back_by_a_press(
    page: Page, room: Room, breakout: BreakoutRoom
) -> None:
    go_there(page, room, breakout)
    room.is_without(ADA)
    expect(controls(page).get_by_role("button", name="Unmute")).to_be_visible()
    expect(controls(page).get_by_role("button", name="Start camera")).to_be_visible()

    page.get_by_role("button", name="Back to the main room").click()

    room.has(ADA, muted=True, camera=False)
    expect(page.get_by_text("You’re in a breakout room")).to_be_hidden()
    # The order that sent her comes again with the last seconds of the main room: it is done.
    expect(controls(page)).to_be_visible()
    assert room.sandbox.calls("join_breakout") == 1


@pytest.mark.parametrize("how", ["order", "end"])
def test_a_room_that_is_deleted_leads_back_to_the_main_room(
    page: Page, room: Room, breakout: BreakoutRoom, how: str, expected_errors: list[str]
) -> None:
    expected_errors.append("[ERROR] room - ")
    go_there(page, room, breakout)
    script = {"attendee_id": "eve", "external_user_id": "Eve Castellano_101"}
    room.media.do(breakout.meeting_id, "bot", **script)
    options = {"order": {"who": EVE, "kind": "DELETE-ROOM"}, "end": {}}[how]

    room.media.do(breakout.meeting_id, how, **options)

    room.has(ADA, muted=True)
    expect(page.get_by_text("You’re in a breakout room")).to_be_hidden()


def test_a_room_that_is_gone_leads_back_to_the_main_room(
    page: Page, room: Room, expected_errors: list[str]
) -> None:
    expected_errors.append("409")
    join(page, room)
    moderator(room)

    room.do("order", who=EVE, **SENT | {"roomId": "78"})

    until(lambda: room.sandbox.calls("join") == 2, lambda: "the main room was not asked for")
    expect(controls(page)).to_be_visible()
    room.has(ADA, muted=True)


@pytest.mark.parametrize(
    "change",
    [{"sessionId": 11657}, {"eventUrl": "big"}, {"roomId": "../leave"}, {"who": HUGO}],
)
def test_nobody_is_sent_by_whoever_may_not_or_to_what_is_elsewhere(
    page: Page, room: Room, change: dict[str, object]
) -> None:
    join(page, room)
    moderator(room)
    attendee(room)

    room.do("order", **{"who": EVE, **SENT, **change})
    room.do("order", who=EVE, kind="MUTE", to=ADA)

    room.has(ADA, muted=True)
    press(page, "Unmute")
    room.has(ADA, muted=False)
    assert room.sandbox.calls("join_breakout") == 0
