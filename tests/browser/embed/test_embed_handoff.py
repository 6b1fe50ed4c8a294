"""A sign-in is handed over by the popup, by the event's backend, and to a new tab."""

from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.browser.embed.sites import Stage
from tests.browser.embed.steps import sign_in, sign_in_there

SMALL_WINDOW = "Sign in in a small window"
NEW_TAB = "Continue in a new tab"


def open_popup(page: Page, framed: FrameLocator) -> Page:
    """Press the frame's button and return the window that it opens."""
    with page.expect_popup() as opened:
        framed.get_by_role("button", name=SMALL_WINDOW).click()
    return opened.value


def test_a_window_of_the_portal_signs_the_frame_in(
    page: Page, framed: FrameLocator, stage: Stage, context: BrowserContext
) -> None:
    page.goto(stage.show(stage.line()))

    popup = open_popup(page, framed)
    sign_in_there(popup)
    expect(popup.get_by_text(f"{stage.site()} will open as")).to_be_visible()
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Continue as Ada Okafor").click()

    expect(framed.get_by_role("banner")).to_contain_text("Ada Okafor")
    expect(framed.get_by_role("heading", level=1, name="Workshops")).to_be_visible()


def test_an_attendee_signed_in_at_top_level_needs_one_press(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(f"{stage.url}/e/demo/sign-in/")
    sign_in_there(page, "ben")
    expect(page).to_have_url(f"{stage.url}/e/demo/")
    page.goto(stage.show(stage.line(path="/embed/e/demo/mine/")))

    popup = open_popup(page, framed)
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Continue as Ben Lindqvist").click()

    expect(framed.get_by_role("heading", level=1, name="My workshops")).to_be_visible()


def test_closing_the_window_early_leaves_the_frame_signed_out_with_a_note(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(stage.line()))

    open_popup(page, framed).close()

    expect(framed.get_by_text("The window closed before you signed in.")).to_be_visible()
    expect(framed.get_by_label("Password", exact=True)).to_be_visible()


def test_the_form_works_on_an_isolated_page_that_blocks_the_window(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    headers = {"Cross-Origin-Opener-Policy": "same-origin"}
    page.goto(stage.show(stage.line(), headers))

    sign_in(framed)

    expect(framed.get_by_role("banner")).to_contain_text("Ada Okafor")


def test_the_events_backend_signs_the_frame_in_without_a_question(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    stage.has_code_for("ada")

    page.goto(stage.show(stage.line(code_url="/code")))

    expect(framed.get_by_role("heading", level=1, name="Workshops")).to_be_visible()
    expect(framed.get_by_role("banner")).to_contain_text("Ada Okafor")


def test_signing_out_lasts_although_the_backend_could_sign_in_again(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    stage.has_code_for("ada")
    page.goto(stage.show(stage.line(code_url="/code")))

    framed.get_by_role("button", name="Sign out").click()

    expect(framed.get_by_text("You’re signed out", exact=True)).to_be_visible()
    expect(framed.get_by_label("Password", exact=True)).to_be_visible()
    assert [path for _, path, _ in stage.seen].count("/code") == 1


def test_a_backend_without_a_code_leaves_the_form(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    stage.acts["/code"] = lambda asked: {}

    page.goto(stage.show(stage.line(code_url="/code")))

    sign_in(framed)


def test_no_address_referer_or_log_contains_the_code(
    page: Page, framed: FrameLocator, stage: Stage, context: BrowserContext
) -> None:
    codes: list[str] = []
    stage.has_code_for("ada")
    vouch = stage.acts["/code"]
    stage.acts["/code"] = lambda asked: codes.append((got := vouch(asked))["code"]) or got
    addresses: list[str] = []
    context.on("request", lambda request: addresses.append(request.url))

    page.goto(stage.show(stage.line(code_url="/code")))
    expect(framed.get_by_role("banner")).to_contain_text("Ada Okafor")

    told = "\n".join([*addresses, stage.portal.log_text, str(stage.seen)])
    assert len(codes) == 1
    assert "/hand-off/claim/" in told
    assert codes[0] not in told


def test_a_new_tab_opens_the_same_page_signed_in(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(stage.show(stage.line()))
    sign_in(framed)
    framed.get_by_role("link", name="My workshops").click()
    expect(framed.get_by_role("heading", level=1, name="My workshops")).to_be_visible()

    with page.expect_popup() as opened:
        framed.get_by_role("link", name="Open in a new tab").click()

    expect(opened.value).to_have_url(f"{stage.url}/e/demo/mine/")
    expect(opened.value.get_by_role("banner")).to_contain_text("Ada Okafor")
    assert opened.value.evaluate("opener") is None


def test_a_new_tab_asks_before_it_replaces_another_sign_in(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    page.goto(f"{stage.url}/e/demo/sign-in/")
    sign_in_there(page, "ben")
    expect(page).to_have_url(f"{stage.url}/e/demo/")
    page.goto(stage.show(stage.line()))
    sign_in(framed)

    with page.expect_popup() as opened:
        framed.get_by_role("link", name="Open in a new tab").click()
    opened.value.get_by_role("button", name="Continue as Ada Okafor").click()

    expect(opened.value.get_by_role("banner")).to_contain_text("Ada Okafor")
