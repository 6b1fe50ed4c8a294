"""Accessibility of every page: axe-core in both color schemes, narrow screens, the keyboard."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.steps import PASSWORD, card, sign_in
from tests.support.processes import Portal

PAGES = [
    "/e/demo/",
    "/e/demo/?q=solder",
    "/e/demo/?q=nothing-is-called-this",
    "/e/demo/mine/",
    "/e/demo/w/11655/",
    "/e/demo/w/11676/",
    "/e/demo/w/11656/room/",
    "/e/demo/w/999999/",
    "/patterns/",
]
OPEN_PAGES = ["/e/demo/sign-in/", "/", "/nothing-here/"]
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, page: Page, expected_errors: list[str]) -> str:
    """The color scheme of the page; 404 pages are among those that are checked."""
    expected_errors.append("404")
    page.emulate_media(color_scheme=request.param, reduced_motion="reduce")
    found: str = request.param
    return found


def faults(page: Page) -> list[str]:
    """The violations that axe-core finds on the page in its current state."""
    options = {"runOnly": AA, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def overflow(page: Page) -> int:
    """The number of pixels by which the page is wider than its window."""
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


@pytest.mark.usefixtures("scheme")
def test_axe_finds_nothing_on_any_page(page: Page, portal: Portal) -> None:
    sign_in(page, portal, "rex")

    assert {path: violations_at(page, portal, path) for path in PAGES} == {
        path: [] for path in PAGES
    }


@pytest.mark.usefixtures("scheme")
def test_axe_finds_nothing_before_the_sign_in(page: Page, portal: Portal) -> None:
    found = {path: violations_at(page, portal, path) for path in OPEN_PAGES}

    assert found == {path: [] for path in OPEN_PAGES}


@pytest.mark.usefixtures("scheme")
def test_axe_finds_nothing_on_the_page_of_the_team(page: Page, portal: Portal) -> None:
    sign_in(page, portal, "eve")

    assert violations_at(page, portal, "/e/demo/check/") == []
    assert overflow(page) == 0


def violations_at(page: Page, portal: Portal, path: str) -> list[str]:
    """Open this path and return the violations that axe-core finds there."""
    page.goto(portal.url + path)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    return faults(page)


@pytest.mark.usefixtures("scheme")
def test_axe_finds_nothing_in_join_outcomes(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")
    sandbox.fail("register", "reset", times=1, workshop=11655)

    press_join(page, "Letterpress studio")
    sandbox.fail("mine", "500")
    press_join(page, "Wild pigments from your garden")
    press_join(page, "Soldering for first-timers")

    assert faults(page) == []


def press_join(page: Page, title: str) -> None:
    """Press Join on a card and wait for the outcome."""
    card(page, title).get_by_role("button", name="Join").click()
    expect(card(page, title).locator(".outcome")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_is_wider_than_its_window(
    page: Page, portal: Portal, width: int, expected_errors: list[str]
) -> None:
    expected_errors.append("404")
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, portal, "rex")

    wide = {path: page.goto(portal.url + path) and overflow(page) for path in PAGES}

    assert wide == dict.fromkeys(PAGES, 0)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_times_past_midnight_fit_in_their_column(
    page: Page, sandbox: FakeAccelevents, portal: Portal, width: int
) -> None:
    sandbox.add(title="All night", starts=-5, ends=24 * 60)
    page.set_viewport_size({"width": width, "height": 800})

    sign_in(page, portal)

    when = card(page, "All night").locator(".card-times")
    assert when.evaluate("(when) => when.scrollWidth - when.clientWidth") <= 0
    assert overflow(page) == 0


def test_the_keyboard_alone_is_enough_to_sign_in_join_and_enter_the_room(
    page: Page, portal: Portal
) -> None:
    page.goto(f"{portal.url}/e/demo/")
    tab_to(page, "textbox", "Email")
    page.keyboard.type("ben@example.org")
    tab_to(page, "textbox", "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/e/demo/$"))

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "searchbox", "Search")
    page.keyboard.type("bookbinding")
    expect(page.locator("article")).to_have_count(1)
    tab_to(page, "button", "Join")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/room/$"))


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until this control has the focus; fail after a hundred presses."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    for _ in range(100):
        page.keyboard.press("Tab")
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not reach the {role} {name}")


@pytest.mark.parametrize(
    ("off_by", "words"),
    [
        (timedelta(seconds=-90), "2 minutes slow"),
        (timedelta(hours=-30), "30 hours slow"),
        (timedelta(days=3), "3 days fast"),
        (timedelta(days=-9 * 365), "9 years slow"),
    ],
)
def test_a_wrong_clock_of_the_device_is_pointed_out(
    page: Page, portal: Portal, off_by: timedelta, words: str
) -> None:
    page.clock.install(time=datetime.now(UTC) + off_by)
    page.goto(f"{portal.url}/e/demo/")

    expect(page.get_by_text(f"Your device’s clock is {words}.")).to_be_visible()
