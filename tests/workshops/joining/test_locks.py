"""The claim on a press: one at a time, in the database, given back or taken over."""

import pytest
from django.core.cache import cache

from workshops.joining import locks as claims

pytestmark = pytest.mark.django_db


REDIS = "redis://127.0.0.1:1/0"  # whether it answers plays no part


@pytest.fixture(autouse=True, params=[REDIS, ""], ids=["over Redis", "without"])
def shared_by(request, settings):
    settings.REDIS_URL = request.param


def test_one_press_is_in_the_door_at_a_time_whatever_redis_forgets(settings):
    settings.REDIS_URL = REDIS
    claim = claims.take("a-press")
    cache.clear()
    second, other = claims.take("a-press"), claims.take("another-press")
    claims.give("a-press", claim)

    assert (bool(claim), second, bool(other)) == (True, None, True)
    assert claims.take("a-press") is not None


def test_the_claim_of_a_process_that_died_is_taken_over(later):
    claims.take("a-press")
    later(claims.STALE_SECONDS + 1)

    assert claims.take("a-press") is not None


def test_who_was_taken_over_gives_nothing_back(later):
    slow = claims.take("a-press")
    later(claims.STALE_SECONDS + 1)
    claims.take("a-press")
    claims.give("a-press", slow)

    assert claims.take("a-press") is None
