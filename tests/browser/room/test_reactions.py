"""Reactions: seen by the others for some seconds, and nothing else that calls itself one."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.hub import HUGO, attendee
from tests.browser.room.visit import controls, join, listen, press, tile
from tests.browser.room.windows import out_of_reach, resize
from tests.browser.test_accessibility import faults

TOPIC = "portal-reaction"


def reaction(page: Page, owner: str) -> Locator:
    """What stands on the tile of this person."""
    return tile(page, owner).locator("[data-tile=reaction]")


def choice(page: Page) -> Locator:
    """The reactions to choose from."""
    return page.get_by_role("group", name="Reactions")


def test_the_others_see_who_reacts_and_how(page: Page, other: Page, room: Room) -> None:
    listen(page, room, "ada")
    listen(other, room, "ben")

    press(page, "React")
    choice(page).get_by_role("button", name="Applause").click()

    expect(reaction(other, "Ada Okafor")).to_have_text("👏")
    expect(reaction(page, "Ada Okafor")).to_have_text("👏")
    expect(other.locator("[data-live=people]")).to_have_text("Ada Okafor reacted")
    expect(reaction(other, "Ada Okafor")).to_be_empty()


def test_it_is_chosen_by_keyboard_and_the_focus_goes_back(page: Page, room: Room) -> None:
    listen(page, room)

    page.keyboard.press("r")
    expect(choice(page).get_by_role("button", name="Thumbs up")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(reaction(page, "Ada Okafor")).to_have_text("❤️")
    expect(choice(page)).to_be_hidden()
    expect(controls(page).get_by_role("button", name="React")).to_be_focused()


def test_escape_closes_the_choice_and_sends_nothing(page: Page, room: Room) -> None:
    listen(page, room)
    press(page, "React")
    assert faults(page) == []

    page.keyboard.press("Escape")

    expect(choice(page)).to_be_hidden()
    expect(reaction(page, "Ada Okafor")).to_be_empty()


@pytest.mark.parametrize("window", [(320, 568), (844, 390)])
def test_it_can_be_reached_on_a_phone(page: Page, room: Room, window: tuple[int, int]) -> None:
    resize(page, window)
    listen(page, room)

    press(page, "More")
    press(page, "React")

    assert out_of_reach(page, ".room-reactions") == []
    choice(page).get_by_role("button", name="Celebration").click()
    expect(reaction(page, "Ada Okafor")).to_have_text("🎉")


def test_whatever_else_is_sent_as_one_is_ignored(page: Page, room: Room) -> None:
    join(page, room)
    attendee(room)

    room.do("say", who=HUGO, topic=TOPIC, text="<img src=x>")
    room.do("say", who=HUGO, topic=TOPIC, text="👏")
    room.do("say", who=HUGO, topic=TOPIC, text="constructor")
    room.do("say", who=HUGO, topic=TOPIC, text="x" * 2000)
    room.do("hand", who=HUGO)

    expect(tile(page, "Hugo Hub").get_by_text("hand raised")).to_be_attached()
    expect(reaction(page, "Hugo Hub")).to_be_empty()
    expect(page.locator("[data-live=people]")).not_to_contain_text("reacted")
