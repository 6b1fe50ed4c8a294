"""The frame reports what the page around it does not permit, and one button solves it."""

import re

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from portal.sandbox.chime import FakeChime
from tests.browser.embed import chromium
from tests.browser.embed.sites import Stage
from tests.browser.embed.steps import sign_in_there, sign_in_to_room

SMALL_WINDOW = "Sign in in a small window"
NEW_TAB = "Continue in a new tab"


@pytest.fixture
def room(page: Page, framed: FrameLocator, stage: Stage) -> FrameLocator:
    """A room in a frame that is granted camera and microphone."""
    page.goto(stage.show(stage.line(path="/embed/e/demo/w/11656/room/")))
    sign_in_to_room(framed)
    return framed


def test_the_room_in_the_frame_has_camera_and_microphone(room: FrameLocator) -> None:
    # This browser has granted access before, so the room starts both by itself.
    expect(room.locator("video[data-part=preview]")).to_be_visible()
    expect(room.locator("[data-trouble=devices]")).to_be_hidden()


def test_the_meeting_runs_in_the_frame_and_the_page_gets_its_events(
    page: Page,
    framed: FrameLocator,
    stage: Stage,
    media: FakeChime,
    expected_errors: list[str],
) -> None:
    expected_errors.append("compute-pressure")  # the SDK asks for it and does without
    listener = """<script>told = []; for (const name of ["joined", "left"])
        addEventListener("portal:" + name, () => told.push(name))</script>"""
    page.goto(stage.show(listener + stage.line(path="/embed/e/demo/w/11656/room/")))
    sign_in_to_room(framed)
    expect(framed.get_by_text("Your camera is on")).to_be_visible()

    framed.get_by_role("button", name="Join now").click()
    mine = framed.locator(".room-tile").filter(has_text="Ada Okafor").locator("video")
    expect(mine).to_be_visible()
    expect(mine).not_to_have_js_property("videoWidth", 0)
    assert media.state(stage.sandbox.workshop(11656).meeting_id)
    framed.get_by_role("group", name="Meeting controls").get_by_role("button", name="Leave").click()
    framed.get_by_role("button", name="Leave now").click()

    page.wait_for_function("() => told.length === 2")
    assert page.evaluate("told") == ["joined", "left"]


@pytest.mark.parametrize(
    ("headers", "attributes"),
    [
        ({}, {}),
        (
            {"Permissions-Policy": "camera=(self), microphone=(self)"},
            {"allow": "camera; microphone"},
        ),
    ],
)
def test_a_room_without_camera_offers_a_new_tab_that_is_signed_in(
    page: Page,
    framed: FrameLocator,
    stage: Stage,
    expected_errors: list[str],
    headers: dict[str, str],
    attributes: dict[str, str],
) -> None:
    expected_errors.append("ermissions policy")
    page.goto(stage.show(stage.frame("/embed/e/demo/w/11656/room/", **attributes), headers))
    sign_in_to_room(framed)
    told = framed.locator("[data-trouble=devices]")
    expect(told).to_contain_text("doesn’t allow the camera and microphone here")

    with page.expect_popup() as opened:
        told.get_by_role("link", name=NEW_TAB).click()

    tab = opened.value
    expect(tab).to_have_url(f"{stage.url}/e/demo/w/11656/room/")
    expect(tab.locator("video[data-part=preview]")).to_be_visible()


class TestBlocked:
    """A browser that keeps no cookie at all in frames."""

    @pytest.fixture
    def cookies(self) -> str:
        return chromium.BLOCKED_IN_FRAMES

    def test_one_button_opens_a_tab_where_signing_in_works(
        self, page: Page, framed: FrameLocator, stage: Stage
    ) -> None:
        page.goto(stage.show(stage.line(path="/embed/e/demo/mine/")))
        told = framed.locator("[data-trouble=cookies]")
        expect(told).to_contain_text("You can’t sign in inside this page")
        expect(framed.get_by_label("Password", exact=True)).to_be_hidden()
        expect(framed.get_by_role("button", name=SMALL_WINDOW)).to_be_hidden()

        with page.expect_popup() as opened:
            told.get_by_role("link", name=NEW_TAB).click()
        sign_in_there(opened.value)

        expect(opened.value).to_have_url(re.compile("/e/demo/mine/$"))
        expect(opened.value.get_by_role("banner")).to_contain_text("Ada Okafor")

    def test_with_a_backend_the_new_tab_needs_no_second_sign_in(
        self, page: Page, framed: FrameLocator, stage: Stage
    ) -> None:
        stage.has_code_for("ada")
        page.goto(stage.show(stage.line(code_url="/code")))

        with page.expect_popup() as opened:
            framed.locator("[data-trouble=cookies]").get_by_role("link", name=NEW_TAB).click()

        expect(opened.value).to_have_url(f"{stage.url}/e/demo/")
        expect(opened.value.get_by_role("banner")).to_contain_text("Ada Okafor")

    def test_the_page_is_not_reloaded_in_a_loop(
        self, page: Page, framed: FrameLocator, stage: Stage, context: BrowserContext
    ) -> None:
        pages: list[str] = []
        context.on(
            "request",
            lambda asked: asked.is_navigation_request() and pages.append(asked.url),
        )
        page.goto(stage.show(stage.line()))
        expect(framed.locator("[data-trouble=cookies]")).to_be_visible()

        expect(framed.locator("[data-trouble=cookies]")).to_be_visible()
        assert len([url for url in pages if url.startswith(stage.url)]) <= 2  # page, its sign-in


def test_a_frame_that_says_nothing_is_joined_by_the_link(
    page: Page, stage: Stage, expected_errors: list[str]
) -> None:
    expected_errors.append("frame-ancestors")
    page.clock.install()
    path = stage.show(stage.line()).removeprefix(stage.site())

    page.goto(stage.site("stranger") + path)
    expect(page.get_by_role("link", name="Workshops")).to_have_count(0)
    page.clock.fast_forward(5_100)

    link = page.get_by_role("link", name="Workshops")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", f"{stage.url}/e/demo/")


def test_a_frame_that_has_greeted_needs_no_link(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.clock.install()
    page.goto(stage.show(stage.line()))
    expect(framed.get_by_label("Password", exact=True)).to_be_visible()

    page.clock.fast_forward(5_100)

    expect(page.get_by_role("link", name="Workshops")).to_have_count(0)
