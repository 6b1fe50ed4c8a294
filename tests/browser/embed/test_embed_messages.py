"""The messages between the frame and the event's page, and which of them are ignored."""

import re

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect

from tests.browser.embed import chromium
from tests.browser.embed.sites import Stage
from tests.browser.embed.steps import expect_to_fit, height, sign_in


@pytest.fixture
def cookies() -> str:
    return chromium.KEPT


FORGED = """(address) => {
    const frame = document.querySelector("iframe");
    const told = { portal: 1, type: "height", px: 5000 };
    window.postMessage(told, "*");
    frame.contentWindow.postMessage({ portal: 1, type: "code", code: "x".repeat(43) }, "*");
    const other = document.createElement("iframe");
    other.title = "forger";
    other.src = address;
    document.body.append(other);
}"""
FORGER = """<script>
    parent.postMessage({ portal: 1, type: "height", px: 5000 }, "*");
    parent.postMessage({ portal: 1, type: "event", name: "joined" }, "*");
    parent.frames[0].postMessage({ portal: 1, type: "init", mode: "auto" }, "*");
    document.write("sent");
</script>"""


def test_forged_messages_change_nothing(page: Page, framed: FrameLocator, stage: Stage) -> None:
    stage.show(FORGER, path="/forger")
    page.goto(
        stage.show(
            stage.line()
            + "<script>addEventListener('portal:joined', () => document.title = 'fooled')</script>"
        )
    )
    expect(framed.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    expect_to_fit(page, framed)
    before = height(page)

    page.evaluate(FORGED, f"{stage.site('stranger')}/forger")
    expect(page.frame_locator("iframe[title=forger]").get_by_text("sent")).to_be_visible()
    expect_to_fit(page, framed)

    assert height(page) == before
    assert page.title() == "Event"


@pytest.mark.parametrize(("told", "becomes"), [(1e9, 20000), (-5, 120), (0, 120)])
def test_absurd_heights_are_clamped(
    page: Page, framed: FrameLocator, stage: Stage, told: float, becomes: int
) -> None:
    page.goto(stage.show(stage.line()))
    expect(framed.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    expect_to_fit(page, framed)

    framed.locator("html").evaluate(
        "(html, px) => document.dispatchEvent("
        "new CustomEvent('portal:send', { detail: { type: 'height', px } }))",
        told,
    )

    page.wait_for_function(
        "(px) => document.querySelector('iframe').offsetHeight === px", arg=becomes
    )


def test_the_page_gets_an_event_for_each_thing_that_happens(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    listener = """<script>window.told = []; window.details = [];
        for (const name of ["ready", "signed-in", "joined", "refused", "left"])
            addEventListener("portal:" + name, (e) => (told.push(name), details.push(e.detail)));
        </script>"""
    page.goto(stage.show(listener + stage.line()))
    sign_in(framed, "ben")
    framed.get_by_role("article", name="Chair yoga").get_by_role("button", name="Join").click()
    expect(framed.get_by_role("heading", name="It’s too late to join")).to_be_visible()
    framed.get_by_role("article", name="Bookbinding by hand").get_by_role(
        "button", name="Join"
    ).click()
    page.wait_for_function("() => told.includes('joined')")

    assert page.evaluate("told") == ["ready", "ready", "signed-in", "refused", "joined"]
    assert page.evaluate("details.every((detail) => detail === null)")


HEARS = """<script>
    const heard = [];
    addEventListener("message", ({ data }) => heard.push(data.type ?? data));
</script>"""


def test_the_frame_greets_its_page_once_all_its_scripts_listen(
    page: Page, framed: FrameLocator, stage: Stage
) -> None:
    held: list[Route] = []
    page.route("**/frame_theme*.js", lambda route: held.append(route))
    with page.expect_response("**/frame_bridge.*.js"):
        page.goto(stage.show(HEARS + stage.line(theme="dark")), wait_until="commit")
    html = framed.locator("html")
    expect(html).to_have_attribute("data-clock-offset", re.compile("."))  # scripts have run

    html.evaluate("() => parent.postMessage('all that may run has run', '*')")
    page.wait_for_function("heard.includes('all that may run has run')")
    assert page.evaluate("heard") == ["all that may run has run"]
    held[0].continue_()

    expect(html).to_have_attribute("data-theme", "dark")
