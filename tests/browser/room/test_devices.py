"""Devices during a meeting: changed, unplugged, denied at first, or not supported."""

from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import allow_devices, come_to, controls, join, listen, press
from tests.support.processes import until

ADA = "8528"
KEEP_STREAMS = """
    window.streams = [];
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async wanted => {
        const stream = await ask(wanted);
        window.streams.push(stream);
        return stream;
    };
"""
UNPLUG = """kind => {
    const tracks = window.streams.flatMap(stream => stream.getTracks());
    for (const track of tracks.filter(t => t.kind === kind && t.readyState === 'live')) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
    }
}"""
NO_MORE = """() => {
    navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('Requested device not found', 'NotFoundError');
    };
}"""
IN_USE = """window.streams.flatMap(stream => stream.getAudioTracks())
    .filter(track => track.readyState === 'live').at(-1)?.getSettings().deviceId"""


def test_another_microphone_replaces_one_that_is_unplugged(page: Page, room: Room) -> None:
    page.add_init_script(KEEP_STREAMS)
    join(page, room)
    room.has(ADA, muted=False)

    page.evaluate(UNPLUG, "audio")

    expect(page.locator(".room-note")).to_have_text(
        "Your microphone was unplugged. We switched to another one"
    )
    expect(controls(page).get_by_role("button", name="Mute", exact=True)).to_be_visible()
    room.has(ADA, muted=False)


def test_unplugging_the_only_microphone_mutes_with_a_note(
    page: Page, room: Room, expected_errors: list[str]
) -> None:
    expected_errors.append("NotFoundError")
    page.add_init_script(KEEP_STREAMS)
    join(page, room)
    room.has(ADA, muted=False)
    page.evaluate(NO_MORE)

    page.evaluate(UNPLUG, "audio")

    expect(page.locator(".room-note")).to_contain_text("there’s no other one, so you’re muted")
    room.has(ADA, muted=True)


def test_no_other_camera_starts_unasked(page: Page, room: Room) -> None:
    page.add_init_script(KEEP_STREAMS)
    join(page, room)
    room.has(ADA, camera=True)

    page.evaluate(UNPLUG, "video")

    expect(page.locator(".room-note")).to_contain_text("Your camera was unplugged")
    expect(controls(page).get_by_role("button", name="Start camera")).to_be_visible()
    room.has(ADA, camera=False)


def test_another_microphone_can_be_chosen_in_the_meeting(page: Page, room: Room) -> None:
    page.add_init_script(KEEP_STREAMS)
    join(page, room)
    press(page, "Settings")
    choice = page.locator("#settings-mic")
    other = choice.locator("option").last.get_attribute("value") or ""

    choice.select_option(other)

    until(lambda: bool(page.evaluate(IN_USE) == other), lambda: "the old one is still in use")
    room.has(ADA, muted=False)


def test_a_denied_device_can_be_tried_again_at_once(refusing_page: Page, room: Room) -> None:
    page = refusing_page
    come_to(page, room)
    page.get_by_role("button", name="Use camera and microphone").click()
    again = page.get_by_role("button", name="Try the microphone again")
    expect(again).to_be_visible()
    allow_devices(page, room)

    again.click()

    expect(page.get_by_text("Your microphone is on")).to_be_visible()
    expect(again).to_be_hidden()
    expect(page.get_by_role("button", name="Join now")).to_be_focused()


def test_a_microphone_denied_in_the_meeting_can_be_tried_again(
    refusing_page: Page, room: Room
) -> None:
    page = refusing_page
    listen(page, room)
    press(page, "Unmute")
    again = page.get_by_role("dialog").get_by_role("button", name="Try the microphone again")
    expect(again).to_be_visible()
    allow_devices(page, room)

    again.click()

    expect(controls(page).get_by_role("button", name="Mute", exact=True)).to_be_visible()
    room.has(ADA, muted=False)


def test_a_browser_that_cannot_share_a_screen_offers_no_such_button(page: Page, room: Room) -> None:
    page.add_init_script("delete MediaDevices.prototype.getDisplayMedia")

    listen(page, room)

    expect(controls(page).get_by_role("button", name="Share screen")).to_have_count(0)


def test_a_camera_above_the_limit_stays_off_with_a_reason(page: Page, room: Room) -> None:
    allow_devices(page, room)
    listen(page, room)
    room.do("bot", attendee_id="sam", external_user_id="8544", camera="#336699")
    room.do("limit", cameras=1)

    press(page, "Start camera")

    expect(page.locator(".room-note")).to_contain_text("25 cameras are already on")
    expect(controls(page).get_by_role("button", name="Start camera")).to_be_visible()
