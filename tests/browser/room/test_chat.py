"""The room's chat: both ways, throttled, with a backlog, and always as plain text."""

from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import lines, listen, press, write


def test_chat_goes_both_ways_and_markup_stays_text(page: Page, other: Page, room: Room) -> None:
    listen(page, room, "ada")
    listen(other, room, "ben")

    write(page, "Hello <b>Ben</b><img src=x onerror=alert(1)>")
    write(other, "Hello Ada")

    expect(lines(other)).to_contain_text(["Hello <b>Ben</b><img src=x onerror=alert(1)>"])
    expect(lines(page).last).to_contain_text("Hello Ada")
    expect(other.locator(".room-lines b, .room-lines img")).to_have_count(0)


def test_a_throttled_message_is_marked_and_can_be_sent_again(page: Page, room: Room) -> None:
    listen(page, room)
    room.do("throttle", who="8528")

    write(page, "Too fast")
    refused = lines(page).get_by_text("Not delivered: too many messages at once.")
    expect(refused).to_be_visible()

    room.do("throttle", who="8528", on=False)
    page.get_by_role("button", name="Send again").click()
    expect(refused).to_be_hidden()
    expect(lines(page)).to_have_count(1)


def test_messages_of_an_earlier_visit_still_count_as_ones_own(page: Page, room: Room) -> None:
    listen(page, room)
    room.do("bot", attendee_id="ada-before", external_user_id="8528")

    room.do("say", who="ada-before", text="Said on another device")
    press(page, "Chat")

    expect(lines(page)).to_contain_text(["You"])
    expect(lines(page)).to_contain_text(["Said on another device"])


def test_a_latecomer_reads_the_latest_messages(page: Page, other: Page, room: Room) -> None:
    listen(page, room, "ada")
    write(page, "We start with flux")

    listen(other, room, "ben")
    press(other, "Chat")

    expect(lines(other)).to_contain_text(["We start with flux"])
