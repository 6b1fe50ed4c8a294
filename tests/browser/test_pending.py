"""A button that works says so in itself: at once, with the focus kept, spoken once."""

from typing import Any

from playwright.sync_api import Page, expect

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.steps import card, expect_room, sign_in
from tests.support.processes import Portal

MAX_MS = 100
SLOW, VERY_SLOW = 2.0, 6.0  # seconds that upstream takes
# Records when something is clicked, when a control begins to work, and what is spoken.
WATCH = """() => {
    window.seen = {clicked: 0, pending: 0, spoken: []};
    addEventListener("click", () => { seen.clicked ||= performance.now(); }, true);
    new MutationObserver((changes) => {
        for (const { target } of changes) {
            const isBusy = target instanceof Element && target.ariaBusy === "true";
            if (isBusy) seen.pending ||= performance.now();
            if (isBusy) sessionStorage.pendingAfter = seen.pending - seen.clicked;
        }
    }).observe(document.body, {subtree: true, attributeFilter: ["aria-busy"]});
    const announcement = document.getElementById("announcement");
    new MutationObserver(() => seen.spoken.push(announcement.textContent)).observe(
        announcement, {childList: true});
}"""
IS_FOCUSED = "document.activeElement?.getAttribute('aria-busy') === 'true'"


def watched(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("window.seen")
    return found


def test_join_says_at_once_that_it_works_and_does_nothing_twice(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")
    sandbox.fail("register", "delay", seconds=SLOW)
    page.evaluate(WATCH)

    join = card(page, "Bookbinding by hand").locator("#join-11656")
    join.click()
    expect(join).to_have_text("Joining…")
    expect(join).to_have_attribute("aria-disabled", "true")
    is_focused, seen = page.evaluate(IS_FOCUSED), watched(page)
    join.dispatch_event("click")

    expect_room(page)
    assert is_focused
    assert 0 < seen["pending"] - seen["clicked"] <= MAX_MS
    assert seen["spoken"] == ["Joining…"]
    assert sandbox.calls("register") == 1


def test_a_refresh_of_the_list_leaves_a_button_that_works(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")
    sandbox.fail("register", "delay", seconds=VERY_SLOW)
    card(page, "Bookbinding by hand").locator("#join-11656").click()

    sandbox.change(11682, title="Tea tasting, twice")

    expect(card(page, "Tea tasting, twice")).to_be_visible()
    expect(page.locator("#join-11656")).to_have_text("Joining…", timeout=1)
    expect_room(page)


def test_a_refused_join_leaves_no_button_that_works(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal, "ben")
    sandbox.fail("register", "503")
    sandbox.fail("mine", "503")

    card(page, "Bookbinding by hand").locator("#join-11656").click()

    expect(page.get_by_role("heading", name="We couldn’t confirm you got in")).to_be_focused()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_sign_in_says_at_once_that_it_works(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    page.goto(f"{portal.url}/e/demo/")
    page.get_by_role("textbox", name="Email", exact=True).fill("ben@example.org")
    page.get_by_label("Password", exact=True).fill("let-me-in")
    sandbox.fail("login", "delay", seconds=SLOW)
    page.evaluate(WATCH)

    page.get_by_role("button", name="Sign in", exact=True).first.click()

    expect(page.locator("#list")).to_be_visible()
    assert 0 < float(page.evaluate("sessionStorage.pendingAfter")) <= MAX_MS
    assert sandbox.calls("login") == 1


def test_without_a_network_the_card_itself_says_so(
    page: Page, portal: Portal, expected_errors: list[str]
) -> None:
    expected_errors += ["ERR_INTERNET_DISCONNECTED", "htmx:sendError"]
    sign_in(page, portal, "ben")
    page.route("**/join/", lambda route: route.abort("internetdisconnected"), times=1)

    join = card(page, "Bookbinding by hand")
    join.locator("#join-11656").click()

    expect(join.get_by_text("We can’t reach the server")).to_be_visible()
    expect(join.locator("#join-11656")).to_have_text("Join Bookbinding by hand")
    join.locator("#join-11656").click()
    expect_room(page)
