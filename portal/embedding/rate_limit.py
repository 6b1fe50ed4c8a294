"""How often something may happen within a minute, counted for all processes together."""

import hashlib
import time
from contextlib import suppress

from django.core.cache import cache

PERIOD_SECONDS = 60


def exceeds(action: str, source: str, limit: int) -> bool:
    """Count one more `action` of `source`; whether that makes more than `limit` in this minute."""
    key = _cache_key(action, source)
    if cache.add(key, 1, 2 * PERIOD_SECONDS):
        return limit < 1
    count = limit
    with suppress(ValueError):  # the period ended just now
        count = cache.incr(key)
    return count > limit


def is_used_up(action: str, source: str, limit: int) -> bool:
    """Whether `limit` actions of `source` were counted in this minute; counts nothing itself."""
    count: int = cache.get(_cache_key(action, source), 0)
    return count >= limit


def _cache_key(action: str, source: str) -> str:
    period = f"{action}\n{source}\n{int(time.time() // PERIOD_SECONDS)}"
    return f"limits:{hashlib.sha256(period.encode()).hexdigest()}"
