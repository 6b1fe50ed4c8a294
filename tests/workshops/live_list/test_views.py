"""The list: filters in the address, a part that refreshes itself, none, very many, and .ics."""

import html
import json
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from tests.support.attendee_client import FRAGMENT, HTMX, LIST, page_of, press, visitor
from tests.support.html_page import Page

pytestmark = pytest.mark.django_db  # joins take a lock in the database
BERLIN = ZoneInfo("Europe/Berlin")  # the demo's
SOLDERING = 11655
SOLDERING_TITLE, BOOKS_TITLE = "Soldering for first-timers", "Bookbinding by hand"


def titles(answer):
    """The titles of the cards in the order of the page."""
    escaped = re.findall(r'id="title-\d+"[^>]*>([^<]*)<', answer.content.decode())
    return [html.unescape(title) for title in escaped]


def poll(browser, etag, query=""):
    """A poll by a page that shows the list of `etag`."""
    return browser.get(f"{FRAGMENT}?{query}", headers=HTMX | {"If-None-Match": etag})


def poll_event(answer):
    """The details of the event "looked", which a poll's response triggers in the page."""
    return json.loads(answer.headers["HX-Trigger"])["looked"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=SOLDER", [SOLDERING_TITLE]),
        ("q=whitfield+networks", ["Home networks without tears"]),
        ("track=733", ["Sourdough clinic: bring your starter", "Tea tasting"]),
        ("speaker=5759&state=now", ["Letterpress studio", "A podcast in one hour", BOOKS_TITLE]),
        ("state=next&q=networks", ["Home networks without tears"]),
        ("state=ended", ["Morning stretch at your desk", "Night sky photography"]),
        ("mine=1", [SOLDERING_TITLE, BOOKS_TITLE]),
        ("mine=1&q=books", []),
        ("q=bookbinding&nonsense=1&day=", [BOOKS_TITLE]),
        ("state=nonsense", []),
    ],
)
def test_filters_are_plain_addresses(sandbox, query, expected):
    assert titles(visitor(sandbox, "rex").get(f"{LIST}?{query}")) == expected


def test_the_part_that_refreshes_shows_what_the_page_shows(sandbox):
    rex = visitor(sandbox, "rex")

    page, part = rex.get(f"{LIST}?mine=1"), rex.get(f"{FRAGMENT}?mine=1", headers=HTMX)

    assert titles(part) == titles(page) == [SOLDERING_TITLE, BOOKS_TITLE]
    assert Page.of(part).count("html") == 0


def test_the_day_is_the_events_day(ada, sandbox):
    now = datetime.now(BERLIN)
    midnight = datetime.combine(now.date() + timedelta(days=30), time(), BERLIN)
    minutes = (midnight - now) / timedelta(minutes=1)
    sandbox.add(title="Before midnight", starts=minutes - 30, ends=minutes + 30)
    sandbox.add(title="After midnight", starts=minutes + 30, ends=minutes + 60)
    days = [midnight.date() - timedelta(days=1), midnight.date()]

    assert [titles(ada.get(f"{LIST}?day={day}")) for day in days] == [
        ["Before midnight"], ["After midnight"],
    ]  # fmt: skip


def test_the_page_of_a_filter_shows_the_chosen_values(ada):
    page = Page.of(ada.get(f"{LIST}?q=solder&track=731"))

    chosen = [attributes["value"] for tag, attributes in page.tags if "selected" in attributes]
    typed = [attributes["value"] for _, attributes in page.tags if attributes.get("name") == "q"]
    assert ("731" in chosen, typed) == (True, ["solder"])


