"""Everything except the room works in a browser without JavaScript."""

import re

from playwright.sync_api import Page, expect

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.steps import card, sign_in, sign_in_by_form
from tests.support.processes import Portal


def test_an_attendee_can_get_as_far_as_the_room(
    plain_page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in_by_form(plain_page, portal, "ben")

    card(plain_page, "Bookbinding by hand").get_by_role("button", name="Join").click()

    expect(plain_page.get_by_role("heading", level=1, name="You’re registered")).to_be_visible()
    plain_page.get_by_role("link", name="Enter the room").click()
    expect(plain_page.locator("noscript .notice")).to_contain_text("The room needs JavaScript")
    expect(plain_page.get_by_text("Preparing the room")).to_be_hidden()
    assert sandbox.calls("register") == 1


def test_a_refusal_is_a_page_with_alternatives(plain_page: Page, portal: Portal) -> None:
    sign_in(plain_page, portal, "ben")

    card(plain_page, "Wild pigments from your garden").get_by_role("button", name="Join").click()

    expect(plain_page.get_by_role("heading", level=1, name="This workshop is full")).to_be_visible()
    expect(plain_page.get_by_text("Join one of these instead")).to_be_visible()


def test_filters_are_a_plain_form(plain_page: Page, portal: Portal) -> None:
    sign_in(plain_page, portal)

    plain_page.get_by_role("searchbox").fill("solder")
    plain_page.get_by_role("button", name="Show").click()

    expect(plain_page).to_have_url(re.compile("q=solder"))
    expect(plain_page.locator("article")).to_have_count(1)


def test_the_list_reloads_by_itself_and_can_be_paused(plain_page: Page, portal: Portal) -> None:
    sign_in(plain_page, portal)
    assert plain_page.locator('noscript meta[http-equiv="refresh"]').count() == 1

    plain_page.get_by_role("link", name="Pause updates").click()

    expect(plain_page.get_by_role("link", name="Resume updates")).to_be_visible()
    assert plain_page.locator('noscript meta[http-equiv="refresh"]').count() == 0


def test_my_workshops_and_signing_out_work(plain_page: Page, portal: Portal) -> None:
    sign_in(plain_page, portal, "rex")

    plain_page.get_by_role("link", name="My workshops").click()
    mine = plain_page.get_by_role("link", name="Soldering for first-timers", exact=True)
    expect(mine).to_be_visible()

    plain_page.get_by_role("button", name="Sign out").click()
    expect(plain_page.get_by_text("You’re signed out", exact=True)).to_be_visible()
