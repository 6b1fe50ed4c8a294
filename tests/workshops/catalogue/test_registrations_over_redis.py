"""The lock of an attendee's registrations, held in Redis over all processes."""

import threading
from contextlib import suppress
from functools import partial

import pytest
from django.utils import timezone

from portal.attendees import Attendee, EncryptedToken
from portal.caching.redis_failover import FailoverRedisCache
from tests.support.attendee_client import at_once
from tests.support.redis_server import Redis
from workshops.catalogue import registrations

pytestmark = pytest.mark.processes


@pytest.fixture
def redis(settings):
    with Redis() as server:
        settings.CACHES = {
            "default": {
                "BACKEND": "portal.caching.redis_failover.FailoverRedisCache",
                "LOCATION": server.url,
            },
            "fallback": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
        }
        yield server


def test_two_workshops_joined_at_once_leave_two_marks(redis, monkeypatch):
    attendee = Attendee("demo", "7", "Ada", "", (), EncryptedToken(""), timezone.now(), "ada")
    both_have_read, get = threading.Barrier(2), FailoverRedisCache.get

    def read_with_the_other(*args, **kwargs):
        value = get(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):  # with the lock one of them reads alone
            both_have_read.wait(0.2)
        return value

    monkeypatch.setattr(FailoverRedisCache, "get", read_with_the_other)
    at_once([partial(registrations.record_change, attendee, number, True) for number in (1, 2)])

    assert registrations.cached(attendee).ids == {1, 2}
