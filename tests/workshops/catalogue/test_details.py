"""Details of workshops: read slowly for everybody, merged into the list, never in anybody's way."""

from dataclasses import replace
from datetime import UTC, datetime
from threading import BoundedSemaphore

import pytest

from portal.accelevents.exceptions import ApiUnreachable
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, page_of, press, visitor
from tests.support.details import asked, look
from tests.support.html_page import Page
from tests.support.rsgi_client import CountingEntry
from workshops.catalogue import (
    detail_due,
    detail_reader,
    detail_store,
    refresh,
    shared_store,
    ticket_types,
)

pytestmark = pytest.mark.django_db  # joins take a lock in the database
SOLDERING, BOOKS, LETTERPRESS, GLASS, YOGA = 11655, 11656, 11661, 11667, 11668
HIDDEN, OVER, TOMORROW = 11666, 11663, 11676
ON_SITE = "In person only: Hall 4, Studio B"
LATE = "It may be too late to join: entry was open until"


def restart():
    """Start another process, which shares nothing but the cache with the one before."""
    refresh.wait_for_refresh("demo")
    detail_reader.wait("demo")
    refresh.reset()
    detail_store.reset()


def test_the_details_of_live_and_next_workshops_are_read_once_for_everybody(ada, reading):
    look(ada)
    look(visitor(reading, "ben"))
    ada.get(page_of(OVER))

    read = asked(reading)

    assert {SOLDERING, LETTERPRESS, GLASS, YOGA} < set(read)
    assert {HIDDEN, OVER, TOMORROW} & set(read) == set()
    assert len(read) == len(set(read))


def test_what_a_detail_tells_stands_on_the_card_and_on_the_page(ada, reading):
    words = look(ada)

    assert ON_SITE in words
    assert LATE in Page.of(ada.get(page_of(YOGA))).words
    page = Page.of(ada.get(page_of(GLASS))).words
    assert ON_SITE in page
    assert "Open in Accelevents" in page
    ticket_types.wait()
    letterpress = Page.of(ada.get(page_of(LETTERPRESS))).words
    assert "Ticket type: Your ticket type is included: Maker pass." in letterpress


def test_a_workshop_on_site_has_no_join_button_and_one_for_the_punctual_has(ada, reading):
    look(ada)

    html = ada.get(LIST).content.decode()

    assert f'formaction="/e/demo/w/{GLASS}/join/"' not in html
    assert f'formaction="/e/demo/w/{YOGA}/join/"' in html


def test_what_a_detail_rules_out_is_no_alternative(reading):
    reading.change(11660, capacity=2, other_seats=2)
    ben = visitor(reading, "ben")
    look(ben)

    offered = {card.workshop.id for card in ben.get(page_of(11660)).context["alternatives"]}
    on_site_or_late = {GLASS, YOGA}

    assert len(offered) == 3
    assert offered & on_site_or_late == set()


def test_a_changed_detail_changes_the_list_and_an_unchanged_one_does_not(
    ada, reading, later, monkeypatch
):
    monkeypatch.setattr(detail_due, "READ_AGAIN_SECONDS", 10)  # no workshop opens meanwhile
    look(ada)
    before = ada.get(FRAGMENT, headers=HTMX).headers["ETag"]
    later(11)
    look(ada)
    unchanged = ada.get(FRAGMENT, headers=HTMX | {"If-None-Match": before})
    reading.change(BOOKS, is_in_person=True)
    later(11)
    look(ada)

    changed = ada.get(FRAGMENT, headers=HTMX | {"If-None-Match": unchanged.headers["ETag"]})

    assert (unchanged.status_code, changed.status_code) == (304, 200)
    assert "can’t be joined online" in Page.of(changed).words


def test_a_poll_of_a_list_with_details_is_answered_at_the_entry(ada, reading):
    look(ada)
    entry = CountingEntry()
    etag = entry.get(ada).etag
    before = entry.django_calls

    answer = entry.get(ada, If_None_Match=etag)

    assert (answer.status, entry.django_calls - before) == (304, 0)


