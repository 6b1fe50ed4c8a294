"""Accessibility of the room: axe-core, the keyboard, narrow screens; and it leaks no secrets."""

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import come_back_to, controls, join, leave, listen, press
from tests.browser.steps import sign_in
from tests.browser.test_accessibility import faults, overflow, tab_to
from tests.support.processes import until

IS_CLEAR = """() => {
    const field = document.activeElement.getBoundingClientRect();
    return field.bottom <= document.querySelector('.room-bar').getBoundingClientRect().top;
}"""
# The scroll position once a scroll that has started is over.
SCROLLED = """() => new Promise(done => {
    let before = -1;
    const look = () => {
        if (scrollY === before) return done(scrollY);
        before = scrollY;
        setTimeout(look, 200);
    };
    look();
})"""
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
    press(page, "Settings")
    settings = faults(page)
    page.get_by_role("button", name="Done").click()
    leave(page)
    expect(page.get_by_role("heading", name="You left the workshop")).to_be_visible()

    assert (before, people, chat, settings, faults(page)) == ([], [], [], [], [])


# The last two: a window of 1280 by 800 zoomed to 200 %, and one with only its text enlarged.
WINDOWS = [
    (320, 640, "100%"),
    (360, 740, "100%"),
    (768, 1024, "100%"),
    (640, 400, "100%"),
    (1280, 800, "200%"),
]


@pytest.mark.parametrize(("width", "height", "text"), WINDOWS)
def test_the_room_is_never_wider_than_its_window(
    page: Page, room: Room, width: int, height: int, text: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    come_back_to(page, room)
    page.evaluate("size => document.documentElement.style.setProperty('font-size', size)", text)
    before = overflow(page)
    page.get_by_role("button", name="Join without camera and microphone").click()
    expect(controls(page)).to_be_visible()
    press(page, "Chat")

    assert (before, overflow(page)) == (0, 0)


def test_the_keyboard_alone_is_enough_to_join_mute_chat_and_leave(page: Page, room: Room) -> None:
    come_back_to(page, room)
    expect(page.get_by_text("Your microphone is on")).to_be_visible()
    tab_to(page, "button", "Join now")
    page.keyboard.press("Enter")
    expect(controls(page)).to_be_visible()

    page.keyboard.press("m")
    room.has("8528", muted=True)
    page.keyboard.press("c")
    expect(page.get_by_label("Message everyone")).to_be_focused()
    page.keyboard.type("Typed, and m is only a letter here")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Chat messages")).to_contain_text("only a letter here")
    tab_to(page, "button", "Leave")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Leave now")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="You left the workshop")).to_be_focused()


def test_on_a_phone_the_controls_do_not_cover_the_focused_field(page: Page, room: Room) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    listen(page, room)

    press(page, "Chat")

    expect(page.get_by_label("Message everyone")).to_be_focused()
    until(lambda: bool(page.evaluate(IS_CLEAR)), lambda: "the controls cover the field")


def test_opening_the_chat_on_a_wide_screen_does_not_scroll(page: Page, room: Room) -> None:
    page.set_viewport_size({"width": 1280, "height": 760})
    listen(page, room)
    press(page, "People")
    press(page, "Chat")

    expect(page.get_by_label("Message everyone")).to_be_focused()
    assert page.evaluate(SCROLLED) == 0


def test_a_key_is_shown_with_its_button_until_keys_are_switched_off(page: Page, room: Room) -> None:
    listen(page, room)
    hand = controls(page).get_by_role("button", name="Raise hand")
    hint = "button => getComputedStyle(button, '::after').content.slice(0, 3)"
    hand.hover()
    expect(hand).to_have_attribute("aria-keyshortcuts", "h")
    assert hand.evaluate(hint) == '"h"'

    page.keyboard.press("?")
    page.get_by_label("Use single keys").uncheck()
    page.get_by_role("button", name="Done").click()

    hand.hover()
    assert hand.evaluate(hint) == "non"


def test_the_page_has_only_the_permissions_that_the_meeting_needs(page: Page, room: Room) -> None:
    sign_in(page, room.portal)
    answer = page.goto(room.url)
    assert answer
    rules = dict(part.strip().split(" ", 1) for part in policy(answer).split(";"))

    assert answer.headers["permissions-policy"] == (
        "camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), "
        "autoplay=(self), fullscreen=(self), picture-in-picture=(self)"
    )
    assert "unsafe" not in policy(answer)
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["worker-src"] == "blob:"
    hosts = (f"127.0.0.1:{room.media.port}", "127.0.0.1:3478")
    assert set(rules["connect-src"].split()) == {"'self'"} | {
        f"{scheme}://{host}" for scheme in ("ws", "wss") for host in hosts
    }


def policy(answer: Response) -> str:
    """The content security policy of the page."""
    return answer.headers["content-security-policy"]


def test_shortcuts_can_be_switched_off(page: Page, room: Room) -> None:
    join(page, room)
    room.has("8528", muted=False)
    press(page, "Settings")
    page.get_by_label("Use single keys").uncheck()
    page.get_by_role("button", name="Done").click()

    page.keyboard.press("m")
    page.keyboard.press("c")

    expect(page.get_by_label("Message everyone")).to_be_hidden()
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
    leave(page)
    expect(page.get_by_role("heading", name="You left the workshop")).to_be_visible()

    join_token = answers[0]["attendee"]["JoinToken"]
    everywhere = "\n".join([*said, page.content(), page.evaluate(STORED), room.portal.log_text])
    assert len(join_token) > 20
    assert [t for t in [join_token, *room.sandbox.state.tokens] if t in everywhere] == []
