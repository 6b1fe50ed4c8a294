"""How often something may happen within a minute, counted for all processes together."""

import hashlib
import time
from contextlib import suppress

from django.core.cache import cache

PERIOD_SECONDS = 60


def exceeds(what: str, who: str, most: int) -> bool:
    """Count one more of `what` by `who`; whether that is more than `most` in this minute."""
    period = f"{what}\n{who}\n{int(time.time() // PERIOD_SECONDS)}"
    key = f"limits:{hashlib.sha256(period.encode()).hexdigest()}"
    if cache.add(key, 1, 2 * PERIOD_SECONDS):
        return most < 1
    count = most
    with suppress(ValueError):  # it ended just now
        count = cache.incr(key)
    return count > most
