"""Redis under the portal: shared while it answers, and nobody's problem while it does not."""

import time
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.test import Client

from portal import shared_cache
from tests.pages import Page
from tests.redis_server import Redis
from tests.visits import FRAGMENT, HTMX, LIST, press, visitor

pytestmark = pytest.mark.processes

SOLDERING = 11655
LOCMEM = "django.core.cache.backends.locmem.LocMemCache"


@pytest.fixture(scope="module")
def running_redis():
    with Redis() as found:
        yield found


@pytest.fixture
def clock(monkeypatch):
    """The outage's clock, which moves only by hand."""
    found = SimpleNamespace(now=1000.0, time=time.time)
    found.monotonic = lambda: found.now
    monkeypatch.setattr(shared_cache, "time", found)
    return found


@pytest.fixture
def redis(running_redis, settings, clock, monkeypatch):
    """The cache as REDIS_URL makes it, over a Redis that is well."""
    monkeypatch.setattr(shared_cache, "outage", shared_cache.Outage())
    monkeypatch.setattr("workshops.health.outage", shared_cache.outage)
    settings.REDIS_URL = running_redis.url
    settings.CACHES = {
        "default": {
            "BACKEND": "portal.shared_cache.SharedCache",
            "LOCATION": running_redis.url,
            "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
        },
        "fallback": {"BACKEND": LOCMEM, "LOCATION": "fallback"},
    }
    yield running_redis
    caches["fallback"].clear()
    caches.close_all()


@pytest.fixture
def silent(redis):
    """Redis has answered once, and now does not."""
    caches["default"].set("known", "from Redis", 60)
    redis.fall_silent()
    yield caches["default"]
    redis.speak()


def back(redis, clock):
    """Redis answers, and the time has come to try it."""
    redis.speak()
    clock.now += shared_cache.RETRY_SECONDS + 1


def test_while_it_is_silent_the_fallback_takes_its_place(silent):
    silent.set("new", 1, 60)

    assert (silent.get("known"), silent.get("new")) == (None, 1)
    assert (silent.add("new", 2), silent.incr("new"), silent.get_many(["new"])) == (
        False, 2, {"new": 2},
    )  # fmt: skip


def test_a_silent_redis_is_waited_for_once_and_not_at_every_step(silent):
    began = time.monotonic()

    found = [silent.get("known") for _ in range(100)]

    assert found == [None] * 100
    assert time.monotonic() - began < 2


def test_when_it_is_back_what_it_knew_counts_again(redis, silent, clock):
    silent.get("known")
    back(redis, clock)

    assert silent.get("known") == "from Redis"
    assert shared_cache.outage.since is None


def test_what_was_changed_meanwhile_does_not_come_back_to_life(redis, silent, clock):
    silent.delete("known")
    silent.set_many({"other": 1}, 60)
    back(redis, clock)

    assert (silent.get("known"), silent.get("other")) == (None, None)


def test_a_redis_that_is_gone_and_comes_back_empty_is_survived(redis, clock):
    cache = caches["default"]
    redis.stop()
    cache.set("here", 1, 60)
    kept = cache.get("here")
    redis.start()
    back(redis, clock)
    cache.set("there", 2, 60)

    assert (kept, cache.get("there"), shared_cache.outage.since) == (1, 2, None)


@pytest.mark.django_db
def test_attendees_notice_nothing_of_it_and_readyz_tells(sandbox, redis, silent, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    ada = visitor(sandbox)

    answers = [ada.get(LIST), ada.get(FRAGMENT, headers=HTMX), press(ada, SOLDERING)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert Page.of(answers[2]).headline == "You are in"
    ready = Client().get("/readyz")
    assert (ready.status_code, ready.json()["redis"]) == (
        200, "does not answer, going on without it",
    )  # fmt: skip
