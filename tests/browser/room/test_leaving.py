"""A meeting is left on purpose only: each way out asks once, and then the devices are off."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.test_devices import KEEP_STREAMS
from tests.browser.room.visit import controls, join, listen, press

ADA = "8528"
RUNNING = """window.streams.flatMap(stream => stream.getTracks())
    .filter(track => track.readyState === 'live').length"""
LEFT = "You left the workshop"


@pytest.fixture(autouse=True)
def errors_of_the_sdk_are_expected(expected_errors: list[str]) -> None:
    """The SDK logs every end except leaving as an error."""
    expected_errors.append("[ERROR] room - ")


def test_the_button_asks_and_staying_stays(page: Page, room: Room) -> None:
    listen(page, room)
    press(page, "Leave")

    page.get_by_role("button", name="Stay").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(controls(page)).to_be_visible()
    room.has(ADA)


def test_back_asks_and_a_yes_switches_the_devices_off(page: Page, room: Room) -> None:
    page.add_init_script(KEEP_STREAMS)
    join(page, room)
    assert page.evaluate(RUNNING) > 0

    page.go_back()
    expect(page.get_by_role("heading", name="Leave the workshop?")).to_be_visible()
    room.has(ADA)
    page.get_by_role("button", name="Leave now").click()

    expect(page.get_by_role("heading", name=LEFT)).to_be_focused()
    room.is_without(ADA)
    assert page.evaluate(RUNNING) == 0


def test_after_the_meeting_one_back_leads_to_the_page_before(page: Page, room: Room) -> None:
    page.goto(room.portal.url)
    before = page.url
    listen(page, room)
    press(page, "Leave")
    page.get_by_role("button", name="Leave now").click()
    expect(page.get_by_role("heading", name=LEFT)).to_be_visible()

    page.go_back()

    expect(page).to_have_url(before)


def test_a_reload_is_asked_about_by_the_browser(page: Page, room: Room) -> None:
    listen(page, room)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => location.reload(), 0)")

    expect(controls(page)).to_be_visible()
    room.has(ADA)
    assert asked == ["beforeunload"]


def test_outside_a_meeting_nothing_asks(page: Page, room: Room) -> None:
    listen(page, room)
    press(page, "Leave")
    page.get_by_role("button", name="Leave now").click()
    expect(page.get_by_role("heading", name=LEFT)).to_be_visible()
    asked: list[str] = []

    def go_on(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go_on)

    page.reload()

    expect(page.get_by_role("heading", name="Ready to join?")).to_be_visible()
    assert asked == []