def test_an_unchanged_list_gives_a_304_that_still_has_age_and_clock(ada, later):
    first = ada.get(FRAGMENT, headers=HTMX)
    later(5)

    again = poll(ada, first.headers["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert set(poll_event(again)) == {"asOf", "again", "now", "old"}
    assert poll_event(again)["old"] is False
    assert poll_event(again)["asOf"] == poll_event(first)["asOf"]
    assert poll_event(again)["now"] > poll_event(first)["now"]
    assert 1 <= poll_event(again)["again"] <= 13


def test_when_a_workshop_opens_the_list_changes_without_news_from_upstream(
    ada, sandbox, settings, later
):
    settings.LIST_FRESH_SECONDS = 3600
    before = ada.get(f"{FRAGMENT}?q=sketching", headers=HTMX)
    later(150)

    after = poll(ada, before.headers["ETag"], "q=sketching")

    assert after.status_code == 200
    assert "Next" in Page.of(before).words
    assert "Open now" in Page.of(after).words
    assert sandbox.calls("list") == 1


def test_a_join_changes_the_list_of_that_attendee_alone(sandbox):
    ada, ben = visitor(sandbox), visitor(sandbox, "ben")
    ada.get(LIST)
    ben.get(LIST)
    adas, bens = [browser.get(FRAGMENT, headers=HTMX).headers["ETag"] for browser in (ada, ben)]
    press(ben, SOLDERING)

    assert poll(ada, adas).status_code == 304
    assert poll(ben, bens).status_code == 200


@pytest.mark.parametrize(
    ("trigger", "query", "address"),
    [
        ("filters", "q=solder&day=", "/e/demo/?q=solder"),
        ("filters", "q=", "/e/demo/"),
        ("list", "q=solder", None),
        ("", "q=solder", None),
    ],
)
def test_only_the_filter_form_moves_the_address_bar(ada, trigger, query, address):
    headers = HTMX | {"HX-Trigger": trigger, "If-None-Match": '"another"'}

    answer = ada.get(f"{FRAGMENT}?{query}", headers=headers)

    assert answer.headers.get("HX-Push-Url") == address


def test_a_poll_writes_no_session(ada):
    ada.get(LIST)

    assert ada.get(FRAGMENT, headers=HTMX).cookies.output() == ""


def test_an_event_without_workshops_says_so(ada, sandbox):
    sandbox.fail("list", "200", body={"data": [], "recordsFiltered": 0})
    sandbox.fail("mine", "200", body={"data": [], "recordsFiltered": 0})

    words = Page.of(ada.get(LIST)).words

    assert "No workshops yet" in words


def test_a_filter_that_matches_nothing_says_so_and_offers_all_workshops(ada):
    page = Page.of(ada.get(f"{LIST}?q=no-such-workshop"))

    assert "No matching workshops" in page.words
    assert "Show all workshops" in page.words


def test_five_hundred_workshops_are_one_page(sandbox):
    answer = visitor(sandbox, event="big").get("/e/big/")

    page = Page.of(answer)
    assert len(titles(answer)) == 500
    assert len(page.ids) == len(set(page.ids))
    assert len(answer.content) < 2_500_000


def test_a_calendar_file_holds_one_workshop(ada, sandbox):
    answer = ada.get("/e/demo/w/11655.ics")

    entry = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="demo-workshop-11655.ics"'
    assert entry["SUMMARY"] == SOLDERING_TITLE
    assert entry["UID"] == "demo-11655@testserver"
    assert entry["URL"] == "http://testserver/e/demo/w/11655/"
    lasts = entry.decoded("DTEND") - entry.decoded("DTSTART")
    assert lasts.total_seconds() == 90 * 60


def test_a_calendar_file_holds_all_workshops_of_the_attendee(sandbox):
    answer = visitor(sandbox, "rex").get("/e/demo/mine.ics")

    entries = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(entry["SUMMARY"]) for entry in entries] == [SOLDERING_TITLE, BOOKS_TITLE]


@pytest.mark.parametrize("workshop", [11677, 11672, 11673, 99, 11665])
def test_a_workshop_without_times_or_of_others_has_no_calendar_file(sandbox, workshop):
    ben = visitor(sandbox, "ben")

    assert ben.get(f"/e/demo/w/{workshop}.ics").status_code == 404


def test_the_organizers_html_is_made_safe(ada):
    page = Page.of(ada.get(page_of(11675)))

    assert "Ink, nib, patience." in page.words
    assert page.headline.startswith('<b>Lettering</b> & "markup"')
    assert [tag for tag, _ in page.tags if tag in {"iframe", "style"}] == []
    assert [link for link in page.links if "javascript" in link] == []
