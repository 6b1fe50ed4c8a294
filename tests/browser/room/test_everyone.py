"""The room for everyone: axe-core, the keyboard alone, narrow screens; and it keeps its secrets."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import come_back_to, controls, join, listen, press
from tests.browser.test_accessibility import faults, overflow, tab_to

STORED = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_and_in_the_meeting(page: Page, room: Room, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]

    come_back_to(page, room)
    before = faults(page)
    page.get_by_role("button", name="Join without camera and microphone").click()
    expect(controls(page)).to_be_visible()
    room.do("crowd", count=3)
    expect(page.locator(".room-tile")).not_to_have_count(0)
    press(page, "People")
    people = faults(page)
    press(page, "Chat")
    chat = faults(page)
    press(page, "Leave")
    expect(page.get_by_role("heading", name="You left the workshop")).to_be_visible()

    assert (before, people, chat, faults(page)) == ([], [], [], [])


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_room_is_never_wider_than_its_window(page: Page, room: Room, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    come_back_to(page, room)
    before = overflow(page)
    page.get_by_role("button", name="Join without camera and microphone").click()
    expect(controls(page)).to_be_visible()
    press(page, "Chat")

    assert (before, overflow(page)) == (0, 0)


def test_the_keyboard_alone_joins_mutes_chats_and_leaves(page: Page, room: Room) -> None:
    come_back_to(page, room)
    expect(page.get_by_text("Your microphone is on")).to_be_visible()
    tab_to(page, "button", "Join now")
    page.keyboard.press("Enter")
    expect(controls(page)).to_be_visible()

    page.keyboard.press("m")
    room.has("8528", muted=True)
    page.keyboard.press("c")
    expect(page.get_by_label("Message to everybody")).to_be_focused()
    page.keyboard.type("Typed, and m is only a letter here")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Chat messages")).to_contain_text("only a letter here")
    tab_to(page, "button", "Leave")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="You left the workshop")).to_be_focused()


def test_shortcuts_can_be_switched_off(page: Page, room: Room) -> None:
    join(page, room)
    room.has("8528", muted=False)
    press(page, "Settings")
    page.get_by_label("Use single keys").uncheck()
    page.get_by_role("button", name="Done").click()

    page.keyboard.press("m")
    page.keyboard.press("c")

    expect(page.get_by_label("Message to everybody")).to_be_hidden()
    room.has("8528", muted=False)


def test_no_token_is_left_anywhere(page: Page, room: Room) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.on("websocket", lambda socket: said.append(socket.url))
    answers: list[dict[str, dict[str, str]]] = []
    page.on(
        "response",
        lambda answer: "/room/join/" in answer.url and answers.append(answer.json()),
    )

    listen(page, room)
    said += [page.content(), page.evaluate(STORED)]
    press(page, "Leave")
    expect(page.get_by_role("heading", name="You left the workshop")).to_be_visible()

    join_token = answers[0]["attendee"]["JoinToken"]
    everywhere = "\n".join([*said, page.content(), page.evaluate(STORED), room.portal.said])
    assert len(join_token) > 20
    assert [t for t in [join_token, *room.sandbox.world.tokens] if t in everywhere] == []
