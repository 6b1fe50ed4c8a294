"""The live list: it updates by itself and does not disturb the person reading it."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from portal.sandbox.accelevents import FakeAccelevents
from tests.browser.steps import card, sign_in
from tests.support.processes import Portal

LATER = "Tea tasting"  # the day after tomorrow


def test_a_workshop_opens_without_a_reload(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal)
    expect(card(page, LATER)).to_have_attribute("data-state", "later")

    sandbox.change(11682, starts=-1, ends=60)

    expect(card(page, LATER)).to_have_attribute("data-state", "live")
    expect(card(page, LATER).get_by_role("button", name="Join")).to_be_enabled()
    expect(page.get_by_role("status").filter(has_text=LATER)).to_have_count(1)


def test_the_clock_alone_opens_a_door(opening_soon: Portal, page: Page) -> None:
    sign_in(page, opening_soon)
    expect(card(page, LATER)).to_have_attribute("data-state", "next")

    expect(card(page, LATER)).to_have_attribute("data-state", "live", timeout=30_000)


# In the window: cards above may grow when details of their workshops come.
TOP = "element => element.getBoundingClientRect().top"


def test_a_refresh_keeps_focus_open_panels_and_what_is_being_read_in_place(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sign_in(page, portal)
    page.get_by_role("heading", level=2, name="Ended").click()
    link = page.get_by_role("link", name=LATER)
    link.scroll_into_view_if_needed()
    link.evaluate("link => link.focus({preventScroll: true})")
    place = link.evaluate(TOP)

    sandbox.change(11682, title="Tea tasting, with cake")

    renamed = page.get_by_role("link", name="Tea tasting, with cake")
    expect(renamed).to_be_focused()
    expect(page.get_by_role("link", name="Morning stretch at your desk")).to_be_visible()
    assert renamed.evaluate(TOP) == pytest.approx(place, abs=2)


def test_an_unchanged_list_changes_and_announces_nothing(
    page: Page, portal: Portal, sandbox: FakeAccelevents
) -> None:
    sandbox.fail("detail", "404")  # they come one by one, and each changes a card
    sign_in(page, portal)
    wait_for_answer(page, 304)  # by now the page shows the newest list
    page.evaluate("document.getElementById('list').dataset.untouched = 'yes'")

    wait_for_answer(page, 304)
    wait_for_answer(page, 304)

    expect(page.locator("#list")).to_have_attribute("data-untouched", "yes")
    expect(page.locator("#announcement")).to_be_empty()


def wait_for_answer(page: Page, status: int) -> None:
    """Wait until a refresh of the list is answered with this status."""
    with page.expect_response(lambda answer: "/list/" in answer.url and answer.status == status):
        pass


def test_updates_can_be_paused(page: Page, portal: Portal, sandbox: FakeAccelevents) -> None:
    sign_in(page, portal)
    page.get_by_role("button", name="Pause").click()

    sandbox.change(11682, title="Changed while paused")
    page.get_by_role("button", name="Resume").click()

    expect(page.get_by_role("link", name="Changed while paused")).to_be_visible()


def test_a_search_filters_the_list_and_updates_the_address(page: Page, portal: Portal) -> None:
    sign_in(page, portal)

    page.get_by_role("searchbox").press_sequentially("solder")

    expect(page.locator("article")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?q=solder$"))
    expect(page.locator("#announcement")).to_have_text("1 workshop found")


def test_a_search_typed_before_the_scripts_load_is_sent(page: Page, portal: Portal) -> None:
    sign_in(page, portal)
    held: list[Route] = []
    page.route("**/htmx*.js", lambda route: held.append(route))
    with page.expect_request("**/htmx*.js"):
        page.goto(f"{portal.url}/e/demo/", wait_until="commit")

    page.get_by_role("searchbox").fill("solder")
    held[0].continue_()

    expect(page.locator("article")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?q=solder$"))


def test_back_and_reload_restore_the_filters(page: Page, portal: Portal) -> None:
    sign_in(page, portal)
    everything = page.locator("article").count()
    page.get_by_role("searchbox").fill("solder")
    expect(page.locator("article")).to_have_count(1)

    page.reload()
    expect(page.locator("article")).to_have_count(1)
    expect(page.get_by_role("searchbox")).to_have_value("solder")

    page.go_back()
    expect(page.locator("article")).to_have_count(everything)
    expect(page.get_by_role("searchbox")).to_have_value("")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=clock+night", ["The night the clocks change"]),
        ("track=733&state=next", None),
        ("state=ended", ["Morning stretch at your desk", "Night sky photography"]),
        ("q=nothing-is-called-this", []),
    ],
)
def test_every_filter_has_an_address(
    page: Page, portal: Portal, query: str, titles: list[str] | None
) -> None:
    sign_in(page, portal)

    page.goto(f"{portal.url}/e/demo/?{query}")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found = page.locator("#list .card-title").all_text_contents()
    assert titles is None or [title.strip() for title in found] == titles


def test_an_outage_of_the_api_leaves_the_list_marked_as_old(
    own_portal: Portal, page: Page, sandbox: FakeAccelevents
) -> None:
    sign_in(page, own_portal)
    expect(page.get_by_text("Updated", exact=True)).to_be_visible()

    sandbox.fail("list", "503")

    notice = page.locator("#list").get_by_text("Accelevents is very busy")
    expect(notice).to_be_visible()
    expect(page.locator("#announcement")).to_have_text("Accelevents is very busy")
    expect(page.get_by_text("Last updated")).to_be_visible()
    expect(card(page, LATER)).to_be_visible()

    sandbox.clear_faults()

    expect(page.get_by_text("Updated", exact=True)).to_be_visible(timeout=20_000)
    expect(notice).to_have_count(0)


def test_five_hundred_workshops_can_be_searched(page: Page, portal: Portal) -> None:
    sign_in(page, portal, "ada", event="big")
    expect(page.locator("article")).to_have_count(500)

    title = page.locator("article .card-title").last.text_content() or ""
    page.get_by_role("searchbox").fill(title.strip())

    expect(page.get_by_role("link", name=title.strip(), exact=True)).to_be_visible()
