"""Before the meeting: devices granted, denied or missing; opening the page joins nothing."""

from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import come_back_to, come_to, controls, expect_devices, join
from tests.browser.test_accessibility import faults


def test_allowed_devices_show_a_picture_and_a_level(page: Page, room: Room) -> None:
    come_back_to(page, room)

    expect_devices(page)

    expect(page.locator("#lobby-mic option")).to_have_count(3)
    expect(page.locator("[data-level=mic]")).not_to_have_js_property("value", 0)


def test_opening_the_page_does_not_join(page: Page, room: Room) -> None:
    come_to(page, room)

    assert room.sandbox.calls("join") == 0


def test_denied_devices_are_explained_and_listening_still_works(
    refusing_page: Page, room: Room
) -> None:
    page = refusing_page
    come_to(page, room)

    page.get_by_role("button", name="Use camera and microphone").click()

    expect(page.get_by_text("blocks the microphone for this site").first).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Join without camera and microphone").click()
    expect(controls(page)).to_be_visible()
    room.has("8528", muted=True)


def test_listening_works_without_devices(bare_page: Page, room: Room) -> None:
    come_back_to(bare_page, room)

    expect(bare_page.get_by_text("No microphone was found").first).to_be_visible()
    bare_page.get_by_role("button", name="Join without camera and microphone").click()
    expect(controls(bare_page)).to_be_visible()


def test_a_workshop_that_mutes_on_entry_starts_muted(page: Page, room: Room) -> None:
    room.sandbox.change(11655, mutes_on_entry=True, camera_off_on_entry=True)

    join(page, room)

    room.has("8528", muted=True, camera=False)
    expect(controls(page).get_by_role("button", name="Unmute")).to_be_visible()


def test_a_refusal_in_the_room_reads_like_one_in_the_list(
    page: Page, room: Room, expected_errors: list[str]
) -> None:
    expected_errors.append("409")
    come_to(page, room)
    room.sandbox.fail("join", "406", text="Max user registration capacity reached")

    page.get_by_role("button", name="Join without camera and microphone").click()

    expect(page.get_by_role("heading", name="This workshop is full")).to_be_visible()
    expect(controls(page)).to_be_hidden()


def test_the_choice_of_a_microphone_is_remembered(page: Page, room: Room) -> None:
    come_back_to(page, room)
    expect_devices(page)
    microphones = page.locator("#lobby-mic")
    last = microphones.locator("option").last.get_attribute("value") or ""

    microphones.select_option(last)
    page.reload()
    expect_devices(page)

    expect(page.locator("#lobby-mic")).to_have_value(last)


def test_a_second_press_of_join_is_one_visit(page: Page, room: Room) -> None:
    come_back_to(page, room)
    expect_devices(page)

    page.get_by_role("button", name="Join now").dblclick()

    expect(controls(page)).to_be_visible()

    assert room.sandbox.calls("join") == 1
