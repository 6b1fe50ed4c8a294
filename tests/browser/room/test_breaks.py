"""A connection that breaks, and a meeting that does not answer."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import (
    allow_devices,
    controls,
    join,
    leave,
    lines,
    listen,
    press,
    write,
)
from tests.support.processes import until

ADA = "8528"
STATE = "[data-live=state]"


@pytest.fixture(autouse=True)
def broken_connections_are_expected(expected_errors: list[str]) -> None:
    """These tests refuse connections, which the console logs as errors."""
    expected_errors += ["[ERROR] room - ", "WebSocket connection to"]


def test_a_meeting_that_does_not_answer_is_tried_twice_and_then_explained(
    page: Page, room: Room
) -> None:
    page.clock.install()
    listen(page, room)
    leave(page)
    room.do("refuse")
    before = room.sandbox.calls("join")

    page.get_by_role("button", name="Join again").locator("visible=true").click()
    advance_until_visible(page, room, page.get_by_text("That didn’t work. Trying once more…").first)
    advance_until_visible(
        page, room, page.get_by_role("heading", name="The meeting isn’t responding")
    )

    expect(page.get_by_role("heading", name="The meeting isn’t responding")).to_be_focused()
    assert room.sandbox.calls("join") == before + 2


def advance_until_visible(page: Page, room: Room, target: Locator) -> None:
    """
    Move the page's clock on, half a minute at a time, until this is visible.

    The portal's own clock stays, so it is told to forget joins of so long ago.
    """

    def is_seen() -> bool:
        room.portal.forget_joins()
        page.clock.fast_forward(26_000)
        return target.is_visible()

    until(is_seen, lambda: f"never seen: {target}")


def test_a_connection_that_stays_broken_ends_the_visit_with_a_way_back(
    page: Page, room: Room
) -> None:
    page.clock.install()
    listen(page, room)
    room.do("refuse", who=ADA)

    room.do("cut", who=ADA)
    expect(page.locator(STATE)).to_have_text("Connection lost. Reconnecting…")
    page.clock.fast_forward(130_000)

    # The SDK gives up: fresh joins are tried, and found to hang.
    end = page.get_by_role("heading", name="The meeting isn’t responding")
    advance_until_visible(page, room, end)
    expect(end).to_be_focused()
    expect(page.get_by_role("button", name="Try again").locator("visible=true")).to_be_enabled()


def test_a_connection_that_breaks_while_a_camera_starts_is_back_in_seconds(
    page: Page, room: Room
) -> None:
    allow_devices(page, room)
    listen(page, room)
    asked = room.media.state(room.meeting)["frames"]["in SUBSCRIBE"]
    room.do("freeze", who=ADA)
    press(page, "Start camera")
    room.media.wait_until(room.meeting, lambda seen: bool(seen["frames"]["in SUBSCRIBE"] > asked))

    room.do("cut", who=ADA)

    # Left to itself, the SDK waits 15 seconds for an answer that cannot come.
    expect(page.locator(STATE)).to_have_text("You’re connected again", timeout=10_000)
    room.has(ADA, camera=True)


def test_a_frozen_line_is_noticed_within_15_seconds(page: Page, room: Room) -> None:
    listen(page, room)

    room.do("freeze", who=ADA)

    expect(page.locator(STATE)).to_have_text("You’re connected again", timeout=15_000)


def test_messages_of_a_broken_connection_are_marked_and_can_be_sent_again(
    page: Page, room: Room
) -> None:
    listen(page, room)
    write(page, "Just before")
    room.do("refuse", who=ADA)
    room.do("cut", who=ADA)
    expect(page.locator(STATE)).to_have_text("Connection lost. Reconnecting…")
    write(page, "Meanwhile")

    expect(lines(page).nth(0)).to_contain_text("Maybe not delivered: the connection was lost.")
    expect(lines(page).nth(1)).to_contain_text("Not sent: you’re not connected.")
    room.do("refuse", who=ADA, on=False)
    expect(page.locator(STATE)).to_have_text("You’re connected again")
    again = page.get_by_role("button", name="Send again").locator("visible=true")
    again.first.click()
    again.first.click()

    expect(again).to_have_count(0)
    expect(lines(page)).to_have_count(2)


def test_the_meeting_can_be_left_while_the_connection_is_broken(page: Page, room: Room) -> None:
    join(page, room)
    room.do("refuse", who=ADA)
    room.do("cut", who=ADA)
    expect(page.locator(STATE)).to_have_text("Connection lost. Reconnecting…")

    leave(page)

    expect(page.get_by_role("heading", name="You left the workshop")).to_be_focused()
    expect(controls(page)).to_be_hidden()
