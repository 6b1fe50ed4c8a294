"""Redis under the portal: shared while it answers, and no attendee's problem while it does not."""

import random
import socketserver
import threading
import time
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.test import Client

from portal.caching import circuit_breaker
from portal.caching.redis_outage import RECENT_SECONDS, RETRY_SECONDS
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, press, visitor
from tests.support.html_page import Page
from tests.support.redis_server import Redis

pytestmark = pytest.mark.processes

SOLDERING = 11655
REFUSALS = {
    "read only": [("REPLICAOF", "127.0.0.1", "1")],
    "full": [("CONFIG", "SET", "maxmemory", "1")],
    "locked": [
        ("CLIENT", "KILL", "TYPE", "normal"),
        ("CONFIG", "SET", "requirepass", "nobody-knows"),
    ],
}
CURES = {
    "read only": ("REPLICAOF", "NO", "ONE"),
    "full": ("CONFIG", "SET", "maxmemory", "0"),
    "locked": ("CONFIG", "SET", "requirepass", ""),
}
LOCMEM = "django.core.cache.backends.locmem.LocMemCache"


class Loading(socketserver.StreamRequestHandler):
    """A Redis that is still reading its memory from disk."""

    def handle(self):
        while self.rfile.readline():
            self.wfile.write(b"-LOADING Redis is loading the dataset in memory\r\n")


@pytest.fixture(scope="module")
def running_redis():
    with Redis() as started:
        yield started


@pytest.fixture
def clock(monkeypatch):
    """The circuit breaker's clock, which moves only by hand."""
    moved = SimpleNamespace(now=1000.0, time=time.time)
    moved.monotonic = lambda: moved.now
    monkeypatch.setattr("portal.caching.redis_outage.time", moved)
    return moved


