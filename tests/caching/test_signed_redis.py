"""What stands in Redis is signed: who can write there runs nothing in the portal."""

import pickle

import pytest
import redis
from django.core.cache import caches

from portal.caching import circuit_breaker, serializer
from tests.caching.test_serializer import Planted, ran
from tests.support.redis_server import Redis

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def server():
    with Redis() as started:
        yield started


@pytest.fixture
def shared(server, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "portal.caching.redis_failover.FailoverRedisCache",
            "LOCATION": server.url,
        },
        "fallback": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    }
    yield caches["default"]
    caches["default"].clear()
    caches.close_all()


@pytest.fixture
def stored(server):
    """Redis itself, in which the key "name" stands as ":1:name"."""
    with redis.Redis(port=server.port) as client:
        yield client


def test_values_come_back_and_are_signed(shared, stored):
    shared.set("name", ("a", 1), 60)
    shared.set_many({"flag": True, "count": 3}, 60)

    assert shared.get_many(["name", "flag", "count", "none"]) == {
        "name": ("a", 1), "flag": True, "count": 3,
    }  # fmt: skip
    assert shared.incr("count") == 4
    assert stored.get(":1:count") == b"4"
    with pytest.raises(pickle.UnpicklingError):
        pickle.loads(stored.get(":1:name"))


@pytest.mark.parametrize("planted", [pickle.dumps(Planted()), b"", b"x" * 40])
def test_what_others_write_there_runs_nothing_and_counts_as_absent(shared, stored, planted):
    stored.set(":1:name", planted)

    assert shared.get("name", "absent") == "absent"
    assert shared.get_many(["name"]) == {}
    assert ran == []
    assert circuit_breaker.opened_at is None


def test_a_value_that_is_too_large_takes_the_place_of_none(shared, monkeypatch):
    monkeypatch.setattr(serializer, "MAX_BYTES", 500)
    shared.set("name", "small", 60)
    shared.set("name", "x" * 500, 60)

    assert shared.get("name") is None
