"""Quiet sounds for who looks elsewhere, which can be switched off."""

from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import listen, press

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


def test_a_message_and_an_arrival_are_heard(page: Page, room: Room) -> None:
    page.add_init_script(KEEP_TONES)
    listen(page, room)
    room.do("bot", attendee_id="sam", external_user_id="8544")
    page.wait_for_function(f"() => window.tones.includes({CAME})")

    page.wait_for_timeout(0)
    expect(page.get_by_role("button", name="People")).to_be_visible()
    page.clock.install()
    page.clock.fast_forward(3000)
    room.do("say", who="sam", text="We start now")

    page.wait_for_function(f"() => window.tones.includes({CHAT})")


def test_sounds_that_are_switched_off_are_not_played(page: Page, room: Room) -> None:
    page.add_init_script(KEEP_TONES)
    listen(page, room)
    press(page, "Settings")
    page.get_by_label("When somebody joins a small meeting, raises a hand or writes").uncheck()
    page.get_by_role("button", name="Done").click()

    room.do("bot", attendee_id="sam", external_user_id="8544")
    room.do("say", who="sam", text="We start now")

    expect(page.locator("[data-part=toasts]")).to_contain_text("We start now")
    assert page.evaluate("window.tones") == []
