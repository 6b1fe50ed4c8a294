"""What a person can choose about the stage: view, own picture, pins, captions."""

from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import join, listen, press, tile
from tests.browser.room.windows import box, fill, resize
from tests.browser.test_accessibility import tab_to

LARGE = ".room-large .room-tile"
MANY_WORDS = "Hold the iron like a pencil, and wait until the solder flows by itself"


def test_the_speakers_view_follows_who_speaks_and_is_remembered(page: Page, room: Room) -> None:
    listen(page, room)
    fill(page, room, 4)

    press(page, "Speaker view")
    room.do("loud", who="bot-2", level=0.5)

    expect(page.locator(LARGE)).to_contain_text("bot-2")
    page.reload()
    page.get_by_role("button", name="Join without camera and microphone").click()
    expect(page.locator(LARGE)).to_be_visible()
    press(page, "Grid view")
    expect(page.locator(LARGE)).to_have_count(0)


def test_ones_own_picture_can_be_small_or_hidden(page: Page, room: Room) -> None:
    join(page, room)
    fill(page, room, 3)
    choice = page.get_by_label("Your own video")
    press(page, "Settings")

    choice.select_option("small")
    expect(page.locator(".room-corner .room-tile video")).to_be_visible()
    expect(page.locator(".room-small .room-tile")).to_have_count(2)
    choice.select_option("hidden")
    expect(tile(page, "Ada Okafor")).to_have_count(0)
    choice.select_option("tile")

    expect(page.locator(".room-small .room-tile video:visible")).to_have_count(3)


def test_a_person_is_pinned_by_keyboard(page: Page, room: Room) -> None:
    listen(page, room)
    fill(page, room, 3)
    pin = tile(page, "bot-1").get_by_role("button", name="Pin bot-1")

    tab_to(page, "button", "Pin bot-1")
    expect(pin).to_have_css("opacity", "1")
    page.keyboard.press("Enter")

    expect(page.locator(LARGE)).to_contain_text("bot-1")


def test_captions_stand_over_the_pictures_in_the_chosen_size(page: Page, room: Room) -> None:
    resize(page, (390, 844))
    listen(page, room)
    fill(page, room, 9)
    page.keyboard.press("?")
    page.get_by_label("Size of captions").select_option("large")
    page.get_by_role("button", name="Done").click()

    room.do("caption", who="bot-2", text=MANY_WORDS)

    captions = page.locator("[data-part=captions]")
    expect(captions).to_contain_text(MANY_WORDS)
    expect(captions).to_have_css("font-size", "28px")
    words, stage = box(captions), box(page.locator("[data-part=tiles]"))
    assert words["y"] > stage["y"]
    assert words["y"] + words["height"] <= stage["y"] + stage["height"]


def test_audio_only_receives_no_pictures_until_it_is_switched_off(page: Page, room: Room) -> None:
    listen(page, room)
    fill(page, room, 3)
    expect(page.locator(".room-small .room-tile video:visible")).to_have_count(2)
    press(page, "Settings")
    audio_only = page.get_by_label("Audio only: receive no video but shared screens")

    audio_only.check()
    expect(page.locator(".room-small .room-tile video:visible")).to_have_count(0)
    audio_only.uncheck()

    expect(page.locator(".room-small .room-tile video:visible")).to_have_count(2)


# Notes whose picture is asked for; a window above others cannot be seen by a test.
KEEP_PICTURE = """
    HTMLVideoElement.prototype.requestPictureInPicture = async function () {
        window.above = this.closest(".room-tile").innerText;
    };
"""


def test_one_picture_goes_into_a_window_of_its_own(page: Page, room: Room) -> None:
    page.add_init_script(
        "Object.defineProperty(document, 'pictureInPictureEnabled', {value: true});" + KEEP_PICTURE
    )
    listen(page, room)
    fill(page, room, 2)
    expect(page.locator(".room-small .room-tile video:visible")).to_have_count(1)
    press(page, "Settings")

    page.get_by_role("button", name="Picture in picture").click()

    page.wait_for_function("() => window.above?.includes('bot-1')")
    expect(page.get_by_role("dialog", name="Settings")).to_be_hidden()


def test_no_browser_is_offered_a_picture_in_picture_that_it_does_not_have(
    page: Page, room: Room
) -> None:
    page.add_init_script(
        "Object.defineProperty(document, 'pictureInPictureEnabled', {value: false});"
    )
    listen(page, room)
    press(page, "Settings")

    expect(page.get_by_label("Your own video")).to_be_visible()
    expect(page.get_by_role("button", name="Picture in picture")).to_be_hidden()
