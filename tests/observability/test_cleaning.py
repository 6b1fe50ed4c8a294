"""Expired rows are deleted by themselves: every hour, by one process, so many at a time."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from portal import settings as project
from portal.attendees import attempts
from portal.attendees.models import Attempts, Session
from portal.observability import cleaning, registry

TABLE = project.IN_DATABASE["LOCATION"]
HOUR = 3600


@pytest.fixture
def runs(monkeypatch):
    """The limits that a cleaner was called with; it always finds as many rows as `found` says."""
    limits = []
    monkeypatch.setattr(registry, "_cleaners", [lambda limit: limits.append(limit) or 0])
    return limits


@pytest.fixture
def clock(later, monkeypatch):
    """A function that lets some seconds pass, for the process's own clock too."""
    monkeypatch.setattr(cleaning.time, "monotonic", time.time)
    return later


def start_another_process():
    """Forget what this process remembers; the cache of all stays."""
    cleaning.reset()


def test_of_several_processes_one_cleans_in_an_hour(runs, clock):
    cleaning.clean_if_due()
    start_another_process()
    cleaning.clean_if_due()
    clock(HOUR - 1)
    cleaning.clean_if_due()
    before = len(runs)
    clock(61)
    cleaning.clean_if_due()

    assert (before, runs) == (1, [cleaning.MAX_ROWS] * 2)


def test_a_process_asks_the_cache_once_a_minute(runs, clock, monkeypatch):
    cleaning.clean_if_due()
    monkeypatch.setattr(cache, "add", None)

    clock(59)
    cleaning.clean_if_due()

    assert len(runs) == 1


def test_what_was_left_is_deleted_a_minute_later(clock, monkeypatch):
    runs = []
    monkeypatch.setattr(registry, "_cleaners", [lambda limit: runs.append(limit) or limit])

    cleaning.clean_if_due()
    clock(61)
    cleaning.clean_if_due()

    assert len(runs) == 2


def test_a_table_that_cannot_be_cleaned_keeps_no_other_from_it(runs, monkeypatch, log):
    monkeypatch.setattr(registry, "_cleaners", [lambda limit: 1 / 0, *registry.cleaners()])

    cleaning.clean()

    assert len(runs) == 1
    assert "expired rows could not be deleted" in log.text


@pytest.mark.django_db
def test_expired_rows_of_every_table_go_and_others_stay(settings):
    settings.CACHES = project.CACHES
    call_command("createcachetable")
    ended, lasting = time.time() - 1, time.time() + HOUR
    Session.objects.create(key_digest="ended", data="{}", expires_at=ended)
    Session.objects.create(key_digest="lasting", data="{}", expires_at=lasting)
    attempts.count("ended", 9, -1)
    attempts.count("lasting", 9, HOUR)
    caches["default"].set("ended", 1, 60)
    caches["default"].set("lasting", 1, HOUR)
    _age("ended")

    cleaning.clean()

    assert [each.pk for each in Session.objects.all()] == ["lasting"]
    assert [each.pk for each in Attempts.objects.all()] == ["lasting"]
    assert _cached() == [":1:lasting"]


@pytest.mark.django_db
def test_no_run_deletes_more_rows_of_a_table_than_it_may(settings, monkeypatch):
    settings.CACHES = project.CACHES
    monkeypatch.setattr(cleaning, "MAX_ROWS", 2)
    call_command("createcachetable")
    caches["default"].set_many({str(n): n for n in range(3)}, 60)
    [_age(str(n)) for n in range(3)]
    Session.objects.bulk_create(Session(str(n), "{}", 0.0) for n in range(3))

    cleaning.clean()

    assert (Session.objects.count(), len(_cached())) == (1, 2)  # one entry, and the run to come


def _age(key):
    """Let an entry of the cache have expired a second ago."""
    expired = connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(seconds=1))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET expires = %s WHERE cache_key = %s", [expired, f":1:{key}"]
        )


def _cached():
    """The keys in the table of the cache."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key FROM {TABLE} ORDER BY cache_key")
        return [key for (key,) in cursor.fetchall()]
