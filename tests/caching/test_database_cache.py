"""The cache in the database: signed, bounded, and as atomic as Redis."""

import base64
import pickle
from datetime import UTC, datetime
from itertools import chain

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.utils import ConnectionHandler
from django.utils.connection import ConnectionProxy

from portal import settings as portal_settings
from portal.caching import database_cache, serializer
from tests.caching.test_serializer import Planted, ran
from tests.support.attendee_client import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = portal_settings.IN_DATABASE["LOCATION"]
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def shared(settings, monkeypatch):
    """The cache as settings.py makes it without Redis."""
    monkeypatch.setattr(database_cache, "_next_cleaning", {})
    settings.CACHES = {"default": portal_settings.IN_DATABASE | {"OPTIONS": {"MAX_ENTRIES": 6}}}
    call_command("createcachetable")
    yield caches["default"]
    caches["default"].clear()


@pytest.fixture
def in_a_file(shared, monkeypatch, tmp_path):
    """The same over a file, for which many threads wait in turn, as they do in production."""
    default = settings.DATABASES["default"] | {"NAME": str(tmp_path / "db.sqlite3")}
    default["OPTIONS"] = portal_settings.DATABASES["default"]["OPTIONS"]
    handler = ConnectionHandler({"default": default})
    monkeypatch.setattr(database_cache, "connection", ConnectionProxy(handler, "default"))
    with handler["default"].cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} (cache_key text PRIMARY KEY, value, expires)")
    yield shared
    handler.close_all()


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def keys():
    return {key.rpartition(":")[2] for (key,) in execute(f"SELECT cache_key FROM {TABLE}")}


def test_what_is_stored_is_read_until_it_expires(shared, time_machine):
    time_machine.move_to(NOON, tick=False)
    shared.set("a", {"x": 1}, 10)
    shared.set("b", True, None)
    shared.set("a", ("again",), 10)

    time_machine.shift(10)
    assert shared.get_many(["a", "b", "c"]) == {"a": ("again",), "b": True}
    time_machine.shift(1)
    assert shared.get_many(["a", "b"]) == {"b": True}
    assert shared.get_many([]) == {}


def test_only_one_adds_until_it_expires(shared, time_machine):
    time_machine.move_to(NOON, tick=False)

    assert [shared.add("lock", name, 1) for name in "ab"] == [True, False]
    assert shared.get("lock") == "a"
    time_machine.shift(1.1)
    assert shared.add("lock", "b", 1)
    assert shared.get("lock") == "b"


def test_of_many_that_add_at_once_one_does(in_a_file):
    assert sum(at_once([lambda: in_a_file.add("lock", 1, 60)] * 8)) == 1


def test_no_count_is_lost_when_many_count_at_once(in_a_file):
    in_a_file.set("count", 0, 60)

    counts = at_once([lambda: [in_a_file.incr("count") for _ in range(25)]] * 8)

    assert sorted(chain.from_iterable(counts)) == list(range(1, 201))
    assert in_a_file.get("count") == 200


def test_counting_leaves_the_life_of_a_count_alone(shared, time_machine):
    time_machine.move_to(NOON, tick=False)
    shared.add("count", 1, 10)
    time_machine.shift(9)

    assert (shared.incr("count", 5), shared.decr("count", 2)) == (6, 4)
    time_machine.shift(2)
    assert shared.get("count") is None


@pytest.mark.parametrize("value", ["no number", None])
def test_only_a_number_can_be_counted(shared, value):
    shared.set("name", value, 60)

    with pytest.raises(ValueError, match="no number under"):
        shared.incr("name")
    with pytest.raises(ValueError, match="no number under"):
        shared.incr("absent")


def test_only_what_lives_is_prolonged(shared, time_machine):
    time_machine.move_to(NOON, tick=False)
    shared.set("a", 1, 10)
    time_machine.shift(9)
    assert (shared.touch("a", 10), shared.touch("b", 10)) == (True, False)

    time_machine.shift(9)
    assert shared.get("a") == 1
    time_machine.shift(2)
    assert not shared.touch("a", 10)


def test_after_a_clock_was_set_back_nobody_waits_for_what_was_added_before(shared, time_machine):
    time_machine.move_to(NOON, tick=False)
    shared.add("lock", 1, 30)
    time_machine.shift(-120)
    assert not shared.add("lock", 2, 30)  # machines may differ by so much

    time_machine.shift(-3600)
    assert shared.add("lock", 3, 30)


@pytest.mark.parametrize(
    "written",
    [
        base64.b64encode(pickle.dumps(Planted())).decode(),
        "signed:" + base64.b64encode(bytes(32) + pickle.dumps(Planted())).decode(),
        "signed:no base64",
        "signed:",
    ],
)
def test_what_others_write_into_the_table_runs_nothing_and_counts_as_absent(shared, written):
    shared.set("planted", 1, 60)
    execute(f"UPDATE {TABLE} SET value = %s", written)

    assert shared.get("planted", "absent") == "absent"
    assert ran == []


def test_a_value_that_is_too_large_takes_the_place_of_none(shared, monkeypatch):
    monkeypatch.setattr(serializer, "MAX_BYTES", 500)
    shared.set("list", "small", 60)
    shared.set("list", "x" * 500, 60)

    assert shared.get("list") is None


def test_rows_that_have_expired_are_deleted_and_beyond_the_limit_those_that_expire_first(
    shared, time_machine, monkeypatch
):
    time_machine.move_to(NOON, tick=False)
    shared.set_many({"old": 1}, 1)
    shared.set_many({"attempts": 1}, 900)
    shared.set_many(dict.fromkeys("bcdefg", 1), 60)
    time_machine.shift(2)
    monkeypatch.setattr(database_cache, "_next_cleaning", {})

    shared.set("new", 1, 30)

    assert "old" not in keys()
    assert {"attempts", "new"} < keys()
    assert len(keys()) == 5


def test_a_database_that_stores_nothing_fails_nobody(shared, monkeypatch, log):
    def fail(*_):
        raise DatabaseError("disk full: /secret/path")

    monkeypatch.setattr(database_cache.SharedDatabaseCache, "_changes", fail)

    assert shared.set("a", 1, 60) is None
    assert not shared.add("a", 1, 60)
    assert not shared.touch("a", 60)
    assert "secret" not in log.text
