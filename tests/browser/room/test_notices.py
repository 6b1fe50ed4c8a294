"""What the room tells by itself: muted speech, messages, hands; and talking while a key is held."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.test_devices import KEEP_STREAMS
from tests.browser.room.test_leaving import RUNNING
from tests.browser.room.visit import controls, join, leave, lines, listen, press

ADA = "8528"
# A microphone into which somebody speaks without a pause.
LOUD_MICROPHONE = """
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async wanted => {
        const stream = await ask(wanted);
        if (!wanted.audio) return stream;
        const context = new AudioContext();
        const voice = new OscillatorNode(context, { frequency: 220 });
        const output = context.createMediaStreamDestination();
        voice.connect(output);
        voice.start();
        stream.getAudioTracks().forEach(track => {
            stream.removeTrack(track);
            track.stop();
        });
        stream.addTrack(output.stream.getAudioTracks()[0]);
        return stream;
    };
"""
# Copies of tracks, too.
KEEP_CLONES = """
    const clone = MediaStreamTrack.prototype.clone;
    MediaStreamTrack.prototype.clone = function () {
        const copy = clone.call(this);
        window.streams.push(new MediaStream([copy]));
        return copy;
    };
"""


@pytest.fixture(autouse=True)
def errors_of_the_sdk_are_expected(expected_errors: list[str]) -> None:
    """The SDK logs every end except leaving as an error."""
    expected_errors.append("[ERROR] room - ")


def test_whoever_speaks_while_muted_is_told(page: Page, room: Room) -> None:
    page.add_init_script(LOUD_MICROPHONE)
    join(page, room)
    expect(page.locator(".room-note")).to_be_hidden()

    press(page, "Mute")

    expect(page.locator(".room-note")).to_contain_text("You’re muted.")
    room.has(ADA, muted=True)


def test_nothing_listens_after_the_meeting(page: Page, room: Room) -> None:
    page.add_init_script(KEEP_STREAMS + KEEP_CLONES)
    join(page, room)
    press(page, "Mute")
    room.has(ADA, muted=True)
    page.wait_for_function(f"() => {RUNNING} > 2")

    leave(page)

    expect(page.get_by_role("heading", name="You left the workshop")).to_be_visible()
    page.wait_for_function(f"() => {RUNNING} === 0")


def test_the_space_bar_unmutes_while_it_is_held(page: Page, room: Room) -> None:
    join(page, room)
    page.keyboard.press("m")
    room.has(ADA, muted=True)

    page.keyboard.down(" ")
    room.has(ADA, muted=False)
    page.keyboard.up(" ")

    room.has(ADA, muted=True)
    expect(controls(page).get_by_role("button", name="Unmute")).to_be_visible()


def test_a_message_is_shown_over_the_pictures_and_counted_in_the_title(
    page: Page, room: Room
) -> None:
    listen(page, room)
    room.do("bot", attendee_id="sam", external_user_id="8544")

    room.do("say", who="sam", text="We start now")

    expect(page.locator("[data-part=toasts]")).to_contain_text("Sam Whitfield: We start now")
    expect(page).to_have_title(re.compile(r"^\(1\) Soldering"))
    press(page, "Chat")
    expect(page).to_have_title(re.compile("^Soldering"))


def test_a_raised_hand_and_a_shared_screen_are_shown_over_the_pictures(
    page: Page, other: Page, room: Room
) -> None:
    listen(page, room, "ada")
    listen(other, room, "ben")

    press(other, "Raise hand")
    expect(page.locator("[data-part=toasts]")).to_contain_text("Ben Lindqvist raised a hand")
    press(other, "Share screen")

    expect(page.locator("[data-part=toasts]")).to_contain_text("Ben Lindqvist is sharing a screen")


def test_a_link_in_the_chat_opens_in_a_tab_that_knows_nothing_of_the_room(
    page: Page, room: Room
) -> None:
    listen(page, room)
    room.do("bot", attendee_id="sam", external_user_id="8544")

    room.do("say", who="sam", text="See https://example.org/flux, not javascript:alert(1)")
    press(page, "Chat")

    link = lines(page).get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://example.org/flux")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
