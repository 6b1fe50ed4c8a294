"""Quiet sounds for who looks elsewhere, which can be switched off."""

from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import listen, press, write

# Notes the pitch of each tone that the page starts.
KEEP_TONES = """
    window.tones = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...at) {
        window.tones.push(Math.round(this.frequency.value));
        return start.apply(this, at);
    };
"""
CAME, CHAT = 523, 784
SETTLED_MS = 2100  # after which whoever comes was not there before


def test_a_message_is_heard_but_not_those_who_were_there_before(
    page: Page, other: Page, room: Room
) -> None:
    page.add_init_script(KEEP_TONES)
    listen(other, room, "ben")
    listen(page, room, "ada")

    write(other, "We start now")

    page.wait_for_function(f"() => window.tones.includes({CHAT})")
    assert page.evaluate("window.tones") == [CHAT]


def test_somebody_who_comes_later_is_heard(page: Page, room: Room) -> None:
    page.add_init_script(KEEP_TONES)
    page.clock.install()
    listen(page, room)
    page.clock.fast_forward(SETTLED_MS)
    room.do("bot", attendee_id="sam", external_user_id="8544")

    page.wait_for_function("() => window.tones.length")
    assert page.evaluate("window.tones") == [CAME]


def test_sounds_that_are_switched_off_are_not_played(page: Page, room: Room) -> None:
    page.add_init_script(KEEP_TONES)
    listen(page, room)
    press(page, "Settings")
    page.get_by_label("When someone joins a small meeting, raises a hand or writes").uncheck()
    page.get_by_role("button", name="Done").click()

    room.do("bot", attendee_id="sam", external_user_id="8544")
    room.do("say", who="sam", text="We start now")

    expect(page.locator("[data-part=toasts]")).to_contain_text("We start now")
    assert page.evaluate("window.tones") == []