@pytest.fixture
def redis(running_redis, settings, clock):
    """The cache as REDIS_URL makes it, over a Redis that answers."""
    circuit_breaker.reset()  # at the time of this clock
    settings.REDIS_URL = running_redis.url
    settings.CACHES = {
        "default": {
            "BACKEND": "portal.caching.redis_failover.FailoverRedisCache",
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
    """The cache over a Redis that has answered once, and now does not."""
    caches["default"].set("known", "from Redis", 60)
    redis.fall_silent()
    yield caches["default"]
    redis.speak()


def bring_back(redis, clock):
    """Let Redis answer, and the time come to try it."""
    redis.speak()
    clock.now += RETRY_SECONDS + 1


def test_while_it_is_silent_the_fallback_takes_its_place(silent):
    silent.set("new", 1, 60)

    assert (silent.get("known"), silent.get("new")) == (None, 1)
    assert (silent.add("new", 2), silent.incr("new"), silent.get_many(["new"])) == (
        False, 2, {"new": 2},
    )  # fmt: skip


def test_a_silent_redis_is_waited_for_once_and_not_at_every_call(silent):
    began = time.monotonic()

    values = [silent.get("known") for _ in range(100)]

    assert values == [None] * 100
    assert time.monotonic() - began < 2


def test_when_it_is_back_its_values_count_again(redis, silent, clock):
    silent.get("known")
    bring_back(redis, clock)

    assert silent.get("known") == "from Redis"
    assert circuit_breaker.opened_at is None


def test_a_value_changed_meanwhile_does_not_come_back_to_life(redis, silent, clock):
    silent.get("known")  # Redis reads this when it wakes up, but nothing of what follows
    silent.delete("known")
    silent.set_many({"other": 1}, 60)
    bring_back(redis, clock)

    assert (silent.get("known"), silent.get("other")) == (None, None)


def test_the_cache_survives_a_redis_that_comes_back_empty(redis, clock):
    cache = caches["default"]
    redis.stop()
    cache.set("here", 1, 60)
    during = cache.get("here")
    redis.start()
    bring_back(redis, clock)
    cache.set("there", 2, 60)

    assert (during, cache.get("there"), circuit_breaker.opened_at) == (1, 2, None)


@pytest.mark.django_db
def test_attendees_notice_no_outage_and_readyz_reports_it(sandbox, redis, silent, settings):
    settings.SESSION_ENGINE = "portal.attendees.session_store"
    ada = visitor(sandbox)

    answers = [ada.get(LIST), ada.get(FRAGMENT, headers=HTMX), press(ada, SOLDERING)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert Page.of(answers[2]).headline == "You’re registered"
    ready = Client().get("/readyz")
    assert (ready.status_code, ready.json()["redis"]) == (
        200, "does not answer, going on without it",
    )  # fmt: skip


@pytest.fixture(params=["read only", "full", "locked"])
def refusing(request, redis):
    """Redis answers with an error; calling this fixture cures it."""
    redis.ask("SET", "before", "1")
    secret = "nobody-knows" if request.param == "locked" else None
    for command in REFUSALS[request.param]:
        redis.ask(*command)
    yield lambda: redis.ask(*CURES[request.param], password=secret)
    redis.start_anew()


def test_a_redis_that_refuses_counts_as_away(refusing, clock):
    cache = caches["default"]
    cache.set("mine", 1, 60)
    at_first = cache.get("mine"), circuit_breaker.opened_at is not None
    clock.now += RETRY_SECONDS + 1
    later = cache.get("mine"), circuit_breaker.opened_at is not None
    refusing()
    clock.now += RETRY_SECONDS + 1

    assert (at_first, later) == ((1, True), (1, True))
    assert cache.get("mine") is None  # it was stored in the fallback; Redis never heard of it
    assert circuit_breaker.opened_at is None


def test_a_redis_that_is_still_loading_counts_as_away(redis, settings, clock):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Loading) as loading:
        threading.Thread(target=loading.serve_forever, daemon=True).start()
        address = f"redis://127.0.0.1:{loading.server_address[1]}/0"
        settings.CACHES = settings.CACHES | {
            "default": settings.CACHES["default"] | {"LOCATION": address}
        }
        caches["default"].set("mine", 1, 60)
        value = caches["default"].get("mine")
        loading.shutdown()

    assert (value, circuit_breaker.opened_at is not None) == (1, True)


def fill(cache, names):
    for name in names:
        cache.set(name, random.randbytes(100_000), 60)


def test_a_value_that_a_full_redis_evicts_is_only_forgotten(redis, clock):
    redis.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
    redis.ask("CONFIG", "SET", "maxmemory", "6mb")

    names = [f"key-{number}" for number in range(80)]
    fill(caches["default"], names)
    is_there = [caches["default"].get(name) is not None for name in names]

    redis.ask("CONFIG", "SET", "maxmemory", "0")
    assert (set(is_there), circuit_breaker.opened_at) == ({True, False}, None)


@pytest.mark.django_db
def test_after_an_outage_a_join_asks_upstream_for_changes_by_another_process(sandbox, redis, clock):
    ada = visitor(sandbox)
    ada.get(LIST)  # from now on Redis knows: registered for nothing
    redis.fall_silent()
    caches["default"].get("anything")
    bring_back(redis, clock)
    caches["default"].get("anything")
    person = sandbox.state.person("ada")
    sandbox.workshop(SOLDERING).seats[person.email] = person.ticket  # meanwhile, by another process

    answer = press(ada, SOLDERING)

    assert Page.of(answer).headline == "You’re registered"
    assert sandbox.calls("register") == 0


def test_long_after_an_outage_the_memory_of_this_process_counts_again(redis, clock):
    redis.fall_silent()
    caches["default"].get("anything")
    bring_back(redis, clock)
    caches["default"].get("anything")
    soon_after = circuit_breaker.was_open_recently
    clock.now += RECENT_SECONDS

    assert (soon_after, circuit_breaker.was_open_recently) == (True, False)
