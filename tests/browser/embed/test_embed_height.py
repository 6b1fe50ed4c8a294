"""The frame is as high as its content."""

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.embed import chromium
from tests.browser.embed.sites import Stage
from tests.browser.embed.steps import add, expect_to_fit, height, sign_in, sign_in_to_room

TALL = "<div style='height:3000px'>above the fold</div>"


@pytest.fixture
def cookies() -> str:
    return chromium.KEPT


ADD_BOX = """const box = document.createElement("div"); box.id = "added";
    box.style.height = "2500px"; main.append(box);"""


def test_the_frame_grows_and_shrinks_with_its_content(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(stage.line()))
    expect(framed.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    expect_to_fit(page, framed)
    before = height(page)

    add(framed, ADD_BOX)
    page.wait_for_function(
        "(px) => document.querySelector('iframe').offsetHeight > px", arg=before + 2400
    )
    add(framed, "document.getElementById('added').remove()")

    page.wait_for_function(
        "(px) => document.querySelector('iframe').offsetHeight === px", arg=before
    )


@pytest.mark.parametrize(("width", "then"), [(360, 768), (768, 360), (1280, 360)])
def test_the_height_follows_the_width_of_the_window(
    page: Page, framed: FrameLocator, stage: Stage, width: int, then: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(stage.show(stage.line(path="/embed/e/demo/w/11656/")))
    sign_in_to_room(framed)
    expect_to_fit(page, framed)

    page.set_viewport_size({"width": then, "height": 800})

    expect_to_fit(page, framed)
    assert framed.locator("html").evaluate("(e) => e.scrollWidth - e.clientWidth") == 0


def test_the_frame_also_grows_below_the_fold(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(TALL + stage.line()))
    expect(framed.get_by_role("heading", name="Sign in", exact=True)).to_be_attached()
    expect_to_fit(page, framed)

    add(framed, ADD_BOX)

    page.wait_for_function("() => document.querySelector('iframe').offsetHeight > 2500")
    assert page.evaluate("scrollY") == 0


def test_an_image_that_loads_late_adds_to_the_height(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(TALL + stage.line()))
    expect(framed.get_by_role("heading", name="Sign in", exact=True)).to_be_attached()
    expect_to_fit(page, framed)

    add(
        framed,
        "const image = new Image(); image.src = '/static/img/mark.svg?late';"
        "image.style.width = '900px'; image.style.height = 'auto'; main.append(image);",
    )

    page.wait_for_function("() => document.querySelector('iframe').offsetHeight > 1400")
    expect_to_fit(page, framed)


def test_the_height_follows_what_htmx_swaps_in(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(stage.line()))
    sign_in(framed, "ben")
    expect_to_fit(page, framed)
    before = height(page)

    framed.get_by_role("searchbox").fill("nothing-is-called-this")
    page.wait_for_function("(px) => document.querySelector('iframe').offsetHeight < px", arg=before)
    expect(framed.get_by_role("article")).to_have_count(0)
    expect_to_fit(page, framed)
    empty = height(page)
    framed.get_by_role("searchbox").fill("")
    expect(framed.get_by_role("article").first).to_be_visible()
    # Fonts that arrive late and time passing change what the list needs.
    page.wait_for_function("(px) => document.querySelector('iframe').offsetHeight > px", arg=empty)
    expect_to_fit(page, framed)

    framed.get_by_role("article", name="Chair yoga").get_by_role("button", name="Join").click()
    expect(framed.get_by_role("heading", name="It’s too late to join")).to_be_visible()
    expect_to_fit(page, framed)


def test_a_new_page_in_the_frame_starts_at_its_top(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show("<p style='height:300px'>head</p>" + stage.line() + TALL))
    sign_in(framed)
    last = framed.get_by_role("article").last.get_by_role("link").first
    last.scroll_into_view_if_needed()
    page.wait_for_function("() => scrollY > 600")

    last.click()

    page.wait_for_function(
        "() => Math.abs(document.querySelector('iframe').getBoundingClientRect().top) < 2"
    )
    expect(framed.get_by_role("heading", level=1)).to_be_focused()


def test_the_first_page_keeps_scroll_and_focus_of_the_events_page(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show("<input aria-label='Search' autofocus>" + TALL + stage.line()))
    expect(framed.get_by_role("heading", name="Sign in", exact=True)).to_be_attached()
    expect_to_fit(page, framed)

    expect(page.get_by_label("Search")).to_be_focused()
    assert page.evaluate("scrollY") == 0


def test_the_room_has_a_fixed_height_and_the_list_follows_again(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(stage.line(path="/embed/e/demo/w/11656/room/")))
    sign_in_to_room(framed)

    page.wait_for_function(
        "() => document.querySelector('iframe').offsetHeight === Math.round(0.85 * innerHeight)"
    )
    framed.get_by_role("link", name="All workshops").first.click()
    expect(framed.get_by_role("heading", level=1, name="Workshops")).to_be_visible()

    expect_to_fit(page, framed)


def test_a_dialog_in_the_room_does_not_scroll_the_events_page(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(TALL + stage.line(path="/embed/e/demo/w/11656/room/") + TALL))
    sign_in_to_room(framed)
    page.evaluate("scrollTo(0, 2980)")
    page.wait_for_function("() => scrollY === 2980")

    framed.locator("dialog").first.evaluate("(dialog) => dialog.showModal()")

    expect(framed.locator("dialog").first).to_be_visible()
    assert page.evaluate("scrollY") == 2980


def test_the_organizers_options_take_effect(page: Page, framed: FrameLocator, stage: Stage) -> None:
    page.goto(stage.show(stage.line(title="Workshops", mode="fixed")))
    expect(framed.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()

    add(framed, ADD_BOX)

    assert height(page) == round(0.85 * page.evaluate("innerHeight"))
