"""Which sites may frame the portal, and what a hostile page can reach."""

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.embed import chromium
from tests.browser.embed.sites import Stage
from tests.browser.embed.steps import sign_in, sign_in_there


@pytest.fixture
def cookies() -> str:
    return chromium.THIRD_PARTY_BLOCKED


@pytest.fixture(autouse=True)
def refusals_are_expected(expected_errors: list[str]) -> None:
    expected_errors.extend(["frame-ancestors", "X-Frame-Options", "chrome-error://"])


def address_in(page: Page) -> str:
    """The actual address of the page's innermost frame."""
    return page.frames[-1].url


def test_an_unlisted_site_shows_nothing(page: Page, stage: Stage) -> None:
    stage.show(stage.frame())

    page.goto(f"{stage.site('stranger')}/")

    page.wait_for_function("() => document.readyState === 'complete'")
    assert address_in(page).startswith("chrome-error://")


def test_a_listed_site_inside_an_unlisted_one_shows_nothing(page: Page, stage: Stage) -> None:
    stage.show(stage.frame(), path="/inner")
    stage.show(f"<iframe src='{stage.site()}/inner'></iframe>", path="/outer")

    page.goto(f"{stage.site('stranger')}/outer")

    page.wait_for_function("() => document.readyState === 'complete'")
    assert len(page.frames) == 3
    assert address_in(page).startswith("chrome-error://")


def test_a_listed_site_inside_a_listed_one_shows_the_list(page: Page, stage: Stage) -> None:
    stage.show(stage.frame(), path="/inner")
    stage.show(f"<iframe src='{stage.site()}/inner'></iframe>", path="/outer")

    page.goto(f"{stage.site('second-site')}/outer")

    inner = page.frame_locator("iframe").frame_locator("iframe")
    expect(inner.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/e/demo/sign-in/", "/", "/connect/e/demo/sign-in/", "/nothing/", "/embed/"]
)
def test_the_top_level_is_shown_in_no_frame(
    page: Page, stage: Stage, path: str, expected_errors: list[str]
) -> None:
    expected_errors.append("404")

    page.goto(stage.show(stage.frame(path)))

    page.wait_for_function("() => document.readyState === 'complete'")
    assert address_in(page).startswith("chrome-error://")


@pytest.mark.parametrize(
    "address", ["blob:{portal}/x", "javascript:{portal}", "data:text/html,x", "{stranger}/x"]
)
def test_an_address_that_is_no_page_of_the_portal_makes_no_frame(
    page: Page, stage: Stage, address: str
) -> None:
    hostile = address.format(portal=stage.url, stranger=stage.site("stranger"))

    page.goto(stage.show(stage.line(hostile) + stage.line()))

    expect(page.locator("iframe")).to_have_count(1)
    expect(page.locator("[data-portal]").nth(0).locator("iframe")).to_have_count(0)
    expect(page.locator("[data-portal]").nth(0).get_by_role("link")).to_be_visible()


def test_a_hostile_opener_of_the_window_gets_no_code(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.url}/e/demo/sign-in/")
    sign_in_there(page)
    expect(page).to_have_url(f"{stage.url}/e/demo/")
    address = f"{stage.url}/connect/e/demo/hand-over/?c={'c' * 43}"
    listener = "<script>heard = []; addEventListener('message', (e) => heard.push(e.data))</script>"
    stage.show(f"<button onclick=\"window.open('{address}')\">Bait</button>{listener}")
    page.goto(f"{stage.site('stranger')}/")

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Bait").click()
    popup = opened.value
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Continue as Ada Okafor").click()

    assert page.evaluate("heard") == []


def test_a_form_on_another_site_signs_nobody_in(
    page: Page, stage: Stage, expected_errors: list[str]
) -> None:
    expected_errors.append("403")
    stage.show(
        f"""<form method=post action="{stage.url}/embed/e/demo/sign-in/">
        <input name=way value=password><input name=email value=ben@example.org>
        <input name=password value=let-me-in><button>Free tickets</button></form>"""
    )
    page.goto(f"{stage.site('stranger')}/")

    page.get_by_role("button", name="Free tickets").click()

    expect(page).to_have_url(f"{stage.url}/e/demo/sign-in/")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    assert stage.sandbox.calls("login") == 0


def test_the_events_page_can_read_neither_frame_nor_cookie(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(stage.line()))
    sign_in(framed)

    assert page.evaluate("document.querySelector('iframe').contentDocument") is None
    assert page.evaluate("document.cookie") == ""
    assert framed.locator("html").evaluate("document.cookie") == ""
