"""The session store: one row, read at every request but polls, and never brought back."""

import json
import time
from types import SimpleNamespace

import pytest
from django.contrib.sessions.backends.base import CreateError, UpdateError

from portal.attendees import session_copies, session_count, session_store, session_table
from portal.attendees.models import Session
from portal.attendees.session_store import SessionStore

pytestmark = pytest.mark.django_db
FRAMED = "framed:"


@pytest.fixture
def stored():
    """A session with something in it."""
    store = SessionStore()
    store["who"] = "ada"
    store.save()
    return store


@pytest.fixture
def clock(monkeypatch):
    """The monotonic clock of the copies; `clock.now` can be set."""
    clock = SimpleNamespace(now=1000.0)
    fake = SimpleNamespace(monotonic=lambda: clock.now, time=time.time)
    monkeypatch.setattr(session_copies, "time", fake)
    monkeypatch.setattr(session_store, "time", fake)
    return clock


def opened(key, scope="", *, accepts_copy=False):
    """The session of another request with that key."""
    store = SessionStore(key, scope)
    store.accepts_copy = accepts_copy
    return store


def test_what_was_stored_is_read_again(stored):
    assert opened(stored.session_key)["who"] == "ada"


def test_a_session_is_created_by_one_statement_and_read_by_one(stored, django_assert_num_queries):
    new = SessionStore()
    new["who"] = "ben"

    with django_assert_num_queries(1):
        new.save()
    with django_assert_num_queries(1):
        opened(stored.session_key).get("who")


def test_a_new_key_costs_two_statements(stored, django_assert_num_queries):
    store = opened(stored.session_key)
    store.get("who")

    with django_assert_num_queries(2):
        store.cycle_key()
        store.save()


def test_a_save_changes_the_row_and_not_when_it_ends(stored):
    before = Session.objects.get().expires_at
    store = opened(stored.session_key)
    store["more"] = 1
    store.save()

    assert opened(stored.session_key)["more"] == 1
    assert Session.objects.get().expires_at == before


def test_a_save_never_brings_a_deleted_row_back(stored):
    late = opened(stored.session_key)
    late["more"] = 1
    opened(stored.session_key).flush()

    with pytest.raises(UpdateError):
        late.save()
    assert session_count() == 0


def test_a_new_key_takes_nothing_along_from_a_session_that_has_ended(stored):
    late = opened(stored.session_key)
    late.get("who")
    opened(stored.session_key).flush()

    late.cycle_key()
    late["fresh"] = 1
    late.save()

    assert dict(opened(late.session_key).items()) == {"fresh": 1}


def test_of_two_requests_that_want_a_new_key_one_takes_the_data_along(stored):
    first, second = opened(stored.session_key), opened(stored.session_key)
    found = [first.get("who"), second.get("who")]

    first.cycle_key()
    second.cycle_key()

    assert found == ["ada", "ada"]
    assert (first.get("who"), second.get("who")) == ("ada", None)


def test_two_sessions_never_share_a_key(stored, monkeypatch):
    monkeypatch.setattr(session_store, "get_random_string", lambda *_: stored.session_key)

    with pytest.raises(CreateError):
        SessionStore().save()


def test_a_key_of_the_frame_names_no_session_at_top_level(stored):
    framed = SessionStore(scope=FRAMED)
    framed["who"] = "ben"
    framed.save()

    assert opened(framed.session_key, FRAMED)["who"] == "ben"
    assert opened(framed.session_key).get("who") is None
    assert opened(stored.session_key, FRAMED).get("who") is None


def test_a_session_that_has_expired_is_none(stored):
    Session.objects.update(expires_at=time.time() - 1)

    assert opened(stored.session_key).get("who") is None
    assert not opened(stored.session_key).exists(stored.session_key)
    assert session_count() == 0


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"form": 2, "data": {}}', '{"form": 1, "data": []}']
)
def test_a_row_in_a_form_of_another_release_is_none(stored, text):
    Session.objects.update(data=text)

    store = opened(stored.session_key)

    assert (store.get("who"), store.session_key) == (None, None)


def test_the_row_says_in_which_form_it_is(stored):
    assert json.loads(Session.objects.get().data) == {"form": 1, "data": {"who": "ada"}}


def test_only_a_poll_may_use_what_this_process_has_read(stored, django_assert_num_queries):
    opened(stored.session_key).get("who")

    with django_assert_num_queries(0):
        assert opened(stored.session_key, accepts_copy=True)["who"] == "ada"
    with django_assert_num_queries(1):
        assert opened(stored.session_key)["who"] == "ada"


@pytest.mark.parametrize(("seconds", "queries"), [(29.9, 0), (30, 1)])
def test_a_copy_is_as_old_as_the_read_of_the_database(
    stored, clock, django_assert_num_queries, seconds, queries
):
    opened(stored.session_key).get("who")
    clock.now += 20
    opened(stored.session_key, accepts_copy=True).get("who")  # this does not make it younger
    clock.now += seconds - 20
    poll = opened(stored.session_key, accepts_copy=True)

    with django_assert_num_queries(queries):
        poll.get("who")
    assert poll.age == pytest.approx(seconds % 30)


def test_the_age_counts_from_before_the_database_answers(stored, clock, monkeypatch):
    def slow_read(digest):
        clock.now += 7
        return stored_data

    stored_data = session_table.read(Session.objects.get().key_digest)
    monkeypatch.setattr(session_table, "read", slow_read)
    store = opened(stored.session_key)
    store.get("who")

    assert store.age == pytest.approx(7)


def test_what_ends_or_changes_has_no_copy_in_this_process(stored):
    opened(stored.session_key).get("who")
    changed = opened(stored.session_key)
    changed["who"] = "ben"
    changed.save()

    assert opened(stored.session_key, accepts_copy=True)["who"] == "ben"
    opened(stored.session_key).flush()
    assert opened(stored.session_key, accepts_copy=True).get("who") is None


def test_copies_are_bounded_in_number_and_age(clock, monkeypatch):
    monkeypatch.setattr(session_copies, "MAX_COPIES", 2)
    names = ["a", "b", "c"]
    [session_copies.store(name, session_copies.Copy("", clock.now)) for name in names]
    newest = [name for name in names if session_copies.recent(name)]
    clock.now += 31
    session_copies.store("d", session_copies.Copy("", clock.now))

    assert newest == ["b", "c"]
    assert [*session_copies._copies] == ["d"]


def test_expired_rows_are_deleted_so_many_at_a_time(stored):
    rows = [Session(key_digest=str(n), data="{}", expires_at=time.time() - 1) for n in range(3)]
    Session.objects.bulk_create(rows)

    assert [session_table.delete_expired(2) for _ in range(3)] == [2, 1, 0]
    assert opened(stored.session_key)["who"] == "ada"
