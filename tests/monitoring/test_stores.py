"""The check of the portal's own stores: it writes, and seldom."""

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.attendees.models import Session
from portal.monitoring import stores
from portal.observability import registry
from tests.support.fake_fetch import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(stores, "time", clock)
    return clock


def writes():
    """How often one look at the stores writes into the database."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        stores.check()
    return sum(query["sql"].startswith(("INSERT", "DELETE")) for query in queries)


def test_a_check_writes_a_session_and_leaves_none(clock):
    assert writes() == 2
    assert Session.objects.count() == 0


def test_a_check_counts_for_five_seconds(clock):
    first = writes()
    clock.now += 4.9
    second = writes()
    clock.now += 0.1

    assert (first, second, writes()) == (2, 0, 2)


def test_a_failure_counts_for_five_seconds_too(clock, settings):
    settings.SESSION_ENGINE = "tests.monitoring.broken_sessions"
    stores.check()
    settings.SESSION_ENGINE = "portal.attendees.session_store"
    soon = stores.check()["sessions"]
    clock.now += 5

    assert (soon, stores.check()["sessions"]) == (False, True)


def test_a_database_that_can_only_be_read_is_not_enough(settings):
    settings.SESSION_ENGINE = "tests.monitoring.read_only_sessions"

    assert stores.check() == {"sessions": False, "cache": True}
    assert Client().get("/readyz").status_code == 503


def test_a_cache_that_keeps_only_what_is_old_does_not_work(clock, monkeypatch):
    before = stores.check()["cache"]
    monkeypatch.setattr(LocMemCache, "set", lambda *args, **kwargs: None)
    clock.now += 5

    assert (before, stores.check()["cache"]) == (True, False)


def test_the_checks_of_two_processes_do_not_disturb_each_other(monkeypatch):
    stores.check()
    names = list(cache._cache)

    assert [name for name in names if name.endswith(":readyz")] == []
    assert any(stores.heartbeats.process_name() in name for name in names)


def test_a_store_that_fails_between_two_checks_is_told_as_not_ready(monkeypatch, caplog):
    def fail():
        raise OSError("the database is gone")

    monkeypatch.setattr(registry, "_readiness", {})
    registry.readiness("in_line", fail, reads_stores=True)

    response = Client().get("/readyz")

    assert (response.status_code, response.json()) == (503, {"ready": False})
    assert "the database is gone" in caplog.text
