"""My workshops: asked in my name, kept for me, and true at once after what I have just done."""

import pickle
import threading
from contextlib import suppress
from functools import partial

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.utils import timezone

from portal.attendees import Attendee, EncryptedToken
from tests.support.attendee_client import LIST, MINE, asked, at_once, enter, press, visitor
from tests.support.html_page import Page
from workshops.catalogue import registrations
from workshops.catalogue.registrations import LAG_SECONDS, Registrations

pytestmark = pytest.mark.django_db  # joins take a lock in the database
SOLDERING, OLD, BOOKS = 11655, "Soldering for first-timers", "Bookbinding by hand"
UNKNOWN = "We could not ask which workshops are yours"


def test_what_upstream_lists_for_me_is_there_and_nothing_else(sandbox):
    rex = visitor(sandbox, "rex")

    page = Page.of(rex.get(MINE))

    assert page.headline == "My workshops"
    assert OLD in page.words
    assert BOOKS in page.words
    assert "Sourdough" not in page.words
    assert asked(sandbox) == ["event", "list", "mine"]


def test_who_has_none_is_told_so(sandbox):
    page = Page.of(visitor(sandbox, "ben").get(MINE))

    assert page.headline == "My workshops"
    assert OLD not in page.words


def test_within_a_minute_upstream_is_asked_once(sandbox, later):
    rex = visitor(sandbox, "rex")
    rex.get(LIST)
    rex.get(MINE)
    later(50)
    rex.get(LIST)

    before = sandbox.calls("mine")
    later(11)
    rex.get(LIST)

    assert (before, sandbox.calls("mine")) == (1, 2)


def test_each_has_their_own(sandbox):
    rex, ben = visitor(sandbox, "rex"), visitor(sandbox, "ben")
    rex.get(MINE)

    assert OLD not in Page.of(ben.get(MINE)).words
    assert sandbox.calls("mine") == 2


def test_a_join_shows_at_once_although_upstreams_list_lags(sandbox):
    ben = visitor(sandbox, "ben")
    sandbox.fail("mine", "200", body={"data": [], "recordsFiltered": 0})
    press(ben, SOLDERING)

    assert OLD in Page.of(ben.get(MINE)).words
    assert "Go back in" in Page.of(ben.get("/e/demo/w/11655/")).words


def test_in_the_end_upstreams_list_counts(sandbox, later):
    ben = visitor(sandbox, "ben")
    sandbox.fail("mine", "200", body={"data": [], "recordsFiltered": 0})
    press(ben, SOLDERING)
    later(301)

    assert OLD not in Page.of(ben.get(MINE)).words


def test_who_went_straight_into_the_room_is_registered_too(sandbox):
    ben = visitor(sandbox, "ben")
    enter(ben, SOLDERING)

    assert OLD in Page.of(ben.get(MINE)).words


@pytest.mark.parametrize("kind", ["500", "reset", "html", "wrong_types", "403", "empty"])
def test_the_list_stands_when_upstream_does_not_tell_what_is_mine(ada, sandbox, kind):
    sandbox.fail("mine", kind)

    answer = ada.get(LIST)

    assert answer.status_code == 200
    assert OLD in Page.of(answer).words


def test_that_upstream_did_not_tell_is_said_and_asked_again_soon(sandbox, later):
    rex = visitor(sandbox, "rex")
    sandbox.fail("mine", "500")

    failed = Page.of(rex.get(MINE)).words
    rex.get(MINE)
    asked_while_down = sandbox.calls("mine")
    sandbox.clear_faults()
    later(21)

    assert UNKNOWN in failed
    assert asked_while_down == 1
    assert OLD in Page.of(rex.get(MINE)).words


def test_what_was_known_before_stays_when_upstream_falls_silent(sandbox, later):
    rex = visitor(sandbox, "rex")
    rex.get(MINE)
    sandbox.fail("mine", "500")
    later(61)

    assert OLD in Page.of(rex.get(MINE)).words


def test_a_sign_in_that_is_over_is_found_here_too(ada, sandbox, later):
    ada.get(LIST)
    sandbox.expire("ada")
    sandbox.fail("list", "500")
    later(61)

    assert ada.get(MINE).url == "/e/demo/sign-in/?next=%2Fe%2Fdemo%2Fmine%2F"


def test_what_was_done_here_counts_for_a_while_however_long_it_is_kept(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)
    just_done = Registrations(local_changes={SOLDERING: (True, 1_773_144_000.0)})
    ids, kept = just_done.ids, pickle.dumps(just_done)

    time_machine.shift(LAG_SECONDS + 1)

    assert (ids, pickle.loads(kept).ids) == ({SOLDERING}, set())


def test_two_workshops_joined_at_once_leave_two_marks(sandbox, monkeypatch):
    attendee = Attendee("demo", "7", "Ada", "", (), EncryptedToken(""), timezone.now())
    both_have_read, get = threading.Barrier(2), LocMemCache.get

    def read_with_the_other(*args, **kwargs):
        value = get(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):  # with the lock one of them reads alone
            both_have_read.wait(0.2)
        return value

    monkeypatch.setattr(LocMemCache, "get", read_with_the_other)
    at_once([partial(registrations.record_change, attendee, number, True) for number in (1, 2)])

    assert registrations.cached(attendee).ids == {1, 2}


def test_a_lock_that_nobody_releases_holds_a_change_up_only_for_a_moment(monkeypatch):
    attendee = Attendee("demo", "7", "Ada", "", (), EncryptedToken(""), timezone.now())
    monkeypatch.setattr(cache, "add", lambda *_: False)  # as if another process had it
    monkeypatch.setattr(registrations, "LOCK_TRIES", 2)

    registrations.record_change(attendee, SOLDERING, True)

    assert registrations.cached(attendee).ids == {SOLDERING}
