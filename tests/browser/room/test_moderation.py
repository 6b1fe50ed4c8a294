"""The buttons of moderators who use the portal: the hub's people obey them, and the portal's."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.hub import ADA, HUGO, question, rows
from tests.browser.room.visit import controls, join, listen, press


def tools(page: Page, name: str) -> Locator:
    """The opened menu of what a moderator can do about this person."""
    row = page.locator(".room-person").filter(has_text=name)
    row.locator("summary").click()
    return row.locator("details")


def test_a_moderator_mutes_asks_and_removes_people_of_the_portal(
    page: Page, other: Page, room: Room
) -> None:
    join(page, room, "ada")
    listen(other, room, "eve")
    rows(other)
    menu = tools(other, "Ada Okafor")

    menu.get_by_role("button", name="Mute", exact=True).click()
    room.has(ADA, muted=True)
    menu.get_by_role("button", name="Ask to unmute").click()
    expect(question(page)).to_contain_text("Eve Castellano asks you to unmute yourself")
    menu.get_by_role("button", name="Stop camera").click()
    room.has(ADA, camera=False)
    menu.get_by_role("button", name="Ask to start camera").click()
    expect(question(page)).to_contain_text("Eve Castellano asks you to start your camera")
    press(page, "Raise hand")
    menu.get_by_role("button", name="Lower hand").click()
    expect(controls(page).get_by_role("button", name="Raise hand")).to_be_visible()
    menu.get_by_role("button", name="Remove").click()
    room.has(ADA)
    menu.get_by_role("button", name="Select again to remove").click()

    expect(page.get_by_role("heading", name="You were removed from the meeting")).to_be_visible()


def test_the_hubs_people_obey_a_moderator_of_the_portal(page: Page, room: Room) -> None:
    listen(page, room, "eve")
    room.do("bot", attendee_id="hugo", external_user_id=f"Hugo Hub_{HUGO}", camera="#2f7d6b")
    room.do("hand", who=HUGO)
    rows(page)
    menu = tools(page, "Hugo Hub")
    room.has(HUGO, muted=False, camera=True, hand=True)

    menu.get_by_role("button", name="Lower hand").click()
    room.has(HUGO, hand=False)
    menu.get_by_role("button", name="Mute", exact=True).click()
    room.has(HUGO, muted=True)
    page.get_by_role("button", name="Stop all cameras").click()
    room.has(HUGO, camera=False)
    page.get_by_role("button", name="Mute attendees").click()
    page.get_by_role("button", name="Mute everyone").click()
    room.has(HUGO, heard=["dismiss-hand", "MUTE", "STOPALLVIDEO", "MUTE-ATTENDEES", "MUTEALL"])
    menu.get_by_role("button", name="Remove").click()
    menu.get_by_role("button", name="Select again to remove").click()

    room.is_without(HUGO)


@pytest.mark.parametrize("name", ["ada"])
def test_an_attendee_has_no_buttons_of_moderators(page: Page, room: Room, name: str) -> None:
    listen(page, room, name)
    room.do("bot", attendee_id="hugo", external_user_id=f"Hugo Hub_{HUGO}")
    people = rows(page)

    expect(people.filter(has_text="Hugo Hub")).to_be_visible()
    expect(page.locator(".room-person summary:visible, .room-moderation:visible")).to_have_count(0)


def test_the_hubs_people_learn_who_somebody_of_the_portal_is(page: Page, room: Room) -> None:
    listen(page, room)
    room.do("bot", attendee_id="hugo", external_user_id=f"Hugo Hub_{HUGO}")

    room.has(HUGO, heard=["ATTENDEEPROFILE"])
