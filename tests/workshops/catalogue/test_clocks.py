"""A clock that is set back, or that differs from other machines', changes nothing for attendees."""

import json
from datetime import UTC, datetime

import pytest

from portal.accelevents.exceptions import ApiUnavailable
from portal.attendees import from_session
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, MINE, calls_made, visitor
from tests.support.fake_fetch import Clock
from tests.support.html_page import Page
from workshops.catalogue import detail_store, own_list, refresh, refusals, shared_store
from workshops.live_list import etag

OLD, NEW, NEWEST, SOLDERING = "Soldering for first-timers", "Soldering, new", "Newest", 11655
HOUR = 3600


@pytest.fixture
def machine(monkeypatch, time_machine):
    """Moves the clocks: `passes(seconds)` both of them, `is_set(seconds)` that of the wall."""
    steady = Clock()
    monkeypatch.setattr("portal.caching.stale_while_revalidate.time", steady)
    time_machine.move_to(datetime.now(UTC))

    class Machine:
        is_set = staticmethod(time_machine.shift)

        @staticmethod
        def passes(seconds):
            refresh.wait_for_refresh("demo")
            steady.now += seconds
            time_machine.shift(seconds)

    return Machine


@pytest.fixture
def on(monkeypatch, machine):
    """A function that goes on at the machine that is so many seconds ahead of the first one."""
    memories = {0: {}, 120: {}}
    skew = 0

    def go_on(ahead):
        nonlocal skew
        refresh.wait_for_refresh("demo")
        machine.is_set(ahead - skew)
        skew = ahead
        monkeypatch.setattr(refresh, "_snapshots", memories[ahead])
        monkeypatch.setattr(own_list, "_lists", type(own_list._lists)())

    go_on(0)
    return go_on


class Tab:
    """A browser that polls, as its page does, with the ETag of the last answer."""

    def __init__(self, browser):
        self.browser, self.etag, self.words = browser, "", ""

    def look(self):
        """(whether the list is marked as old, its words), after the refresh that it starts."""
        self._poll()
        refresh.wait_for_refresh("demo")
        return self._poll(), self.words

    def _poll(self):
        headers = HTMX | ({"If-None-Match": self.etag} if self.etag else {})
        answer = self.browser.get(FRAGMENT, headers=headers)
        self.etag = answer.headers["ETag"]
        self.words = Page.of(answer).words if answer.status_code == 200 else self.words
        return json.loads(answer.headers["HX-Trigger"])["looked"]["old"]


@pytest.fixture
def page(ada):
    return Tab(ada)


@pytest.fixture
def attendee(ada):
    return from_session("demo", ada.session["attendees"]["demo"])


def test_no_list_is_younger_than_nothing(ada, machine):
    ada.get(LIST)
    machine.is_set(-HOUR)

    assert refresh.ages() == {"demo": 0}


def test_a_clock_that_is_set_back_an_hour_and_forth_freezes_no_list(page, sandbox, machine):
    assert OLD in page.look()[1]
    machine.is_set(-HOUR)
    machine.passes(11)
    sandbox.change(SOLDERING, title=NEW)
    is_old, words = page.look()
    assert (is_old, NEW in words) == (False, True)

    machine.is_set(HOUR)
    machine.passes(11)
    sandbox.change(SOLDERING, title=NEWEST)
    is_old, words = page.look()

    assert (is_old, NEWEST in words) == (False, True)


def test_after_a_clock_was_set_back_polls_are_answered_as_before(page, sandbox, machine):
    page.look()
    machine.is_set(-HOUR)
    machine.passes(11)
    page.look()

    fetched = int(page.etag.strip('"').split(".")[3])

    assert fetched / 1000 == pytest.approx(datetime.now(UTC).timestamp(), abs=60)


def test_an_etag_that_would_live_too_long_is_not_valid():
    now = datetime.now(UTC).timestamp()
    unsigned = etag.ListETag("look", round(1000 * (now + etag.LIFE_SECONDS)), 0, 0, "")
    tag = etag._signed(unsigned, "who", "version")

    valid = [etag.is_valid(tag, "who", "version", now - ago) for ago in (0, 2, HOUR)]

    assert valid == [True, False, False]


def test_a_process_that_may_not_read_for_all_takes_the_list_that_came_after(on, ada, machine):
    ada.get(LIST)
    known = refresh._snapshots["demo"].peek().value
    machine.is_set(-HOUR)
    machine.passes(11)
    ada.get(LIST)
    refresh.wait_for_refresh("demo")

    newer = shared_store.load_newer(known)

    assert newer.fetched_at < known.fetched_at


def test_two_machines_two_minutes_apart_show_the_same_and_nothing_as_old(on, page, sandbox):
    looks = [[on(ahead), *page.look()] for ahead in (0, 120, 0, 120)]

    assert {is_old for _, is_old, _ in looks} == {False}


def test_on_two_machines_two_minutes_apart_a_change_shows_as_soon(on, page, sandbox, machine):
    on(0)
    page.look()
    on(120)
    page.look()
    sandbox.change(SOLDERING, title=NEW)
    machine.passes(11)
    ahead = page.look()
    on(0)
    behind = page.look()
    sandbox.change(SOLDERING, title=NEWEST)
    machine.passes(11)
    later = page.look()

    assert [is_old for is_old, _ in (ahead, behind, later)] == [False] * 3
    assert [NEW in ahead[1], NEW in behind[1], NEWEST in later[1]] == [True] * 3


def test_registrations_are_asked_for_again_after_a_minute_whatever_the_clock(ada, sandbox, machine):
    ada.get(MINE)
    machine.is_set(-HOUR)
    sandbox.clear_request_log()

    ada.get(MINE)

    assert "mine" in calls_made(sandbox)


def test_no_pause_lasts_longer_because_the_clock_was_set_back(attendee, machine, sandbox):
    error = ApiUnavailable("GET …")
    shared_store.record_failure("demo", "busy", lambda failures: 60.0)
    detail_store.rest("demo", error)
    refusals.record(attendee, error)
    before = shared_store.current_failure("demo"), detail_store.is_resting("demo")
    paused = refusals.is_paused(attendee)

    machine.is_set(-HOUR)

    assert (before, paused) == (((1, "busy"), True), True)
    assert shared_store.current_failure("demo") is None
    assert not detail_store.is_resting("demo")
    assert not refusals.is_paused(attendee)
    assert refusals.current(attendee) is None


def test_an_organizers_own_list_is_read_again_after_the_clock_was_set_back(sandbox, machine):
    sandbox.state.person("ben").role = "staff"
    ben = visitor(sandbox, "ben")
    ben.get(LIST)
    machine.is_set(-HOUR)
    machine.passes(11)
    sandbox.change(SOLDERING, title=NEW)

    ben.get(LIST)
    refresh.wait_for_refresh("demo")

    assert NEW in Page.of(ben.get(LIST)).words
