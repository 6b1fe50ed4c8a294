"""The organizer's checklist names each planted fault; the frame follows the page's color scheme."""

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.embed import chromium
from tests.browser.embed.sites import Stage
from tests.browser.embed.steps import sign_in_there
from tests.browser.test_accessibility import faults


@pytest.fixture
def cookies() -> str:
    return chromium.THIRD_PARTY_BLOCKED


CHECKS = ["cookies", "camera", "microphone", "screen", "script", "sandbox", "isolation", "width"]


def results(framed: FrameLocator) -> dict[str, str | None]:
    """{name: good, bad or unknown} in the organizer's checklist."""
    expect(framed.locator("[data-check=camera]")).not_to_have_attribute("data-result", "unknown")
    return {
        name: framed.locator(f"[data-check={name}]").get_attribute("data-result") for name in CHECKS
    }


def test_a_faultless_page_has_a_good_checklist(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(stage.line()) + "?check")

    expect(framed.get_by_text("What this page allows")).to_be_visible()
    expect(framed.locator("[data-check=cookies]")).to_have_attribute("data-result", "good")
    assert results(framed) == dict.fromkeys(CHECKS, "good")


def test_each_planted_fault_is_named(page: Page, framed: FrameLocator, stage: Stage) -> None:
    headers = {"Permissions-Policy": "camera=(self)"}
    narrow = f"<div style='width: 300px'>{stage.line()}</div>"
    page.goto(stage.show(narrow, headers) + "?check")

    expect(framed.locator("[data-check=cookies]")).to_have_attribute("data-result", "good")
    found = results(framed)

    assert [name for name in CHECKS if found[name] == "bad"] == ["camera", "width"]
    expect(framed.locator("[data-check=camera]")).to_contain_text(
        f'Permissions-Policy: camera=(self "{stage.url}")'
    )


def test_a_plain_frame_is_advised_to_use_the_script(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(stage.frame("/embed/e/demo/sign-in/?check")))

    found = results(framed)

    assert [name for name in CHECKS if found[name] == "bad"] == [
        "camera", "microphone", "screen", "script",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
def test_the_organizers_page_shows_the_lines_and_a_preview(
    page: Page, stage: Stage, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{stage.url}/e/demo/sign-in/")
    sign_in_there(page, "eve")

    page.get_by_role("link", name="Show this list in the event’s own page").click()

    preview = page.frame_locator("iframe[title='Preview of the workshops']")
    expect(preview.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    expect(page.get_by_text(f"{stage.site()} Allowed")).to_be_visible()
    expect(page.get_by_label("Code to paste", exact=True)).to_contain_text(f"{stage.url}/embed.js")
    html = page.locator("html")
    assert html.evaluate("(html) => html.scrollWidth - html.clientWidth") == 0
    assert faults(page) == []


@pytest.mark.parametrize(
    ("page_is", "system", "becomes"),
    [
        ("color: #222", "dark", "light"),
        ("color: #eee; background: #111", "light", "dark"),
        ("color: #222", "light", "light"),
    ],
)
def test_the_frame_is_light_or_dark_like_its_page(
    page: Page, framed: FrameLocator, stage: Stage, page_is: str, system: str, becomes: str
) -> None:
    page.emulate_media(color_scheme=system)
    page.goto(stage.show(f"<style>body {{ {page_is} }}</style>{stage.line()}"))

    expect(framed.locator("html")).to_have_attribute("data-theme", becomes)

    background = framed.locator("html").evaluate("(e) => getComputedStyle(e).backgroundColor")
    assert background == {"light": "rgb(242, 243, 240)", "dark": "rgb(17, 20, 18)"}[becomes]
