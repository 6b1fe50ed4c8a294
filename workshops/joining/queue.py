"""
The queue of joins: in order of arrival, over all processes, for pages that keep asking.

It is one small table, which gives the order and outlives Redis; the cache only holds a flag that
says whether anybody is queued.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.cache import cache

from portal.caching import circuit_breaker
from portal.observability.registry import on_hourly
from workshops.joining.database import execute
from workshops.joining.keys import ATTENDEE_DIGITS
from workshops.joining.locks import EXPIRES_SECONDS as LOCK_SECONDS

EXPIRES_SECONDS = 20  # a place is given up when its page has not asked for this long
TURN_SECONDS = 60  # a turn that was offered is kept for this long
NOT_EMPTY = "queue:not-empty"

RESERVED = "COALESCE(reserved_until, 0) >= NOW"
LIVE = f"(seen_at >= NOW - {EXPIRES_SECONDS} OR {RESERVED})"
# Who has a live place keeps it, and holds up those behind again; all others go to the end.
FORGET_SQL = f"DELETE FROM workshops_waiting WHERE press = %(key)s AND NOT {LIVE}"  # noqa: S608
CLEAR_SQL = f"""
    DELETE FROM workshops_waiting WHERE id IN
        (SELECT id FROM workshops_waiting WHERE NOT {LIVE} LIMIT %(limit)s)
"""  # noqa: S608
ENQUEUE_SQL = """
    INSERT INTO workshops_waiting (press, seen_at) VALUES (%(key)s, NOW)
    ON CONFLICT (press) DO UPDATE SET seen_at = excluded.seen_at, reserved_until = NULL
"""
# One without a place of its own is behind all others.
BEFORE = f"""
    workshops_waiting WHERE {LIVE} AND id <
        COALESCE((SELECT id FROM workshops_waiting WHERE press = %(key)s), {2**63 - 1})
"""  # noqa: S608
BEFORE_SQL = f"SELECT COUNT(*) FROM {BEFORE}"  # noqa: S608
# All joins of one attendee that are queued hold others up as one. A join that holds a lock and does
# not wait here is upstream.
PLACE_SQL = f"""
    SELECT
        (SELECT COUNT(DISTINCT substr(press, 1, {ATTENDEE_DIGITS})) FROM {BEFORE}
            AND NOT {RESERVED}),
        (SELECT COUNT(*) FROM workshops_claim WHERE at >= NOW - {LOCK_SECONDS}
            AND press <> %(key)s
            AND press NOT IN (SELECT press FROM workshops_waiting WHERE NOT {RESERVED}))
"""  # noqa: S608
SHOW_SQL = """
    UPDATE workshops_waiting SET shown_seconds = CASE
        WHEN shown_seconds < %(seconds)s THEN shown_seconds ELSE %(seconds)s END
    WHERE press = %(key)s RETURNING shown_seconds
"""
RESERVE_SQL = """
    UPDATE workshops_waiting SET reserved_until = NOW + %(seconds)s, shown_seconds = NULL
    WHERE press = %(key)s RETURNING reserved_until
"""
IS_QUEUED_SQL = f"SELECT 1 FROM workshops_waiting WHERE press = %(key)s AND {LIVE}"  # noqa: S608
LENGTH_SQL = f"SELECT COUNT(*) FROM workshops_waiting WHERE {LIVE}"  # noqa: S608
REMOVE_SQL = "DELETE FROM workshops_waiting WHERE press = %(key)s AND reserved_until = %(until)s"


class Place(NamedTuple):
    """Where a join stands among all."""

    ahead: int  # how many attendees wait before it
    active: int  # how many others are upstream now


def may_be_in_use(values: Mapping[str, Any]) -> bool:
    """Whether the table must be asked; `values` has NOT_EMPTY if the cache has."""
    return NOT_EMPTY in values or circuit_breaker.was_open_recently


def enqueue_or_refresh(key: str) -> None:
    """Put this join at the end if it has no place yet; its page has asked just now."""
    cache.set(NOT_EMPTY, 1, EXPIRES_SECONDS)
    execute(FORGET_SQL, key=key)
    execute(ENQUEUE_SQL, key=key)


def place(key: str) -> Place:
    """Where this join stands; one without a place of its own is behind all others."""
    return Place(*execute(PLACE_SQL, key=key))


def entries_before(key: str) -> int:
    """How many joins are before this one, those included that hold up nobody."""
    return int(execute(BEFORE_SQL, key=key)[0])


def shown_seconds(key: str, seconds: float) -> float:
    """What the page shows as its wait: `seconds`, or less if it was told less before."""
    row = execute(SHOW_SQL, key=key, seconds=seconds)
    return float(row[0]) if row else seconds


def reserve(key: str, seconds: float) -> None:
    """Keep this join's place for `seconds` in which it holds up nobody behind it."""
    cache.set(NOT_EMPTY, 1, max(seconds, EXPIRES_SECONDS))
    execute(RESERVE_SQL, key=key, seconds=seconds)


def admit(key: str) -> float:
    """Keep the place of a join that goes upstream now, in case it must come back; for `remove`."""
    row = execute(RESERVE_SQL, key=key, seconds=LOCK_SECONDS)
    return float(row[0]) if row else 0.0


def remove(key: str, reserved_until: float) -> None:
    """Take this join out of the queue, unless its place was reserved again: it is to come back."""
    execute(REMOVE_SQL, key=key, until=reserved_until)


def is_queued(key: str) -> bool:
    """Whether this join waits in the queue."""
    return _is_flag_up() and execute(IS_QUEUED_SQL, key=key) is not None


def length() -> int:
    """How many joins are queued."""
    return int(execute(LENGTH_SQL)[0]) if _is_flag_up() else 0


@on_hourly
def clear_expired(limit: int) -> int:
    """Delete places that were given up, at most `limit`; how many there were."""
    return int(execute(CLEAR_SQL, limit=limit))


def _is_flag_up() -> bool:
    return may_be_in_use(cache.get_many([NOT_EMPTY]))