def test_a_page_asks_for_its_own_detail_when_that_is_over_a_minute_old(ada, reading, later):
    look(ada)
    reading.clear_request_log()
    ada.get(page_of(SOLDERING))
    fresh = asked(reading)
    later(61)
    reading.change(SOLDERING, is_in_person=True)

    words = Page.of(ada.get(page_of(SOLDERING))).words

    assert fresh == []
    assert SOLDERING in asked(reading)
    assert "can’t be joined online" in words


def test_only_a_few_pages_of_a_process_wait_at_a_time(ada, reading, monkeypatch):
    look(ada)
    monkeypatch.setattr(detail_reader, "_waiting_pages", BoundedSemaphore(0))

    answer = ada.get(page_of(TOMORROW))

    assert answer.status_code == 200
    assert TOMORROW not in asked(reading)


@pytest.mark.parametrize("name", ["ben", "eve"])  # eve brings no list for others
def test_another_process_takes_what_is_there_and_asks_for_nothing(ada, reading, name):
    look(ada)
    restart()
    detail_store.rest("demo", ApiUnreachable("GET …/session/v2/{session}"))
    reading.clear_request_log()

    words = look(visitor(reading, name))

    assert ON_SITE in words
    assert asked(reading) == []


def test_a_process_that_brings_no_list_takes_details_with_a_newer_one(ada, reading, later):
    look(ada)
    detail_store.reset()  # as if another process had read them
    later(1)
    newer = replace(shared_store.load("demo"), fetched_at=datetime.now(UTC))
    shared_store.save(newer)

    words = Page.of(visitor(reading, "eve").get(LIST)).words

    assert ON_SITE in words


@pytest.mark.parametrize("change", [{"status": "HIDDEN"}, {"visibility": "PRIVATE"}])
@pytest.mark.parametrize("name", ["eve", "rex"])  # rex has a seat there
def test_what_is_hidden_or_private_by_its_detail_is_not_shared(reading, change, name):
    browser = visitor(reading, name)
    browser.get(LIST)
    detail_reader.wait("demo")
    reading.change(BOOKS, is_in_person=True, **change)
    detail_store.reset()
    detail_store.cache.delete(detail_store._key("demo", "all"))

    browser.get(page_of(BOOKS))
    detail_reader.wait("demo")

    assert detail_store.load("demo")[BOOKS][0] is None


@pytest.mark.parametrize(
    ("name", "visibility", "is_told"),
    [
        ("ben", "PUBLIC", True),
        ("ben", None, True),
        ("ben", "PRIVATE", False),
        ("eve", "PUBLIC", True),
        ("eve", None, False),
    ],
)
def test_who_sees_more_than_attendees_shares_only_what_says_public(
    reading, name, visibility, is_told
):
    body = {"sessionId": BOOKS, "sessionTypeFormat": "IN_PERSON"}
    body["sessionVisibilityType"] = visibility
    reading.fail("detail", "200", workshop=BOOKS, body=body)

    look(visitor(reading, name), page_of(BOOKS))

    assert (BOOKS in detail_store.facts("demo")) is is_told


def test_details_are_read_where_upstream_does_not_say_what_is_public(reading):
    reading.speak("no_visibility")
    ben = visitor(reading, "ben")

    words = look(ben)

    assert ON_SITE in words
    assert ON_SITE in Page.of(ben.get(page_of(GLASS))).words


def test_the_shared_details_hold_nothing_personal(reading):
    rex = visitor(reading, "rex")
    press(rex, GLASS)
    look(rex)

    shared = repr(detail_store.load("demo"))

    tickets = [str(person.ticket) for person in reading.state.people.values() if person.ticket]
    assert "Maker pass" in shared
    assert [word for word in [*tickets, "@example.org"] if word in shared] == []
