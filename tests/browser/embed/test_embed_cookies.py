"""Signing in, joining and signing out in the frame, with and without third-party cookies."""

import re

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.embed import chromium
from tests.browser.embed.sites import Stage
from tests.browser.embed.steps import fill_in, framed_cookies, sign_in
from tests.browser.steps import PASSWORD

PLAIN = {"Set-Cookie": "plain=1; SameSite=None; Secure; Path=/"}


def test_the_browser_has_the_cookie_policy_of_its_name(
    page: Page, stage: Stage, context: BrowserContext, cookies: str
) -> None:
    stage.show("<p>in a frame</p>", PLAIN, "/plain")
    page.goto(stage.show(f"<iframe src='{stage.site('tracker')}/plain'></iframe>"))
    expect(page.frame_locator("iframe").get_by_text("in a frame")).to_be_visible()

    kept = [cookie["name"] for cookie in context.cookies() if cookie["name"] == "plain"]

    assert kept == {chromium.KEPT: ["plain"], chromium.THIRD_PARTY_BLOCKED: []}[cookies]


def test_a_complete_visit_in_the_frame(
    page: Page, framed: FrameLocator, stage: Stage, sandbox: FakeAccelevents
) -> None:
    page.goto(stage.show(stage.line()))
    sign_in(framed, "ben")

    card = framed.get_by_role("article", name="Bookbinding by hand")
    sandbox.change(11656, title="Bookbinding by foot")
    expect(framed.get_by_role("article", name="Bookbinding by foot")).to_be_visible()

    framed.get_by_role("article", name="Bookbinding by foot").get_by_role(
        "button", name="Join"
    ).click()
    expect(framed.get_by_role("heading", name="Bookbinding by foot", level=1)).to_be_visible()
    assert sandbox.calls("register") == 1
    expect(card).to_have_count(0)
    framed.get_by_role("button", name="Sign out").click()
    expect(framed.get_by_text("You’re signed out", exact=True)).to_be_visible()
    page.reload()
    expect(framed.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_the_framed_cookie_is_partitioned_by_the_event_site(
    page: Page, framed: FrameLocator, stage: Stage, context: BrowserContext
) -> None:
    page.goto(stage.show(stage.line()))
    sign_in(framed)

    assert sorted(framed_cookies(context, page)) == [
        (name, "None", True, True, "https://event-site.test")
        for name in ("__Host-portal-embed", "__Host-portal-embed-form")
    ]


def test_another_event_site_and_the_top_level_have_separate_sign_ins(
    page: Page, framed: FrameLocator, stage: Stage, context: BrowserContext
) -> None:
    page.goto(stage.show(stage.line()))
    sign_in(framed)

    page.goto(f"{stage.site('second-site')}/")
    expect(framed.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    page.goto(f"{stage.url}/e/demo/")
    expect(page).to_have_url(re.compile("/sign-in/"))
    page.goto(f"{stage.site()}/")
    expect(framed.get_by_role("banner")).to_contain_text("Ada Okafor")


def test_signing_out_in_the_frame_clears_only_its_partition(
    page: Page, framed: FrameLocator, stage: Stage, context: BrowserContext
) -> None:
    page.goto(f"{stage.url}/e/demo/sign-in/")
    fill_in(page, "ben@example.org", PASSWORD)
    page.goto(stage.show(stage.line()))
    sign_in(framed)

    framed.get_by_role("button", name="Sign out").click()
    expect(framed.get_by_text("You’re signed out", exact=True)).to_be_visible()

    page.goto(f"{stage.url}/e/demo/")
    expect(page.get_by_role("banner")).to_contain_text("Ben Lindqvist")


def test_a_framed_address_opened_in_a_tab_redirects_to_the_page(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.url}/embed/e/demo/sign-in/?next=%2Fe%2Fdemo%2Fmine%2F")

    expect(page).to_have_url(f"{stage.url}/e/demo/sign-in/?next=%2Fe%2Fdemo%2Fmine%2F")


@pytest.mark.parametrize("path", ["/embed//event-site.test/", "/embed/%5Cevent-site.test/"])
def test_a_framed_address_leads_to_no_other_site(
    page: Page, stage: Stage, path: str, expected_errors: list[str]
) -> None:
    expected_errors.append("404")

    page.goto(stage.url + path)

    assert page.url == f"{stage.url}/event-site.test/"
