"""In the meeting the room is the window: what is in sight in large and small ones."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Room
from tests.browser.room.visit import controls, join, listen, press, tile, write
from tests.browser.room.windows import (
    RECORD_SHIFTS,
    WINDOWS,
    box,
    covered,
    fill,
    out_of_reach,
    resize,
)

SCROLLABLE = """() => [document.documentElement, document.body].some(
    ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
        scrollHeight > clientHeight || scrollWidth > clientWidth)"""
INITIALS = "[data-tile=initials]"


@pytest.fixture(params=WINDOWS, ids=lambda window: f"{window[0]}x{window[1]}")
def window(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The width and height of a window."""
    found: tuple[int, int] = request.param
    return found


def test_every_control_can_be_pressed(page: Page, room: Room, window: tuple[int, int]) -> None:
    resize(page, window)
    listen(page, room)

    assert out_of_reach(page, ".room-bar") == []
    assert page.locator(".room-bar button:visible").count() >= 6
    page.locator("[data-control=more]:visible, [data-control=view]:visible").first.click()
    assert out_of_reach(page, ".room-bar") == []
    assert page.locator(".room-bar button:visible").count() >= 10


@pytest.mark.parametrize("window", [(320, 360), (360, 320)])
def test_the_smallest_windows_have_all_controls(
    page: Page, room: Room, window: tuple[int, int]
) -> None:
    resize(page, window)
    listen(page, room)
    press(page, "More")

    assert out_of_reach(page, ".room-bar") == []
    press(page, "People")
    assert out_of_reach(page, ".room-panel:not([hidden])") == []
    assert out_of_reach(page, ".room-bar") == []


def test_pictures_cover_most_of_the_window(page: Page, room: Room) -> None:
    listen(page, room)

    seen = {}
    seen |= {(1, *window): covered_at(page, window) for window in WINDOWS}
    fill(page, room, 2)
    seen |= {(2, *window): covered_at(page, window) for window in WINDOWS}
    fill(page, room, 3)
    seen |= {(3, *window): covered_at(page, window) for window in WINDOWS}
    fill(page, room, 5)
    seen |= {(5, *window): covered_at(page, window) for window in WINDOWS}
    fill(page, room, 9)
    seen |= {(9, *window): covered_at(page, window) for window in WINDOWS}

    assert {key: part for key, part in seen.items() if not 0.6 <= part <= 1} == {}


def covered_at(page: Page, window: tuple[int, int]) -> float:
    """The part of this window that tiles cover."""
    resize(page, window)
    return covered(page)


def test_nothing_of_the_site_is_left_to_scroll_to_or_to_press(
    page: Page, room: Room, window: tuple[int, int]
) -> None:
    resize(page, window)

    listen(page, room)

    expect(page.get_by_role("link")).to_have_count(0)
    expect(page.get_by_role("banner")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Soldering for first-timers")
    assert page.evaluate(SCROLLABLE) is False


def test_the_controls_never_move(
    page: Page, other: Page, room: Room, window: tuple[int, int]
) -> None:
    resize(page, window)
    listen(page, room, "ada")
    leave_button = controls(page).get_by_role("button", name="Leave")
    before = box(controls(page)), box(leave_button)

    write(page, "One")
    chatting = box(controls(page)), box(leave_button)
    listen(other, room, "ben")
    press(other, "Share screen")
    expect(tile(page, "Ben Lindqvist’s screen")).to_be_attached()
    watching = box(controls(page)), box(leave_button)
    room.do("signal", who="8528", level=0)
    page.locator("[data-part=poor]").evaluate("banner => { banner.hidden = false }")
    press(page, "Unmute")
    page.keyboard.press("Escape")
    warned = box(controls(page)), box(leave_button)

    assert (chatting, watching, warned) == (before, before, before)


def test_a_shared_screen_is_shown_whole_beside_a_strip_of_faces(
    page: Page, other: Page, room: Room, window: tuple[int, int]
) -> None:
    resize(page, window)
    listen(page, room, "ada")
    listen(other, room, "ben")
    press(other, "Share screen")
    large = page.get_by_role("list", name="Large picture")
    expect(large.get_by_role("listitem")).to_contain_text("Ben Lindqvist’s screen")

    expect(large.locator("video")).to_have_css("object-fit", "contain")
    expect(page.get_by_role("list", name="Pictures", exact=True)).to_contain_text("Ada Okafor")
    screen, faces = box(large), box(page.get_by_role("list", name="Pictures", exact=True))
    assert screen["width"] * screen["height"] > 2 * faces["width"] * faces["height"]


def test_joining_with_a_crowd_shifts_nothing(
    page: Page, room: Room, window: tuple[int, int]
) -> None:
    page.add_init_script(RECORD_SHIFTS)
    resize(page, window)
    join(page, room)
    # The meeting takes the place of the page, as the attendee has asked. The browser counts that
    # as a shift if it is ready over half a second after the press, as on a busy machine.
    page.evaluate("window.shifts = 0")
    fill(page, room, 4)
    expect(page.locator(".room-tile")).to_have_count(4)
    covered(page)  # those who are here stand still before the next ones come
    room.do("bot", attendee_id="sam", external_user_id="8544", camera="#336699")
    room.do("bot", attendee_id="eve", external_user_id="8531", camera="#993366")

    expect(page.locator(".room-tile")).to_have_count(6)
    covered(page)
    assert page.evaluate("window.shifts") <= 0.05


def test_ones_own_tile_has_initials_while_the_camera_is_off(page: Page, room: Room) -> None:
    join(page, room)
    fill(page, room, 3)
    mine = tile(page, "Ada Okafor")
    expect(mine.locator("video")).to_be_visible()
    expect(page.locator(".room-tile").first).to_contain_text("Ada Okafor")

    press(page, "Stop camera")

    expect(mine.locator(INITIALS)).to_have_text("AO")
    expect(mine.locator(INITIALS)).to_be_visible()
    expect(mine.locator("video")).to_be_hidden()
    expect(page.locator(".room-tile").first).to_contain_text("Ada Okafor")
