"""Check my device: each step says what it found, and the workshop's page knows it afterwards."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.room.conftest import WORKSHOP, Room
from tests.browser.room.visit import allow_devices
from tests.browser.steps import post_sign_in
from tests.browser.test_accessibility import faults

NO_WEBRTC = "delete window.RTCPeerConnection"


def open_check(page: Page, room: Room) -> None:
    """Come to the page by its link on the page of a workshop."""
    post_sign_in(page, room.portal)
    page.goto(f"{room.portal.url}/e/demo/w/{WORKSHOP}/")
    page.get_by_role("link", name="Check my device").click()
    expect(page.get_by_role("heading", level=1, name="Check my device")).to_be_visible()


def step(page: Page, name: str) -> Locator:
    """One step of the check."""
    return page.locator(f"[data-step={name}]")


def hear(page: Page, answer: str) -> None:
    """Play the sound and say whether it was heard."""
    page.get_by_role("button", name="Play three notes").click()
    page.get_by_role("button", name=answer, exact=True).click()


@pytest.mark.parametrize("width", [360, 1280])
def test_where_all_works_the_workshop_says_so(page: Page, room: Room, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    allow_devices(page, room)
    open_check(page, room)
    expect(step(page, "network")).to_contain_text("Your network reaches the meeting service.")
    expect(step(page, "browser")).to_contain_text("This browser can hold meetings.")

    page.get_by_role("button", name="Check camera and microphone").click()
    expect(page.get_by_role("heading", name="Camera")).to_be_focused()
    expect(step(page, "camera").locator("video")).not_to_have_js_property("videoWidth", 0)
    expect(step(page, "microphone")).to_contain_text("Your microphone works")
    hear(page, "Yes, I heard them")

    expect(page.get_by_text("Everything works. You’re ready.")).to_be_visible()
    expect(page.get_by_text("We’ll remember the result for 30 days")).to_be_visible()
    assert faults(page) == []
    assert page.locator("html").evaluate("(e) => e.scrollWidth - e.clientWidth") == 0
    page.goto(f"{room.portal.url}/e/demo/w/{WORKSHOP}/")
    device = page.get_by_role("listitem").filter(has_text="This device:")
    expect(device).to_contain_text("Camera, microphone, sound and network worked on")
    assert room.sandbox.calls("join") == 0


def test_what_does_not_work_is_told_and_kept(
    refusing_page: Page, room: Room, expected_errors: list[str]
) -> None:
    expected_errors.append("net::ERR_FAILED")
    page = refusing_page
    page.route(f"http://127.0.0.1:{room.media.port}/", lambda route: route.abort())
    open_check(page, room)
    expect(step(page, "network")).to_contain_text("doesn’t reach the meeting service")

    page.get_by_role("button", name="Check camera and microphone").click()
    expect(step(page, "camera")).to_contain_text("Your browser blocks the camera for this site")
    expect(step(page, "microphone")).to_contain_text("Your browser blocks the microphone")
    hear(page, "No")

    expect(page.get_by_text("Something needs attention, see above.")).to_be_visible()
    expect(page.get_by_text("We’ll remember the result for 30 days")).to_be_visible()
    page.goto(f"{room.portal.url}/e/demo/w/{WORKSHOP}/")
    device = page.get_by_role("listitem").filter(has_text="This device:")
    expect(device).to_contain_text("camera, microphone, sound, network")
    expect(page.get_by_role("button", name="Join")).to_be_visible()


def test_a_network_that_comes_back_is_found(
    page: Page, room: Room, expected_errors: list[str]
) -> None:
    expected_errors.append("net::ERR_FAILED")
    page.route(f"http://127.0.0.1:{room.media.port}/", lambda route: route.abort())
    open_check(page, room)
    again = page.get_by_role("button", name="Check the network again")
    expect(again).to_be_visible()
    page.unroute(f"http://127.0.0.1:{room.media.port}/")

    again.click()

    expect(page.get_by_role("heading", name="Network")).to_be_focused()
    expect(step(page, "network")).to_contain_text("Your network reaches the meeting service.")


def test_a_browser_that_can_hold_no_meeting_is_told(page: Page, room: Room) -> None:
    page.add_init_script(NO_WEBRTC)

    open_check(page, room)

    expect(step(page, "browser").get_by_text("This browser can’t join meetings")).to_be_visible()


def test_an_answer_that_is_changed_changes_what_is_said_and_kept(page: Page, room: Room) -> None:
    allow_devices(page, room)
    open_check(page, room)
    page.get_by_role("button", name="Check camera and microphone").click()
    expect(step(page, "microphone")).to_contain_text("Your microphone works")
    hear(page, "No")
    expect(page.get_by_text("Something needs attention, see above.")).to_be_visible()

    hear(page, "Yes, I heard them")

    expect(page.get_by_text("Everything works. You’re ready.")).to_be_visible()
    expect(page.get_by_text("Something needs attention, see above.")).to_be_hidden()
    expect(page.get_by_text("We’ll remember the result for 30 days")).to_be_visible()
    page.goto(f"{room.portal.url}/e/demo/w/{WORKSHOP}/")
    device = page.get_by_role("listitem").filter(has_text="This device:")
    expect(device).to_contain_text("worked on")
