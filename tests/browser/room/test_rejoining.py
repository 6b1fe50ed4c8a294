"""Ends that concern one browser alone: it comes in anew, spread in time and three times at most."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import controls, join, listen, press
from tests.support.processes import until

ADA = "8528"


@pytest.fixture(autouse=True)
def errors_of_the_sdk_are_expected(expected_errors: list[str]) -> None:
    """The SDK logs every end except leaving as an error."""
    expected_errors += ["[ERROR] room - ", "WebSocket connection to"]


def test_a_signaling_error_leads_to_a_fresh_join_with_everything_as_it_was(
    page: Page, room: Room
) -> None:
    join(page, room)
    press(page, "Mute")
    room.has(ADA, muted=True, camera=True)

    room.do("fail", who=ADA, code=400)

    until(lambda: room.sandbox.calls("join") == 2, lambda: "there was no fresh join")
    expect(controls(page)).to_be_visible()
    room.has(ADA, muted=True, camera=True)


def test_after_three_fresh_joins_in_a_row_the_visit_ends(page: Page, room: Room) -> None:
    page.clock.install()
    listen(page, room)
    fail_and_come_back(page, room)
    fail_and_come_back(page, room)
    fail_and_come_back(page, room)

    room.do("fail", who=ADA, code=400)

    expect(page.locator("[data-when=ended]")).to_be_visible()
    expect(page.locator("[data-rejoin]").locator("visible=true")).to_be_enabled()
    assert room.sandbox.calls("join") == 4


def fail_and_come_back(page: Page, room: Room) -> None:
    """Let the signaling fail, and wait until the fresh join has led back in."""
    before = room.sandbox.calls("join")
    room.do("fail", who=ADA, code=400)
    expect(page.locator("[data-when=joining]")).to_be_visible()
    page.clock.fast_forward(12_000)
    until(lambda: room.sandbox.calls("join") > before, lambda: "there was no fresh join")
    expect(controls(page)).to_be_visible()
    room.has(ADA)
