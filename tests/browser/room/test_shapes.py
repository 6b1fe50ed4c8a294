"""The room in meetings that say less than usual, or forbid more, and with a recording in them."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import (
    controls,
    expect_moving_picture,
    join,
    lines,
    listen,
    press,
    write,
)

Joined = dict[str, Any]


def change_join(page: Page, change: Callable[[Joined], Joined]) -> None:
    """Let the page get the portal's answer to a join as `change` makes it."""

    def answer(route: Route) -> None:
        route.fulfill(json=change(route.fetch().json()))

    page.route("**/room/join/", answer)


def required_alone(joined: Joined) -> Joined:
    """The answer with nothing in meeting and attendee but what is required."""
    meeting, attendee = joined["meeting"], joined["attendee"]
    return joined | {
        "meeting": {name: meeting[name] for name in ("MeetingId", "MediaPlacement")},
        "attendee": {name: attendee[name] for name in ("AttendeeId", "JoinToken")},
        "people": {},
    }


def without_video(joined: Joined) -> Joined:
    """The answer of a meeting that forbids cameras and screens."""
    forbidden = {"MaxResolution": "None"}
    joined["meeting"]["MeetingFeatures"] = {"Video": forbidden, "Content": forbidden}
    return joined


def test_the_required_parts_of_a_meeting_are_enough_to_see_speak_write_and_share(
    page: Page, other: Page, room: Room
) -> None:
    change_join(page, required_alone)
    join(page, room, "ada")
    join(other, room, "ben")
    expect_moving_picture(page, "Ben Lindqvist")
    expect_moving_picture(other, "Ada Okafor")

    press(page, "Share screen")
    expect_moving_picture(other, "Ada Okafor’s screen")
    write(other, "Hello Ada")

    press(page, "Chat")
    expect(lines(page).last).to_contain_text("Ben Lindqvist")


def test_a_meeting_without_cameras_and_screens_offers_neither(page: Page, room: Room) -> None:
    change_join(page, without_video)

    listen(page, room)

    expect(controls(page).get_by_role("button", name="Start camera")).to_be_hidden()
    expect(controls(page).get_by_role("button", name="Share screen")).to_be_hidden()


def test_people_are_named_by_the_service_and_the_recording_is_not_one_of_them(
    page: Page, room: Room
) -> None:
    listen(page, room)
    room.do("bot", attendee_id="rec", external_user_id="aws:MediaPipeline-5f0f7d3c")
    room.do("bot", attendee_id="kwame", external_user_id="Kwame Mensah_8602")
    named = {"firstName": "The", "lastName": "Organizer"}
    room.do("order", who="kwame", kind="ATTENDEEPROFILE", **named)

    press(page, "People")

    people = page.get_by_role("list", name="People in this meeting").get_by_role("listitem")
    expect(people.filter(has_text="Kwame Mensah")).to_be_visible()
    expect(people).to_have_count(2)
    expect(page.locator("[data-part=people-count]")).to_have_text("2")
    expect(page.locator(".room-tile")).to_have_count(2)
