"""What moderators in the hub tell people, and what is only a question."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.hub import ADA, EVE, HUGO, attendee, moderator, question
from tests.browser.room.visit import controls, join, press

HUB = "https://www.accelevents.com/e/demo/portal/workshops/11655"


@pytest.mark.parametrize(("kind", "to"), [("MUTE", ADA), ("MUTEALL", ""), ("MUTE-ATTENDEES", "")])
def test_a_moderator_mutes(page: Page, room: Room, kind: str, to: str) -> None:
    join(page, room)
    moderator(room)

    room.do("order", who=EVE, kind=kind, to=to)

    room.has(ADA, muted=True)
    expect(page.locator(".room-note")).to_contain_text("Eve Castellano muted you.")
    press(page, "Unmute")
    room.has(ADA, muted=False)


@pytest.mark.parametrize(("kind", "to"), [("VIDEO-DISABLE", ADA), ("STOPALLVIDEO", "")])
def test_a_moderator_stops_cameras(page: Page, room: Room, kind: str, to: str) -> None:
    join(page, room)
    moderator(room)
    room.has(ADA, camera=True)

    room.do("order", who=EVE, kind=kind, to=to)

    room.has(ADA, camera=False)
    expect(page.locator(".room-note")).to_contain_text("Eve Castellano stopped your camera.")
    expect(controls(page).get_by_role("button", name="Start camera")).to_be_visible()


def test_nobody_is_unmuted_or_shown_unasked(page: Page, room: Room) -> None:
    join(page, room)
    moderator(room)
    press(page, "Mute")
    press(page, "Stop camera")
    room.has(ADA, muted=True, camera=False)

    room.do("order", who=EVE, kind="UNMUTE", to=ADA)
    expect(question(page)).to_contain_text("Eve Castellano asks you to unmute yourself")
    room.has(ADA, muted=True)
    question(page).get_by_role("button", name="Unmute").click()
    room.has(ADA, muted=False)
    expect(question(page)).to_be_hidden()
    room.do("order", who=EVE, kind="VIDEO-ENABLE", to=ADA)
    expect(question(page)).to_contain_text("Eve Castellano asks you to start your camera")
    question(page).get_by_role("button", name="Not now").click()

    expect(question(page)).to_be_hidden()
    room.has(ADA, muted=False, camera=False)


@pytest.mark.parametrize(
    ("kind", "to", "words"),
    [
        ("MUTE", ADA, "Hugo Hub asks you to mute yourself"),
        ("MUTE-ATTENDEES", "", "Hugo Hub asks you to mute yourself"),
        ("VIDEO-DISABLE", ADA, "Hugo Hub asks you to stop your camera"),
    ],
)
def test_what_others_order_is_a_question(
    page: Page, room: Room, kind: str, to: str, words: str
) -> None:
    join(page, room)
    attendee(room)

    room.do("order", who=HUGO, kind=kind, to=to)

    expect(question(page)).to_contain_text(words)
    room.has(ADA, muted=False, camera=True)


def test_a_moderator_removes_somebody_who_may_come_back(page: Page, room: Room) -> None:
    join(page, room)
    moderator(room)

    room.do("order", who=EVE, kind="KICK", to=ADA)

    expect(page.get_by_role("heading", name="You were removed from the meeting")).to_be_focused()
    room.is_without(ADA)
    page.get_by_role("button", name="Join again").locator("visible=true").click()
    expect(controls(page)).to_be_visible()
    room.has(ADA)


def test_rules_of_entry_that_a_moderator_changes_hold_when_one_comes_back(
    page: Page, room: Room
) -> None:
    join(page, room)
    moderator(room)
    rules = {"muteAttendeesOnEntry": True, "disableAttendeesCameraOnEntry": True}
    room.do("order", who=EVE, kind="UPDATE-CONFIG", chimeConfig=rules)
    room.do("order", who=EVE, kind="UPDATE-BREAKOUT-ROOM")
    expect(question(page)).to_contain_text("Eve Castellano changed the breakout rooms.")
    hub = question(page).get_by_role("link", name="Open this workshop in the event’s own hub")
    expect(hub).to_have_attribute("href", HUB)
    room.has(ADA, muted=False, camera=True)

    room.do("order", who=EVE, kind="KICK", to=ADA)
    page.get_by_role("button", name="Join again").locator("visible=true").click()

    expect(controls(page)).to_be_visible()
    room.has(ADA, muted=True, camera=False)
