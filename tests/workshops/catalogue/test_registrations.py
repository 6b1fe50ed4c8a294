"""Registrations: fetched in the attendee's name, cached for them, right at once after a join."""

import pickle
from dataclasses import replace
from datetime import UTC

import pytest
from django.utils import timezone

from portal.attendees import Attendee, EncryptedToken, encrypt, one_of_few
from portal.observability import findings
from tests.support.attendee_client import LIST, MINE, calls_made, enter, press, visitor
from tests.support.html_page import Page
from workshops.catalogue import registrations
from workshops.catalogue.registrations_record import LAG_SECONDS, Registrations

pytestmark = pytest.mark.django_db  # joins take a lock in the database
SOLDERING, OLD, BOOKS = 11655, "Soldering for first-timers", "Bookbinding by hand"
UNKNOWN = "We couldn’t load your registrations"


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
    assert "Enter" in Page.of(ben.get("/e/demo/w/11655/")).words


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

    assert ada.get(MINE).url == "/e/demo/sign-in/?next=%2Fe%2Fdemo%2Fmine%2F&over=1"


def test_a_local_change_counts_for_a_while_however_long_it_is_cached(time_machine):
    time_machine.move_to("2026-03-10 12:00:00Z", tick=False)
    just_done = Registrations(local_changes={SOLDERING: (True, 1_773_144_000.0)})
    ids, pickled = just_done.ids, pickle.dumps(just_done)

    time_machine.shift(LAG_SECONDS + 1)

    assert (ids, pickle.loads(pickled).ids) == ({SOLDERING}, set())


def test_two_workshops_joined_at_once_leave_two_marks(sandbox):
    attendee = Attendee("demo", "7", "Ada", "", (), EncryptedToken(""), timezone.now(), "ada")
    known = registrations.cached(attendee)  # both have read before either writes
    registrations.record_change(attendee, 1, True, known)
    registrations.record_change(attendee, 2, True, known)

    assert registrations.cached(attendee).ids == {1, 2}


def test_a_fetch_that_was_under_way_during_a_join_takes_no_mark_away(sandbox, monkeypatch):
    token = encrypt(sandbox.token_for("ben"))
    attendee = Attendee("demo", "7", "Ben", "", (), token, timezone.now(), "ben")
    api_for = registrations.api_for

    def join_meanwhile(*args):
        registrations.record_change(attendee, SOLDERING, True, registrations.cached(attendee))
        return api_for(*args)

    monkeypatch.setattr(registrations, "api_for", join_meanwhile)
    registrations.refetch(attendee, UTC)

    known = registrations.cached(attendee)
    assert (known.ids, known.is_due) == ({SOLDERING}, True)


def test_a_change_by_a_clock_that_is_ahead_causes_no_call_at_every_page(later):
    attendee = Attendee("demo", "7", "Ada", "", (), EncryptedToken(""), timezone.now(), "ada")
    later(120)
    registrations.record_change(attendee, SOLDERING, True, Registrations())
    later(-120)
    now = registrations.time.time()

    known = replace(registrations.cached(attendee), asked_at=now, is_known=True)
    assert (known.ids, known.is_due) == ({SOLDERING}, False)


def test_a_clock_that_was_set_back_stops_no_refresh():
    in_an_hour = registrations.time.time() + 3600

    assert Registrations(asked_at=in_an_hour, is_known=True).is_due


def test_what_was_done_lately_stays_when_more_is_done():
    attendee = Attendee("demo", "7", "Ada", "", (), EncryptedToken(""), timezone.now(), "ada")
    same_part = SOLDERING + registrations.PARTS
    registrations.record_change(attendee, SOLDERING, True, registrations.cached(attendee))
    registrations.record_change(attendee, same_part, True, registrations.cached(attendee))

    assert registrations.cached(attendee).ids == {SOLDERING, same_part}


def test_of_many_pages_of_one_attendee_at_once_few_ask_upstream(sandbox):
    rex, ben = visitor(sandbox, "rex"), visitor(sandbox, "ben")
    key = rex.session["attendees"]["demo"]["key"]
    name = f"registrations {key}"
    with one_of_few(name), one_of_few(name):
        meanwhile = rex.get(LIST), ben.get(LIST)
    calls = sandbox.calls("mine")

    assert [each.status_code for each in meanwhile] == [200, 200]
    assert calls == 1  # Ben's
    assert OLD in Page.of(rex.get(MINE)).words
