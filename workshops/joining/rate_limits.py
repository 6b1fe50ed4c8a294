"""
What a 429 from upstream does to joins: one rule, for registering and for entering the room.

A 429 means that nothing happened. The attendee who heard it pauses, keeps their place in the queue,
and their page asks again by itself, at most MAX_REPEATS times. Nobody else is held up by it, so no
attendee can close the way in for others; only when several attendees of one event hear it within
seconds does that event's admission close for a while.
"""

import time
from collections.abc import Mapping
from typing import Any, TypeGuard

from django.core.cache import cache

from portal.accelevents.exceptions import ApiError, ApiUnavailable
from portal.attendees import Attendee
from portal.caching import is_over, seconds_since

MIN_PAUSE, MAX_PAUSE = 2.0, 60.0  # seconds; a longer wish of upstream becomes a refusal
DEFAULT_PAUSE = 5.0  # seconds, when upstream names no time
MAX_REPEATS = 3
REPEAT_SECONDS = 60.0  # after a pause; a 429 within this time counts as a repeat
# So many attendees of one event must hear a 429 within so many seconds to close its admission.
ATTENDEES_TO_CLOSE, CLOSE_WITHIN_SECONDS = 3, 10.0
FIRST_CLOSURE, MAX_CLOSURE = 5.0, 60.0  # seconds; each repeat within a minute doubles it


def is_rate_limit(error: ApiError) -> TypeGuard[ApiUnavailable]:
    """Whether upstream answered 429: it did nothing, and asks for a pause."""
    return isinstance(error, ApiUnavailable) and error.status == 429


def record(attendee: Attendee, retry_after: float | None) -> float | None:
    """
    Record a 429 that this attendee heard: the seconds they now pause.

    `retry_after` is upstream's wish in seconds; None: it named none. The result is None if waiting
    is pointless: the wish is longer than MAX_PAUSE, or their page has asked MAX_REPEATS times.
    """
    now, name = time.time(), _attendee_key(attendee)
    _, times = cache.get(name) or (0.0, 0)
    seconds = max(MIN_PAUSE, retry_after or DEFAULT_PAUSE)
    _close_if_widespread(attendee, now)
    if seconds > MAX_PAUSE or times >= MAX_REPEATS:
        cache.delete(name)
        return None
    cache.set(name, (now + seconds, times + 1), seconds + REPEAT_SECONDS)
    return seconds


def keys(attendee: Attendee) -> list[str]:
    """The names in the cache that `pause_seconds` needs the values of."""
    return [_attendee_key(attendee), _event_key(attendee.event)]


def pause_seconds(values: Mapping[str, Any], attendee: Attendee) -> float:
    """How long a join of this attendee has to wait; out of `values` by the names of `keys`."""
    own: float = values.get(_attendee_key(attendee), (0.0, 0))[0]
    closed: float = values.get(_event_key(attendee.event), (0.0, 0.0))[0]
    ends = [until for until in (own, closed) if not is_over(until, max(MAX_PAUSE, MAX_CLOSURE))]
    return max(0.0, max(ends, default=0.0) - time.time())


def _close_if_widespread(attendee: Attendee, now: float) -> None:
    """Close the event's admission when enough attendees heard a 429 within a short time."""
    name = f"rate-limit:heard:{attendee.event}"
    heard: dict[str, float] = cache.get(name) or {}
    heard = {who: at for who, at in heard.items() if seconds_since(at) < CLOSE_WITHIN_SECONDS}
    heard[attendee.key] = now
    if len(heard) < ATTENDEES_TO_CLOSE:
        cache.set(name, heard, CLOSE_WITHIN_SECONDS)
        return
    cache.delete(name)
    _, last_seconds = cache.get(_event_key(attendee.event)) or (0.0, 0.0)
    seconds = min(MAX_CLOSURE, 2 * last_seconds or FIRST_CLOSURE)
    cache.set(_event_key(attendee.event), (now + seconds, seconds), seconds + REPEAT_SECONDS)


def _attendee_key(attendee: Attendee) -> str:
    return f"rate-limit:attendee:{attendee.key}"


def _event_key(event: str) -> str:
    return f"rate-limit:event:{event}"
