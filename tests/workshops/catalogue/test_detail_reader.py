"""Which details are read, and how slowly, however many attendees look."""

import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accelevents.exceptions import ApiUnreachable
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, page_of, visitor
from tests.workshops.factories import EARLY, NOON, workshop
from workshops.catalogue import detail_due, detail_reader, detail_store, refresh
from workshops.catalogue.detail import MAX_DETAILS, Detail
from workshops.schedule import rules

pytestmark = pytest.mark.django_db  # the page of a workshop looks for a check of the device
TIMEOUT = 5  # seconds that a test waits before it fails
PLAIN = Detail(None, None, None, is_in_person=False, ticket_types=())
LARGEST = Detail(2**62, 2**62, 2**62, is_in_person=True, ticket_types=("\U0001f3a8" * 60,) * 12)

workshops = st.lists(
    st.builds(workshop, st.integers(1, 400), st.integers(-200, 200)), unique_by=lambda w: w.id
)
details = st.dictionaries(
    st.integers(1, 400),
    st.tuples(st.none() | st.just(PLAIN), st.integers(-900, 0).map(lambda s: NOON.timestamp() + s)),
)
told = st.builds(
    Detail,
    st.none() | st.integers(1, 9),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(1, 90),
    st.booleans(),
    st.just(()) | st.just(("Maker pass",)),
)


@pytest.fixture
def unhurried(sandbox, no_detail_reader, monkeypatch):
    """Details are read as in production; threads and pages wait less."""
    no_detail_reader()
    monkeypatch.setattr(detail_reader, "POLL_SECONDS", 0.005)
    monkeypatch.setattr(detail_reader, "PAGE_SECONDS", 0.01)
    yield sandbox
    refresh.wait_for_refresh("demo")
    detail_reader.reset()


def read_until(sandbox, count):
    """The number of details asked for, once `count` of them are known to all processes."""
    with detail_reader._changed:
        is_read = detail_reader._changed.wait_for(
            lambda: len(detail_store.details("demo")) >= count, TIMEOUT
        )
    assert is_read
    return sandbox.calls("detail")


def test_twenty_attendees_of_thirty_workshops_cost_one_call_a_second(unhurried, time_machine):
    time_machine.move_to(datetime.now(UTC), tick=False)
    browsers = [visitor(unhurried, f"visitor-{number}") for number in range(20)]
    counts = []

    def look():
        answers = [browser.get(LIST) for browser in browsers]
        answers += [browser.get(FRAGMENT, headers=HTMX) for browser in browsers]
        answers += [browsers[0].get(page_of(number)) for number in range(11655, 11663)]
        return {answer.status_code for answer in answers}

    statuses = look()
    counts.append(read_until(unhurried, 1))
    statuses |= look()
    counts.append(unhurried.calls("detail"))
    time_machine.shift(1.1)
    statuses |= look()
    counts.append(read_until(unhurried, 2))
    time_machine.shift(1.1)
    statuses |= look()
    counts.append(read_until(unhurried, 3))

    assert statuses == {200}
    assert counts == [1, 1, 2, 3]


def test_a_page_is_read_before_the_rest(unhurried, time_machine):
    time_machine.move_to(datetime.now(UTC), tick=False)
    ada, poetry = visitor(unhurried), 11681
    ada.get(LIST)
    read_until(unhurried, 1)
    ada.get(page_of(poetry))
    time_machine.shift(1.1)
    read_until(unhurried, 2)

    assert poetry in detail_store.details("demo")


@given(workshops, details)
def test_live_and_next_workshops_are_read_when_they_are_due_the_oldest_first(listed, known):
    due = detail_due.due(listed, known, NOON)

    soon = {w.id for w in listed if rules.is_live_or_next(w, NOON, EARLY - EARLY)}
    ages = [NOON.timestamp() - known[number][1] if number in known else 1e9 for number in due]
    fresh = {number for number, (_, at) in known.items() if NOON.timestamp() - at < 300}
    assert set(due) <= soon
    assert soon - set(known) <= set(due)
    assert set(due) & fresh == set()
    assert ages == sorted(ages, reverse=True)


def test_no_more_workshops_are_read_than_are_kept():
    many = [workshop(number) for number in range(1, 501)]

    assert len(detail_due.due(many, {}, NOON)) == MAX_DETAILS


@given(told)
def test_what_a_detail_does_not_tell_stays_as_listed(detail):
    listed = workshop(capacity=5, seats_taken=3, late_minutes=20, ticket_types=("Day",))

    filled = detail.fill(listed)

    assert (filled.id, filled.title, filled.starts, filled.visibility) == (
        listed.id, listed.title, listed.starts, listed.visibility,
    )  # fmt: skip
    assert filled.capacity == (detail.capacity or 5)
    assert filled.seats_taken == (3 if detail.seats_taken is None else detail.seats_taken)
    assert filled.late_minutes == (detail.late_minutes or 20)
    assert filled.is_in_person == detail.is_in_person
    assert filled.ticket_types == (detail.ticket_types or ("Day",))
    assert Detail.of(filled).fill(filled) == filled


def test_what_is_kept_of_an_event_is_bounded_and_the_oldest_goes(later):
    [detail_store.save("demo", number, LARGEST) for number in range(1, 221) if not later(1)]

    kept = detail_store.load("demo")

    assert sorted(kept) == list(range(21, 221))
    assert len(pickle.dumps(kept)) < 1_000_000


def test_an_old_count_of_seats_no_longer_counts(later):
    counted = Detail(10, 10, 15, is_in_person=True, ticket_types=("Day",))
    detail_store.save("demo", 1, counted)
    recent = detail_store.facts("demo")[1]
    later(detail_store.SEATS_HOLD_SECONDS)

    detail_store.load("demo")

    assert recent == counted
    assert detail_store.facts("demo")[1] == Detail(10, None, 15, True, ("Day",))


def test_the_facts_are_the_same_object_until_one_changes():
    detail_store.save("demo", 1, PLAIN)
    first = detail_store.facts("demo")
    detail_store.save("demo", 1, PLAIN)
    detail_store.save("demo", 2, None)
    unchanged = detail_store.facts("demo")
    detail_store.save("demo", 1, LARGEST)

    assert unchanged is first
    assert detail_store.facts("demo") == {1: LARGEST}


def test_after_each_failure_upstream_is_left_alone_for_longer(later):
    failed = ApiUnreachable("GET /rest/events/{event}/session/v2/{session}")
    [detail_store.rest("demo", failed) for _ in range(5)]
    at_first = detail_store.is_resting("demo")
    later(15)
    meanwhile = detail_store.is_resting("demo")
    later(20)

    assert (at_first, meanwhile, detail_store.is_resting("demo")) == (True, True, False)
