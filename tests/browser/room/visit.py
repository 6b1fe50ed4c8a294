"""The actions of an attendee in the room."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.room.conftest import Room
from tests.browser.steps import post_sign_in


def come_to(page: Page, room: Room, name: str = "ada") -> None:
    """Open the room's page in a browser that has not been asked for devices yet."""
    post_sign_in(page, room.portal, name)
    page.goto(room.url)
    expect(page.get_by_role("heading", name="Ready to join?")).to_be_visible()


def allow_devices(page: Page, room: Room) -> None:
    """Let the portal use camera and microphone."""
    page.context.grant_permissions(["camera", "microphone"], origin=room.portal.url)


def come_back_to(page: Page, room: Room, name: str = "ada") -> None:
    """Open the room's page in a browser that has granted the devices before."""
    allow_devices(page, room)
    come_to(page, room, name)


def join(page: Page, room: Room, name: str = "ada") -> None:
    """Join the meeting with microphone and camera on."""
    come_back_to(page, room, name)
    expect_devices(page)
    go_in(page)


def expect_devices(page: Page) -> None:
    """Wait until microphone and camera are on."""
    expect(page.get_by_text("Your microphone is on")).to_be_visible()
    expect(page.get_by_text("Your camera is on")).to_be_visible()


def go_in(page: Page) -> None:
    """Press Join and wait until the meeting runs."""
    page.get_by_role("button", name="Join now").click()
    expect(controls(page)).to_be_visible()


def listen(page: Page, room: Room, name: str = "ada") -> None:
    """Join the meeting without any device."""
    come_to(page, room, name)
    page.get_by_role("button", name="Join without camera and microphone").click()
    expect(controls(page)).to_be_visible()


def controls(page: Page) -> Locator:
    """The bar with the meeting's buttons."""
    return page.get_by_role("group", name="Meeting controls")


def press(page: Page, name: str) -> None:
    """Press one of the meeting's buttons."""
    controls(page).get_by_role("button", name=name).click()


def leave(page: Page) -> None:
    """Press Leave and answer the question."""
    press(page, "Leave")
    page.get_by_role("button", name="Leave now").click()


def tile(page: Page, owner: str) -> Locator:
    """The tile of this person."""
    return page.locator(".room-tile").filter(has_text=owner)


def expect_moving_picture(page: Page, owner: str) -> None:
    """Wait until this person's video has a size and plays."""
    video = tile(page, owner).locator("video")
    expect(video).to_be_visible()
    expect(video).not_to_have_js_property("videoWidth", 0)
    expect(video).not_to_have_js_property("currentTime", 0)


def write(page: Page, text: str) -> None:
    """Open the chat if it is closed, and send a message."""
    page.locator("#room-chat-text:visible, [data-control=chat][aria-expanded=false]").first.click()
    box = page.get_by_label("Message everyone")
    box.fill(text)
    box.press("Enter")


def lines(page: Page) -> Locator:
    """The messages of the chat."""
    return page.get_by_role("list", name="Chat messages").get_by_role("listitem")
