"""The claim on a press: one at a time, in the database, given back or taken over."""

import pytest
from django.core.cache import cache

from workshops.joining import locks

pytestmark = pytest.mark.django_db


REDIS = "redis://127.0.0.1:1/0"  # whether it answers plays no part


@pytest.fixture(autouse=True, params=[REDIS, ""], ids=["over Redis", "without"])
def shared_by(request, settings):
    settings.REDIS_URL = request.param


def test_one_press_is_in_the_door_at_a_time_whatever_redis_forgets(settings):
    settings.REDIS_URL = REDIS
    claim = locks.acquire("a-press")
    cache.clear()
    second, other = locks.acquire("a-press"), locks.acquire("another-press")
    locks.release("a-press", claim)

    assert (bool(claim), second, bool(other)) == (True, None, True)
    assert locks.acquire("a-press") is not None


def test_the_claim_of_a_process_that_died_is_taken_over(later):
    locks.acquire("a-press")
    later(locks.EXPIRES_SECONDS + 1)

    assert locks.acquire("a-press") is not None


def test_who_was_taken_over_gives_nothing_back(later):
    slow = locks.acquire("a-press")
    later(locks.EXPIRES_SECONDS + 1)
    locks.acquire("a-press")
    locks.release("a-press", slow)

    assert locks.acquire("a-press") is None
