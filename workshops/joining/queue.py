"""
The queue of joins: in order of arrival, over all processes, for pages that keep asking.

It is one small table, which gives the order and outlives Redis; the cache only holds a flag that
says whether anybody is queued.
"""

import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db import connection
from django.db.models import Q, QuerySet

from portal.caching import circuit_breaker
from workshops.joining.keys import ATTENDEE_DIGITS
from workshops.joining.locks import EXPIRES_SECONDS as LOCK_SECONDS
from workshops.models import QueueEntry

EXPIRES_SECONDS = 20  # a place is given up when its page has not asked for this long
TURN_SECONDS = 60  # a turn that was offered is kept for this long
NOT_EMPTY = "queue:not-empty"

# Who has a live place keeps it, and holds up those behind again; all others go to the end.
ENQUEUE_SQL = """
    INSERT INTO workshops_waiting (press, seen_at) VALUES (%(key)s, %(now)s)
    ON CONFLICT (press) DO UPDATE SET seen_at = excluded.seen_at, reserved_until = NULL
"""
# All joins of one attendee that are queued hold others up as one. A join that holds a lock and does
# not wait here is upstream.
PLACE_SQL = f"""
    SELECT
        (SELECT COUNT(DISTINCT substr(press, 1, {ATTENDEE_DIGITS})) FROM workshops_waiting
            WHERE seen_at >= %(oldest)s
            AND COALESCE(reserved_until, 0) < %(now)s
            AND id < COALESCE((SELECT id FROM workshops_waiting WHERE press = %(key)s), %(end)s)),
        (SELECT COUNT(*) FROM workshops_claim WHERE at >= %(acquired)s AND press <> %(key)s
            AND press NOT IN
            (SELECT press FROM workshops_waiting WHERE COALESCE(reserved_until, 0) < %(now)s))
"""  # noqa: S608  the number is ours
SHOW_SQL = """
    UPDATE workshops_waiting SET shown_seconds = CASE
        WHEN shown_seconds < %(seconds)s THEN shown_seconds ELSE %(seconds)s END
    WHERE press = %(key)s RETURNING shown_seconds
"""


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
    QueueEntry.objects.filter(last_seen_at__lt=_oldest()).exclude(_reserved()).delete()
    _execute(ENQUEUE_SQL, key)


def place(key: str) -> Place:
    """Where this join stands; one without a place of its own is behind all others."""
    return Place(*_execute(PLACE_SQL, key, end=2**63 - 1))


def entries_before(key: str) -> int:
    """How many joins are before this one, those included that hold up nobody."""
    own = QueueEntry.objects.filter(key_digest=key).values("pk")[:1]
    return _live_entries().filter(pk__lt=own).count()


def shown_seconds(key: str, seconds: float) -> float:
    """What the page shows as its wait: `seconds`, or less if it was told less before."""
    row = _execute(SHOW_SQL, key, seconds=seconds)
    return float(row[0]) if row else seconds


def reserve(key: str, seconds: float) -> float:
    """Keep this join's place for `seconds` in which it holds up nobody; the epoch of their end."""
    cache.set(NOT_EMPTY, 1, max(seconds, EXPIRES_SECONDS))
    return _reserve(key, seconds)


def admit(key: str) -> float:
    """Keep the place of a join that goes upstream now, for as long; the epoch of its end."""
    return _reserve(key, LOCK_SECONDS)


def is_queued(key: str) -> bool:
    """Whether this join waits in the queue."""
    return _is_flag_up() and _live_entries().filter(key_digest=key).exists()


def length() -> int:
    """How many joins are queued."""
    return _live_entries().count() if _is_flag_up() else 0


def remove(key: str, reserved_until: float) -> None:
    """Take this join out of the queue, unless its place was reserved again: it is to come back."""
    QueueEntry.objects.filter(key_digest=key, reserved_until=reserved_until).delete()


def _reserve(key: str, seconds: float) -> float:
    until = time.time() + seconds
    QueueEntry.objects.filter(key_digest=key).update(reserved_until=until, shown_seconds=None)
    return until


def _is_flag_up() -> bool:
    return may_be_in_use(cache.get_many([NOT_EMPTY]))


def _live_entries() -> QuerySet[QueueEntry]:
    return QueueEntry.objects.filter(Q(last_seen_at__gte=_oldest()) | _reserved())


def _oldest() -> float:
    """Epoch seconds; an entry whose page asked before then has expired."""
    return time.time() - EXPIRES_SECONDS


def _reserved() -> Q:
    return Q(reserved_until__isnull=False, reserved_until__gte=time.time())


def _execute(sql: str, key: str, **values: float) -> Any:
    """The first row of the result; None if there is none."""
    now = time.time()
    values |= {"now": now, "oldest": now - EXPIRES_SECONDS, "acquired": now - LOCK_SECONDS}
    with connection.cursor() as cursor:
        cursor.execute(sql, values | {"key": key})
        return cursor.fetchone() if cursor.description else None
