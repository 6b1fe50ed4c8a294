"""Times in the reader's clock and zone, and the menu that changes them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.evidence import Evidence
from tests.browser.profiles import profile
from tests.browser.steps import card, sign_in
from tests.support.processes import Portal

READING = "Quiet reading room"
FULL = 11660
# What reaches over the edge of the outcome, which is the first of the elements.
STICKING_OUT = """([outcome, ...parts]) => parts.filter(part =>
    part.getBoundingClientRect().right > outcome.getBoundingClientRect().right + 0.5
    && !part.closest('.hidden-text')).map(part => part.outerHTML)"""
TWELVE, TWENTY_FOUR = re.compile(r"\d{1,2}:\d\d [AP]M"), re.compile(r"^\s*(\w{3} )?\d\d:\d\d")
EVENT_ZONE = "Europe/Berlin"


@pytest.fixture
def reader(request, browser: Browser, evidence: Evidence, expected_errors: list[str]) -> Iterator:
    """A browser with the (locale, zone) of the test."""
    locale, zone = request.param
    options = {"locale": locale, "timezone_id": zone}
    with profile(browser, evidence, expected_errors, **options) as found:
        yield found


def opened(reader: BrowserContext, portal: Portal) -> Page:
    page = reader.new_page()
    sign_in(page, portal)
    return page


def event_time(page: Page):
    return card(page, READING).locator(".card-time")


def own_time(page: Page):
    return card(page, READING).locator(".card-own")


@pytest.mark.parametrize(
    ("reader", "clock"),
    [
        (("en-US", EVENT_ZONE), TWELVE),
        (("en-GB", EVENT_ZONE), TWENTY_FOUR),
        (("de-DE", EVENT_ZONE), TWENTY_FOUR),
    ],
    indirect=["reader"],
)
def test_times_are_in_the_readers_clock(reader, clock, portal: Portal) -> None:
    page = opened(reader, portal)

    expect(event_time(page)).to_have_text(clock)
    expect(page.locator("#freshness time")).to_have_text(clock)
    expect(own_time(page)).to_be_empty()
    expect(page.get_by_role("button", name="My time first")).to_have_count(0)


@pytest.mark.parametrize("reader", [("en-GB", "Asia/Tokyo")], indirect=True)
def test_the_readers_own_time_stands_first_where_zones_differ(reader, portal: Portal) -> None:
    page = opened(reader, portal)

    expect(own_time(page)).to_have_text(re.compile(r"\d\d:\d\d\s*–.*your time"))
    own, event = own_time(page).bounding_box(), event_time(page).bounding_box()
    assert own["y"] < event["y"]


@pytest.mark.parametrize("reader", [("en-US", "Pacific/Kiritimati")], indirect=True)
def test_a_time_on_another_day_names_its_weekday(reader, portal: Portal) -> None:
    page = opened(reader, portal)
    midnight = card(page, "Poetry across midnight")

    weekday = re.compile("Mon|Tue|Wed|Thu|Fri|Sat|Sun")
    expect(midnight.locator(".card-own").first).to_contain_text(weekday)


@pytest.mark.parametrize("reader", [("en-US", "Asia/Tokyo")], indirect=True)
def test_clock_and_zone_are_chosen_and_kept(reader, portal: Portal) -> None:
    page = opened(reader, portal)
    page.locator("#clock-menu summary").click()
    page.get_by_role("button", name="Event time first").click()
    own, event = own_time(page).bounding_box(), event_time(page).bounding_box()
    assert event["y"] < own["y"]
    page.get_by_role("button", name=re.compile("22:41")).click()

    expect(event_time(page)).to_have_text(TWENTY_FOUR)
    page.reload()
    expect(event_time(page)).to_have_text(TWENTY_FOUR)
    expect(page.locator("html")).to_have_attribute("data-times-first", "event")


def test_the_clock_is_chosen_without_javascript(plain_page: Page, portal: Portal) -> None:
    sign_in(plain_page, portal)
    plain_page.locator("#clock-menu summary").click()
    plain_page.get_by_role("button", name=re.compile("22:41")).click()

    expect(event_time(plain_page)).to_have_text(TWENTY_FOUR)
    expect(plain_page).to_have_url(re.compile("/e/demo/$"))


@pytest.mark.parametrize("width", [320, 360, 1024, 1280])
@pytest.mark.parametrize("reader", [("en-US", "America/New_York")], indirect=True)
def test_a_refusal_and_what_is_open_instead_stay_in_their_column(reader, portal, width) -> None:
    page = opened(reader, portal)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{portal.url}/e/demo/w/{FULL}/")

    page.get_by_role("button", name="Join").click()
    instead = page.locator(".outcome .mini-card")
    expect(instead).to_have_count(3)
    expect(instead.first.locator(".card-own")).to_have_text(TWELVE)

    assert page.locator(".outcome, .outcome *").evaluate_all(STICKING_OUT) == []
    expect(page.get_by_role("heading", name="Can I get in?")).to_be_hidden()
    assert page.locator("html").evaluate("(html) => html.scrollWidth - html.clientWidth") == 0
