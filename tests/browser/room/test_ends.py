"""The ends of a visit: each has its own words and a way back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import (
    controls,
    expect_moving_picture,
    join,
    leave,
    listen,
    tile,
)

ADA = "8528"
LIVE_TRACKS = """() => [...document.querySelectorAll('video, audio')]
    .flatMap(element => element.srcObject?.getTracks() ?? [])
    .filter(track => track.readyState === 'live').length"""


@pytest.fixture(autouse=True)
def errors_of_the_sdk_are_expected(expected_errors: list[str]) -> None:
    """The SDK logs every end except leaving as an error."""
    expected_errors.append("[ERROR] room - ")


def test_leaving_switches_the_devices_off_and_offers_the_way_back(page: Page, room: Room) -> None:
    join(page, room)

    leave(page)

    expect(page.get_by_role("heading", name="You left the workshop")).to_be_focused()
    room.is_without(ADA)
    assert page.evaluate(LIVE_TRACKS) == 0
    page.get_by_role("button", name="Join again").locator("visible=true").click()
    expect(controls(page)).to_be_visible()
    room.has(ADA)


def test_closing_the_page_leaves_cleanly(page: Page, room: Room) -> None:
    listen(page, room)

    page.close()

    room.is_without(ADA)
    assert room.media.state(room.meeting)["frames"].get("in LEAVE", 1) >= 1


@pytest.mark.parametrize(
    ("action", "options", "headline", "again"),
    [
        ("end", {}, "The workshop has ended", "Try again"),
        ("remove", {"who": ADA}, "You were removed from the meeting", "Join again"),
        (
            "status",
            {"who": ADA, "code": 301},
            "You’re in this workshop on another device",
            "Switch here",
        ),
        ("status", {"who": ADA, "code": 409}, "The room is full", "Try again"),
    ],
)
def test_each_end_has_its_page_and_a_button(
    page: Page, room: Room, action: str, options: dict[str, object], headline: str, again: str
) -> None:
    listen(page, room)

    room.do(action, **options)

    expect(page.get_by_role("heading", name=headline)).to_be_visible()
    expect(page.get_by_role("button", name=again).locator("visible=true")).to_be_enabled()


def test_a_second_device_takes_over_and_can_be_taken_back(
    page: Page, other: Page, room: Room
) -> None:
    listen(page, room, "ada")

    listen(other, room, "ada")

    expect(
        page.get_by_role("heading", name="You’re in this workshop on another device")
    ).to_be_visible()
    page.get_by_role("button", name="Switch here").click()
    expect(controls(page)).to_be_visible()
    expect(
        other.get_by_role("heading", name="You’re in this workshop on another device")
    ).to_be_visible()


def test_a_broken_connection_recovers_by_itself(page: Page, other: Page, room: Room) -> None:
    listen(page, room, "ada")
    join(other, room, "ben")
    expect_moving_picture(page, "Ben Lindqvist")

    room.do("cut", who=ADA)

    expect(page.locator("[data-live=state]")).to_have_text("You’re connected again")
    expect_moving_picture(page, "Ben Lindqvist")
    expect(tile(page, "Ben Lindqvist")).to_have_count(1)


def test_an_expired_meeting_is_fetched_again_once(page: Page, room: Room) -> None:
    listen(page, room)
    leave(page)
    expect(page.get_by_role("heading", name="You left the workshop")).to_be_visible()
    room.do("end")
    before = room.sandbox.calls("join")

    page.get_by_role("button", name="Join again").locator("visible=true").click()

    expect(page.get_by_role("heading", name="The workshop has ended")).to_be_visible()
    assert room.sandbox.calls("join") == before + 2


def test_an_expired_sign_in_leads_to_the_sign_in_page_and_back(
    page: Page, room: Room, expected_errors: list[str]
) -> None:
    expected_errors.append("401")
    listen(page, room)
    leave(page)
    room.sandbox.expire("ada")

    page.get_by_role("button", name="Join again").locator("visible=true").click()

    page.wait_for_url("**/sign-in/?next=*room*")
