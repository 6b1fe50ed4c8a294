"""Redis under the portal: shared while it answers, and nobody's problem while it does not."""

import random
import socketserver
import threading
import time
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.test import Client

from portal.caching import redis_failover
from tests.support.attendee_client import FRAGMENT, HTMX, LIST, press, visitor
from tests.support.html_page import Page
from tests.support.redis_server import Redis

pytestmark = pytest.mark.processes

SOLDERING = 11655
ILL = {
    "read only": [("REPLICAOF", "127.0.0.1", "1")],
    "full": [("CONFIG", "SET", "maxmemory", "1")],
    "locked": [
        ("CLIENT", "KILL", "TYPE", "normal"),
        ("CONFIG", "SET", "requirepass", "nobody-knows"),
    ],
}
WELL = {
    "read only": ("REPLICAOF", "NO", "ONE"),
    "full": ("CONFIG", "SET", "maxmemory", "0"),
    "locked": ("CONFIG", "SET", "requirepass", ""),
}
LOCMEM = "django.core.cache.backends.locmem.LocMemCache"


class Loading(socketserver.StreamRequestHandler):
    """Redis while it reads its memory from the disk."""

    def handle(self):
        while self.rfile.readline():
            self.wfile.write(b"-LOADING Redis is loading the dataset in memory\r\n")


@pytest.fixture(scope="module")
def running_redis():
    with Redis() as found:
        yield found


@pytest.fixture
def clock(monkeypatch):
    """The outage's clock, which moves only by hand."""
    found = SimpleNamespace(now=1000.0, time=time.time)
    found.monotonic = lambda: found.now
    monkeypatch.setattr(redis_failover, "time", found)
    return found


@pytest.fixture
def redis(running_redis, settings, clock, monkeypatch):
    """The cache as REDIS_URL makes it, over a Redis that is well."""
    monkeypatch.setattr(redis_failover, "circuit_breaker", redis_failover.CircuitBreaker())
    monkeypatch.setattr("portal.monitoring.health.circuit_breaker", redis_failover.circuit_breaker)
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
    """Redis has answered once, and now does not."""
    caches["default"].set("known", "from Redis", 60)
    redis.fall_silent()
    yield caches["default"]
    redis.speak()


def back(redis, clock):
    """Redis answers, and the time has come to try it."""
    redis.speak()
    clock.now += redis_failover.RETRY_SECONDS + 1


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
    assert redis_failover.circuit_breaker.opened_at is None


def test_what_was_changed_meanwhile_does_not_come_back_to_life(redis, silent, clock):
    silent.get("known")  # Redis reads this when it wakes up, but nothing of what follows
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

    assert (kept, cache.get("there"), redis_failover.circuit_breaker.opened_at) == (1, 2, None)


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


@pytest.fixture(params=["read only", "full", "locked"])
def ill(request, redis):
    """Redis answers, but with an error; the fixture gives what makes it well again."""
    redis.ask("SET", "before", "1")
    secret = "nobody-knows" if request.param == "locked" else None
    for command in ILL[request.param]:
        redis.ask(*command)
    yield lambda: redis.ask(*WELL[request.param], password=secret)
    redis.start_anew()


def test_a_redis_that_refuses_is_as_one_that_is_away(ill, clock):
    cache = caches["default"]
    cache.set("mine", 1, 60)
    told = cache.get("mine"), redis_failover.circuit_breaker.opened_at is not None
    clock.now += redis_failover.RETRY_SECONDS + 1
    still = cache.get("mine"), redis_failover.circuit_breaker.opened_at is not None
    ill()
    clock.now += redis_failover.RETRY_SECONDS + 1

    assert (told, still) == ((1, True), (1, True))
    assert cache.get("mine") is None  # it was kept beside Redis, which never heard of it
    assert redis_failover.circuit_breaker.opened_at is None


def test_a_redis_that_is_still_loading_is_away(redis, settings, clock):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Loading) as loading:
        threading.Thread(target=loading.serve_forever, daemon=True).start()
        where = f"redis://127.0.0.1:{loading.server_address[1]}/0"
        settings.CACHES = settings.CACHES | {
            "default": settings.CACHES["default"] | {"LOCATION": where}
        }
        caches["default"].set("mine", 1, 60)
        found = caches["default"].get("mine")
        loading.shutdown()

    assert (found, redis_failover.circuit_breaker.opened_at is not None) == (1, True)


def fill(cache, names):
    for name in names:
        cache.set(name, random.randbytes(100_000), 60)


def test_what_redis_drops_because_it_is_full_is_only_forgotten(redis, clock):
    redis.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
    redis.ask("CONFIG", "SET", "maxmemory", "6mb")

    names = [f"key-{number}" for number in range(80)]
    fill(caches["default"], names)
    found = [caches["default"].get(name) is not None for name in names]

    redis.ask("CONFIG", "SET", "maxmemory", "0")
    assert (set(found), redis_failover.circuit_breaker.opened_at) == ({True, False}, None)


@pytest.mark.django_db
def test_after_an_outage_a_press_asks_upstream_what_another_process_may_have_done(
    sandbox, redis, clock
):
    ada = visitor(sandbox)
    ada.get(LIST)  # from now on Redis knows: registered for nothing
    redis.fall_silent()
    caches["default"].get("anything")
    back(redis, clock)
    caches["default"].get("anything")
    person = sandbox.state.person("ada")
    sandbox.workshop(SOLDERING).seats[person.email] = person.ticket  # meanwhile, by another process

    answer = press(ada, SOLDERING)

    assert Page.of(answer).headline == "You are in"
    assert sandbox.calls("register") == 0


def test_long_after_an_outage_memory_counts_again(redis, clock):
    redis.fall_silent()
    caches["default"].get("anything")
    back(redis, clock)
    caches["default"].get("anything")
    just_now = redis_failover.circuit_breaker.was_open_recently
    clock.now += redis_failover.RECENT_SECONDS

    assert (just_now, redis_failover.circuit_breaker.was_open_recently) == (True, False)
