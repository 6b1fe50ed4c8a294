"""Registrations: fetched in the attendee's name, cached for them, right at once after a join."""

import pickle
import threading
from contextlib import suppress
from functools import partial

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.utils import timezone

from portal.attendees import Attendee, EncryptedToken
from portal.observability import findings
from tests.support.attendee_client import LIST, MINE, at_once, calls_made, enter, press, visitor
from tests.support.html_page import Page
from workshops.catalogue import cache_lock, registrations
from workshops.catalogue.registrations import LAG_SECONDS, Registrations

pytestmark = pytest.mark.django_db  # joins take a lock in the database
SOLDERING, OLD, BOOKS = 11655, "Soldering for first-timers", "Bookbinding by hand"
UNKNOWN = "We could not ask which workshops are yours"


def test_my_workshops_are_those_that_upstream_lists_and_no_others(sandbox):
    rex = visitor(sandbox, "rex")

    page = Page.of(rex.get(MINE))

    assert page.headline == "My workshops"
    assert OLD in page.words
    assert BOOKS in page.words
    assert "Sourdough" not in page.words
    assert calls_made(sandbox) == ["event", "list", "mine"]


def test_an_attendee_without_registrations_gets_an_empty_page(sandbox):
    page = Page.of(visitor(sandbox, "ben").get(MINE))

    assert page.headline == "My workshops"
    assert OLD not in page.words


def test_registrations_are_fetched_once_a_minute(sandbox, later):
    rex = visitor(sandbox, "rex")
    rex.get(LIST)
    rex.get(MINE)
    later(50)
    rex.get(LIST)

    before = sandbox.calls("mine")
    later(11)
    rex.get(LIST)

    assert (before, sandbox.calls("mine")) == (1, 2)


def test_each_attendee_has_their_own_registrations(sandbox):
    rex, ben = visitor(sandbox, "rex"), visitor(sandbox, "ben")
    rex.get(MINE)

    assert OLD not in Page.of(ben.get(MINE)).words
    assert sandbox.calls("mine") == 2


def test_a_join_shows_at_once_although_upstreams_list_lags(sandbox):
    findings.record("register", "confirmed")  # until then only upstream's list counts
    ben = visitor(sandbox, "ben")
    sandbox.fail("mine", "200", body={"data": [], "recordsFiltered": 0})
    press(ben, SOLDERING)

    assert OLD in Page.of(ben.get(MINE)).words
    assert "Go back in" in Page.of(ben.get("/e/demo/w/11655/")).words


def test_after_the_lag_upstreams_list_counts(sandbox, later):
    findings.record("register", "confirmed")
    ben = visitor(sandbox, "ben")
    sandbox.fail("mine", "200", body={"data": [], "recordsFiltered": 0})
    press(ben, SOLDERING)
    later(301)

    assert OLD not in Page.of(ben.get(MINE)).words


def test_entering_the_room_registers_too(sandbox):
    ben = visitor(sandbox, "ben")
    enter(ben, SOLDERING)

    assert OLD in Page.of(ben.get(MINE)).words


@pytest.mark.parametrize("kind", ["500", "reset", "html", "wrong_types", "403", "empty"])
def test_the_list_is_shown_when_registrations_cannot_be_fetched(ada, sandbox, kind):
    sandbox.fail("mine", kind)

    answer = ada.get(LIST)

    assert answer.status_code == 200
    assert OLD in Page.of(answer).words


def test_a_failed_fetch_of_registrations_is_shown_and_soon_repeated(sandbox, later):
    rex = visitor(sandbox, "rex")
    sandbox.fail("mine", "500")

    failed = Page.of(rex.get(MINE)).words
    rex.get(MINE)
    calls_while_down = sandbox.calls("mine")
    sandbox.clear_faults()
    later(21)

    assert UNKNOWN in failed
    assert calls_while_down == 2  # one without `expand`
    assert OLD in Page.of(rex.get(MINE)).words


def test_known_registrations_stay_when_upstream_fails(sandbox, later):
    rex = visitor(sandbox, "rex")
    rex.get(MINE)
    sandbox.fail("mine", "500")
    later(61)

    assert OLD in Page.of(rex.get(MINE)).words


def test_fetching_registrations_detects_an_expired_sign_in(ada, sandbox, later):
    ada.get(LIST)
    sandbox.expire("ada")
    sandbox.fail("list", "500")
    later(61)

    assert ada.get(MINE).url == "/e/demo/sign-in/?next=%2Fe%2Fdemo%2Fmine%2F"


def test_a_local_change_counts_for_a_while_however_long_it_is_cached(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)
    just_done = Registrations(local_changes={SOLDERING: (True, 1_773_144_000.0)})
    ids, pickled = just_done.ids, pickle.dumps(just_done)

    time_machine.shift(LAG_SECONDS + 1)

    assert (ids, pickle.loads(pickled).ids) == ({SOLDERING}, set())


def test_two_workshops_joined_at_once_leave_two_marks(sandbox, monkeypatch):
    attendee = Attendee("demo", "7", "Ada", "", (), EncryptedToken(""), timezone.now(), "ada")
    both_have_read, get = threading.Barrier(2), LocMemCache.get

    def read_with_the_other(*args, **kwargs):
        value = get(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):  # with the lock one of them reads alone
            both_have_read.wait(0.2)
        return value

    monkeypatch.setattr(LocMemCache, "get", read_with_the_other)
    at_once([partial(registrations.record_change, attendee, number, True) for number in (1, 2)])

    assert registrations.cached(attendee).ids == {1, 2}


def test_a_lock_that_nobody_releases_delays_a_change_only_briefly(monkeypatch):
    attendee = Attendee("demo", "7", "Ada", "", (), EncryptedToken(""), timezone.now(), "ada")
    monkeypatch.setattr(cache, "add", lambda *_: False)  # as if another process had it
    monkeypatch.setattr(cache_lock, "MAX_TRIES", 2)

    registrations.record_change(attendee, SOLDERING, True)

    assert registrations.cached(attendee).ids == {SOLDERING}
