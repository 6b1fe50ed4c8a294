"""Every page in the reader's clock, which they may choose, and never in another reader's."""

import re
from urllib.parse import quote

import pytest
from django.conf import settings

from tests.support.attendee_client import FRAGMENT, LIST, visitor

AMERICAN, GERMAN = "en-US,en;q=0.9", "de-DE,de;q=0.9,en;q=0.8"
TWELVE, TWENTY_FOUR = re.compile(r">\d{1,2}:\d\d [AP]M<"), re.compile(r">\d\d:\d\d<")
CLOCK = "/e/demo/clock/"


@pytest.fixture
def ada(sandbox):
    return visitor(sandbox)


def clocks_in(response):
    """(times of a twelve-hour clock, times of one with 24 hours), whether there are any."""
    html = response.content.decode()
    return bool(TWELVE.search(html)), bool(TWENTY_FOUR.search(html))


def look(browser, languages, address=LIST, **headers):
    return browser.get(address, HTTP_ACCEPT_LANGUAGE=languages, **headers)


def choose(browser, clock, following=LIST):
    return browser.post(f"{CLOCK}?next={quote(following)}", {"clock": clock})


def test_two_readers_of_the_same_list_have_each_their_clock(ada):
    assert clocks_in(look(ada, AMERICAN)) == (True, False)
    assert clocks_in(look(ada, GERMAN)) == (False, True)
    assert clocks_in(look(ada, AMERICAN)) == (True, False)


def test_an_etag_of_one_clock_is_not_valid_for_the_other(ada):
    shown = look(ada, AMERICAN, FRAGMENT)["ETag"]

    same = look(ada, AMERICAN, FRAGMENT, HTTP_IF_NONE_MATCH=shown)
    other = look(ada, GERMAN, FRAGMENT, HTTP_IF_NONE_MATCH=shown)

    assert (same.status_code, other.status_code) == (304, 200)
    assert clocks_in(other) == (False, True)


def test_answers_say_that_they_depend_on_the_languages(ada):
    assert "Accept-Language" in look(ada, GERMAN)["Vary"]


def test_a_second_clock_asks_upstream_for_nothing(ada, sandbox):
    look(ada, AMERICAN)
    before = len(sandbox.request_log)
    look(ada, GERMAN)

    assert len(sandbox.request_log) == before


def test_a_chosen_clock_is_kept_and_leads_back_to_the_page(ada):
    chosen = choose(ada, "en-gb", f"{LIST}?q=solder")

    assert (chosen.status_code, chosen["Location"]) == (303, f"{LIST}?q=solder")
    assert clocks_in(look(ada, AMERICAN)) == (False, True)


def test_a_choice_invalidates_the_etag_of_the_clock_before(ada):
    shown = look(ada, AMERICAN, FRAGMENT)["ETag"]
    choose(ada, "en-gb")

    assert look(ada, AMERICAN, FRAGMENT, HTTP_IF_NONE_MATCH=shown).status_code == 200


@pytest.mark.parametrize("clock", ["browser", "", "tlh", "en\r\nX: y", "e" * 5000])
def test_anything_else_lets_the_browser_decide_again(ada, clock):
    choose(ada, "en-gb")
    choose(ada, clock)

    assert clocks_in(look(ada, AMERICAN)) == (True, False)


def test_the_choice_is_no_secret_and_only_for_this_host(ada):
    cookie = choose(ada, "en-gb").cookies[settings.LANGUAGE_COOKIE_NAME]

    assert (cookie["secure"], cookie["httponly"], cookie["path"]) == (True, True, "/")
    assert (cookie["domain"], cookie["samesite"]) == ("", "Lax")


def test_the_page_around_the_list_is_in_the_readers_clock_too(ada):
    day_first, month_first = (
        re.compile(r"<p>\w+day, \d+ \w+ ·"),
        re.compile(r"<p>\w+day, \w+ \d+ ·"),
    )

    assert month_first.search(look(ada, AMERICAN).content.decode())
    assert day_first.search(look(ada, GERMAN).content.decode())


def test_every_choice_leads_back_to_the_filtered_list(ada):
    html = look(ada, AMERICAN, f"{LIST}?q=solder").content.decode()
    ways = re.findall(rf'formaction="{CLOCK}\?next=([^"]*)"', html)

    assert ways == [quote(f"{LIST}?q=solder", safe="")] * 4


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example", "/e/big/"])
def test_the_way_back_stays_at_this_event(ada, following):
    assert choose(ada, "en-gb", following)["Location"] == LIST


def test_a_clock_is_chosen_by_post_alone(ada):
    assert ada.get(CLOCK).status_code == 405
