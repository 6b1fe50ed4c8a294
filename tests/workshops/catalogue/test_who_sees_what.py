"""A hidden or private workshop reaches nobody it is not for, whoever refreshed the list last."""

from dataclasses import replace
from itertools import permutations

import pytest

from tests.support.attendee_client import FRAGMENT, HTMX, LIST, calls_made, page_of, visitor
from tests.support.html_page import Page
from workshops.catalogue import refresh

pytestmark = pytest.mark.django_db  # the page of a workshop looks for a check of the device
OPEN, HIDDEN, PRIVATE = "Soldering for first-timers", "Backstage check", "rehearsal room"
NAMES = ("eve", "sam", "ada", "ben")  # organizer, speaker, invited attendee, any attendee
RIGHT = {"eve": [OPEN, PRIVATE], "sam": [OPEN, PRIVATE], "ada": [OPEN, PRIVATE], "ben": [OPEN]}


def without_roles(browser):
    """The same browser, of whose attendee upstream did not say what they are."""
    session = browser.session
    session["attendees"]["demo"]["roles"] = []
    session.save()
    return browser


def titles(browser):
    """Which of the three an attendee's page shows."""
    words = Page.of(browser.get(LIST)).words
    return [title for title in (OPEN, HIDDEN, PRIVATE) if title in words]


def settled(browser):
    """The same, once the refresh that the look may start has ended."""
    seen = titles(browser)
    refresh.wait_for_refresh("demo")
    return seen


@pytest.fixture
def act(sandbox, settings, later):
    """A function that lets that one be the last who refreshed the list."""
    browsers = {name: visitor(sandbox, name) for name in NAMES}

    def refresh_as(who):
        later(11)
        with_key = replace(settings.ACCELEVENTS, api_key=sandbox.state.api_key)
        without = replace(settings.ACCELEVENTS, api_key="")
        settings.ACCELEVENTS = with_key if who == "key" else without
        browsers.get(who, browsers["eve"]).get(FRAGMENT, headers=HTMX)
        refresh.wait_for_refresh("demo")

    return refresh_as


@pytest.mark.parametrize("order", list(permutations(("eve", "sam", "ada", "key"))))
def test_each_sees_what_is_for_them_in_every_order(sandbox, act, order):
    steps = [(act(who), titles(visitor(sandbox, "ben"))) for who in order]

    seen = {name: titles(visitor(sandbox, name)) for name in NAMES}

    assert [words for _, words in steps] == [[OPEN]] * 4
    assert seen == RIGHT


@pytest.mark.parametrize("name", ["eve", "sam"])
@pytest.mark.parametrize("with_roles", [True, False])
def test_what_an_organizer_or_speaker_reads_alone_is_not_shared(sandbox, name, with_roles):
    someone = visitor(sandbox, name)
    own = titles(someone if with_roles else without_roles(someone))

    stored = refresh.fetch.load_shared("demo")

    assert own[0] == OPEN
    assert (stored is None) == with_roles
    assert titles(visitor(sandbox, "ben")) == [OPEN]


def test_an_organizer_alone_sees_the_list_and_every_page(sandbox, later):
    eve = visitor(sandbox, "eve")

    answers = [eve.get(page).status_code for page in (LIST, page_of(11665), page_of(11655))]

    assert answers == [200, 200, 200]
    assert Page.of(eve.get(LIST)).words.count("last good list") == 0


def test_an_organizers_own_list_is_read_once_while_it_is_fresh(sandbox, later):
    eve = visitor(sandbox, "eve")
    eve.get(LIST)
    [eve.get(FRAGMENT, headers=HTMX) for _ in range(5)]
    before = sandbox.calls("list")
    later(11)
    [eve.get(FRAGMENT, headers=HTMX) for _ in range(5)]
    refresh.wait_for_refresh("demo")

    assert (before, sandbox.calls("list")) == (1, 2)


def test_beside_a_fresh_shared_list_the_own_one_is_read_once_a_minute(sandbox, later):
    eve, ben = visitor(sandbox, "eve"), visitor(sandbox, "ben")
    ben.get(LIST)
    eve.get(LIST)
    sandbox.clear_request_log()

    looks = [(later(11), settled(ben), settled(eve)) for _ in range(5)]

    assert [words for _, _, words in looks] == [[OPEN, PRIVATE]] * 5
    assert calls_made(sandbox).count("list") == 5  # all of them Ben's


def test_no_plain_attendees_look_costs_a_call_of_their_own(sandbox):
    names = [f"visitor-{number}" for number in range(20)]

    pages = [titles(visitor(sandbox, name)) for name in names]

    assert pages == [[OPEN]] * 20
    assert sandbox.calls("list") == 1


def test_many_own_lists_are_read_the_more_rarely(sandbox, later, monkeypatch):
    monkeypatch.setattr(refresh.own_list, "USUAL_LISTS", 1)
    team = [visitor(sandbox, name) for name in ("eve", "sam")]
    [each.get(LIST) for each in team]
    later(11)
    [settled(each) for each in team]
    soon = sandbox.calls("list")
    later(11)
    [settled(each) for each in team]

    assert (soon, sandbox.calls("list")) == (2, 4)


def test_another_process_uses_the_organizers_list_that_is_there(sandbox):
    eve = visitor(sandbox, "eve")
    eve.get(LIST)
    refresh.wait_for_refresh("demo")
    refresh.reset()
    refresh.own_list.reset()

    shown = Page.of(eve.get(LIST)).words

    assert PRIVATE in shown
    assert sandbox.calls("list") == 1


def test_an_organizer_whom_upstream_does_not_know_any_more_signs_in_again(sandbox, later):
    eve = visitor(sandbox, "eve")
    eve.get(LIST)
    sandbox.expire("eve")
    later(11)
    looks = [eve.get(LIST)]
    refresh.wait_for_refresh("demo")
    looks += [eve.get(LIST)]

    # The refresh runs in the background: the first look may know of it already.
    urls = [look.url for look in looks if look.status_code == 303]
    assert urls[0] == "/e/demo/sign-in/?next=%2Fe%2Fdemo%2F&over=1"
