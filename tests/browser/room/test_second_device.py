"""Coming back to a meeting in the same tab, and coming to it a second time elsewhere."""

from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import come_to, leave, lines, listen, press, write

ELSEWHERE = "It looks like you’re already in this meeting"


def test_the_chat_is_still_there_after_a_reload(page: Page, room: Room) -> None:
    listen(page, room)
    write(page, "Flux first, then solder")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()

    listen(page, room)
    press(page, "Chat")

    expect(lines(page)).to_contain_text(["Flux first, then solder"])
    expect(lines(page)).to_have_count(1)


def test_a_second_device_is_asked_before_it_joins(page: Page, other: Page, room: Room) -> None:
    listen(page, room, "ada")

    come_to(other, room, "ada")

    expect(other.get_by_text(ELSEWHERE)).to_be_visible()
    other.get_by_role("link", name="Go back").click()
    expect(other.get_by_role("heading", level=1, name="Workshops")).to_be_visible()
    room.has("8528", muted=True)  # the first one is still inside


def test_the_same_tab_is_no_second_device(page: Page, room: Room) -> None:
    listen(page, room)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()

    expect(page.get_by_role("heading", name="Ready to join?")).to_be_visible()
    expect(page.get_by_text(ELSEWHERE)).to_be_hidden()


def test_whoever_has_left_is_not_elsewhere(page: Page, other: Page, room: Room) -> None:
    listen(page, room, "ada")
    with page.expect_response("**/room/leave/"):
        leave(page)

    come_to(other, room, "ada")

    expect(other.get_by_text(ELSEWHERE)).to_be_hidden()
