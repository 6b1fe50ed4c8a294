"""Raised hands cross between the portal's page and the hub's, both ways."""

from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.hub import ADA, EVE, HUGO, attendee, moderator, rows
from tests.browser.room.visit import controls, leave, listen, press
from tests.support.processes import until

RAISED = "hand raised"


def hands_heard(room: Room) -> list[str]:
    """The messages about hands that the first of the crowd has got."""
    heard = room.media.state(room.meeting)["attendees"]["bot-1"]["heard"]
    return [each for each in heard if each.endswith("-hand")]


def test_a_hand_that_is_raised_in_the_hub_is_shown_and_lowered(page: Page, room: Room) -> None:
    listen(page, room)
    attendee(room)
    hugo = rows(page).filter(has_text="Hugo Hub")

    room.do("hand", who=HUGO)
    expect(hugo.get_by_text(RAISED)).to_be_visible()
    room.do("hand", who=HUGO, up=False)

    expect(hugo.get_by_text(RAISED)).to_be_hidden()


def test_a_hand_that_was_up_before_is_shown_to_whoever_comes_in(page: Page, room: Room) -> None:
    listen(page, room)
    leave(page)
    attendee(room)
    room.do("hand", who=HUGO)

    page.get_by_role("button", name="Join again").locator("visible=true").click()

    expect(controls(page)).to_be_visible()
    expect(rows(page).filter(has_text="Hugo Hub").get_by_text(RAISED)).to_be_visible()


def test_a_moderator_lowers_ones_hand(page: Page, room: Room) -> None:
    listen(page, room)
    moderator(room)
    press(page, "Raise hand")

    room.do("hand", who=EVE, up=False, whose=ADA)

    expect(controls(page).get_by_role("button", name="Raise hand")).to_be_visible()
    expect(page.locator(".room-note")).to_contain_text("Eve Castellano lowered your hand")


def test_nobody_raises_or_lowers_anothers_hand(page: Page, other: Page, room: Room) -> None:
    listen(page, room, "ada")
    listen(other, room, "ben")
    attendee(room)
    press(page, "Raise hand")
    people = rows(page)

    room.do("hand", who=HUGO, up=False, whose=ADA)
    room.do("hand", who=HUGO, up=True, whose="8529")
    room.do("hand", who=HUGO)

    expect(people.filter(has_text="Hugo Hub").get_by_text(RAISED)).to_be_visible()
    expect(people.filter(has_text="Ben Lindqvist").get_by_text(RAISED)).to_be_hidden()
    expect(controls(page).get_by_role("button", name="Lower hand")).to_be_visible()


def test_a_raised_hand_is_sent_again_once_for_all_who_come_together(page: Page, room: Room) -> None:
    listen(page, room)
    press(page, "Raise hand")
    expect(controls(page).get_by_role("button", name="Lower hand")).to_be_visible()

    room.do("crowd", count=8, cameras=False)
    until(lambda: "raise-hand" in hands_heard(room), lambda: "the hand was not sent again")
    press(page, "Lower hand")
    until(lambda: "dismiss-hand" in hands_heard(room), lambda: "the hand was not lowered")

    assert hands_heard(room) == ["raise-hand", "dismiss-hand"]
