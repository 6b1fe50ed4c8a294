"""In the meeting: people see and hear each other and can see who is there."""

from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import (
    controls,
    expect_moving_picture,
    join,
    listen,
    press,
    tile,
)
from tests.support.processes import until

# The most sound energy that any connection has received, as measured by the browser; 0 if none.
LOUDEST_ARRIVED = """async () => {
    const levels = [];
    for (const connection of window.connections) {
        for (const entry of (await connection.getStats()).values()) {
            if (entry.type === 'inbound-rtp' && entry.kind === 'audio') {
                levels.push(entry.totalAudioEnergy ?? 0);
            }
        }
    }
    return Math.max(0, ...levels);
}"""
KEEP_CONNECTIONS = """
    window.connections = [];
    window.RTCPeerConnection = class extends window.RTCPeerConnection {
        constructor(...settings) { super(...settings); window.connections.push(this); }
    };
"""


def test_two_people_see_each_other(page: Page, other: Page, room: Room) -> None:
    join(page, room, "ada")
    join(other, room, "ben")

    expect_moving_picture(page, "Ben Lindqvist")
    expect_moving_picture(other, "Ada Okafor")


def test_two_people_hear_each_other(page: Page, other: Page, room: Room) -> None:
    page.add_init_script(KEEP_CONNECTIONS)
    join(page, room, "ada")

    join(other, room, "ben")
    room.has("8529", muted=False)

    until(lambda: page.evaluate(LOUDEST_ARRIVED) > 0, lambda: "no sound arrived")


def test_a_camera_can_be_stopped_and_started_again(page: Page, other: Page, room: Room) -> None:
    join(page, room, "ada")
    join(other, room, "ben")
    expect_moving_picture(page, "Ben Lindqvist")

    press(other, "Stop camera")
    expect(tile(page, "Ben Lindqvist").locator("video:visible")).to_have_count(0)
    press(other, "Start camera")

    expect_moving_picture(page, "Ben Lindqvist")


def test_muting_is_seen_by_the_others(page: Page, room: Room) -> None:
    join(page, room)
    room.has("8528", muted=False)

    press(page, "Mute")
    room.has("8528", muted=True)

    press(page, "Unmute")
    room.has("8528", muted=False)


def test_a_shared_screen_arrives_and_only_one_can_share(
    page: Page, other: Page, room: Room
) -> None:
    join(page, room, "ada")
    join(other, room, "ben")

    press(other, "Share screen")

    expect_moving_picture(page, "Ben Lindqvist’s screen")
    controls(page).get_by_role("button", name="Share screen").click(force=True)
    expect(page.locator(".room-note")).to_contain_text("Ben Lindqvist is sharing a screen.")
    press(other, "Stop sharing")
    expect(tile(page, "Ben Lindqvist’s screen")).to_have_count(0)


def test_the_roster_names_people_and_roles_and_can_be_searched(page: Page, room: Room) -> None:
    listen(page, room)
    room.do("bot", attendee_id="sam", external_user_id="8544")
    room.do("crowd", count=4, cameras=False)

    press(page, "People")
    people = page.get_by_role("list", name="People in this meeting").get_by_role("listitem")
    expect(people).to_have_count(6)
    expect(people.filter(has_text="Sam Whitfield")).to_contain_text("Moderator")
    page.get_by_label("Find someone").fill("whitfield")

    expect(people.locator("visible=true")).to_have_count(1)


def test_a_raised_hand_is_seen_by_the_others(page: Page, other: Page, room: Room) -> None:
    listen(page, room, "ada")
    listen(other, room, "ben")
    press(page, "People")

    press(other, "Raise hand")

    row = page.get_by_role("list", name="People in this meeting").get_by_role("listitem")
    expect(row.filter(has_text="Ben Lindqvist").get_by_text("hand raised")).to_be_visible()


def test_captions_are_shown_if_the_event_sends_them(page: Page, room: Room) -> None:
    listen(page, room)
    room.do("bot", attendee_id="sam", external_user_id="8544")

    room.do("caption", who="8544", text="Hold the iron like a pencil")

    expect(page.locator("[data-part=captions]")).to_contain_text("Hold the iron like a pencil")
    expect(page.locator("[data-part=captions]")).to_contain_text("Sam Whitfield")


def test_nine_cameras_make_a_page_of_tiles(page: Page, room: Room) -> None:
    listen(page, room)

    room.do("crowd", count=9)

    videos = page.locator(".room-tile video:visible")
    expect(videos).to_have_count(9)


def test_many_cameras_come_in_pages(page: Page, room: Room) -> None:
    listen(page, room)
    room.do("crowd", count=15)
    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    expect(page.locator(".room-tile")).to_have_count(12)
    expect(page.locator(".room-tile video:visible")).to_have_count(11)  # and one's own initials

    page.get_by_role("button", name="Next").click()

    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    expect(page.locator(".room-tile video:visible")).to_have_count(4)


def test_a_speaker_is_marked_and_moves_to_the_first_page(page: Page, room: Room) -> None:
    listen(page, room)
    room.do("crowd", count=15)
    expect(page.get_by_text("Page 1 of 2")).to_be_visible()
    expect(tile(page, "bot-15")).to_have_count(0)

    room.do("loud", who="bot-15", level=0.2)

    expect(tile(page, "bot-15")).to_have_attribute("data-speaking", "true")


def test_a_pinned_person_is_large_until_the_pin_is_pressed_again(page: Page, room: Room) -> None:
    listen(page, room)
    room.do("crowd", count=3)
    expect(page.get_by_text("4 people here")).to_be_visible()  # each who comes moves the tiles
    large = page.get_by_role("list", name="Large picture").get_by_role("listitem")

    tile(page, "bot-2").get_by_role("button", name="Pin bot-2").click()
    expect(large).to_contain_text("bot-2")
    page.get_by_role("button", name="Unpin bot-2").click()

    expect(large).to_have_count(0)
    expect(tile(page, "bot-2")).to_be_visible()


def test_a_raised_hand_that_was_throttled_is_shown_a_little_later(
    page: Page, other: Page, room: Room
) -> None:
    listen(page, room, "ada")
    listen(other, room, "ben")
    press(page, "People")
    room.do("throttle", who="8529")

    press(other, "Raise hand")
    expect(controls(other).get_by_role("button", name="Lower hand")).to_be_visible()
    room.do("throttle", who="8529", on=False)

    row = page.get_by_role("list", name="People in this meeting").get_by_role("listitem")
    expect(row.filter(has_text="Ben Lindqvist").get_by_text("hand raised")).to_be_visible()


def test_a_weak_connection_is_shown(page: Page, room: Room) -> None:
    listen(page, room)

    room.do("signal", who="8528", level=0)

    expect(controls(page).get_by_text("No connection")).to_be_attached()
