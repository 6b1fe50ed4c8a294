"""The windows in which the room is looked at, and what is measured in them."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.room.conftest import Room

WINDOWS = [(1280, 800), (768, 1024), (390, 844), (844, 390), (320, 568)]

# The part of the window that tiles cover, once it has been the same for two tenths of a second.
COVERED = """() => new Promise(done => {
    const covered = () => [...document.querySelectorAll('.room-tile')].reduce((sum, tile) => {
        const box = tile.getBoundingClientRect();
        return sum + box.width * box.height;
    }, 0) / (innerWidth * innerHeight);
    let before = -1;
    const look = () => {
        if (covered() === before) return done(before);
        before = covered();
        setTimeout(look, 200);
    };
    look();
})"""
# The names of the buttons that are not wholly in the window, or that a press in their middle would
# not reach.
OUT_OF_REACH = """buttons => buttons.filter(button => {
    const box = button.getBoundingClientRect();
    const isInside = box.left >= 0 && box.top >= 0
        && box.right <= innerWidth && box.bottom <= innerHeight;
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !isInside || !button.contains(hit);
}).map(button => button.textContent.trim())"""
RECORD_SHIFTS = """
    window.shifts = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
            if (!entry.hadRecentInput) window.shifts += entry.value;
        }
    }).observe({ type: 'layout-shift', buffered: true });
"""


def resize(page: Page, window: tuple[int, int]) -> None:
    """Give the page a window of this width and height."""
    page.set_viewport_size({"width": window[0], "height": window[1]})


def covered(page: Page) -> float:
    """The part of the window that tiles cover, from 0 to 1."""
    found: float = page.evaluate(COVERED)
    return found


def out_of_reach(page: Page, within: str) -> list[str]:
    """The names of the visible buttons in `within` that cannot be pressed where they are."""
    found: list[str] = page.locator(f"{within} button:visible").evaluate_all(OUT_OF_REACH)
    return found


def box(target: Locator) -> Any:
    """Where this is in the window."""
    return target.bounding_box()


def fill(page: Page, room: Room, count: int) -> None:
    """Let people with a camera come in until `count` are there."""
    room.do("crowd", count=count - 1)
    expect(page.locator("[data-part=here]")).to_have_text(str(count))
