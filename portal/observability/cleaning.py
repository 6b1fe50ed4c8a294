"""
Deletes what has expired: about every hour, in one process of all, a bounded number of rows.

The rooms register what they have with `registry.on_hourly`; the table of the database's cache is
cleared here. The publisher's thread calls `clean_if_due` (see prometheus.py).
"""

import logging
import os
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection
from django.utils import timezone

from portal.observability import registry

logger = logging.getLogger(__name__)

PERIOD_SECONDS = 60 * 60
LOOK_SECONDS = 60  # between two looks of a process at whether it is time
MAX_ROWS = 1000  # of one table in one run
AGAIN_SECONDS = 60  # until the next run after one that left rows
LOCK = "cleaning"  # in the cache of all processes, as long as nobody has to clean

_next_look: dict[int, float] = {}  # on the monotonic clock, by pid: a fork inherits this memory


def clean_if_due() -> None:
    """Clean if no process has done so for an hour; most calls only look at the clock."""
    now = time.monotonic()
    if now < _next_look.get(os.getpid(), 0.0):
        return
    _next_look[os.getpid()] = now + LOOK_SECONDS
    if cache.add(LOCK, True, PERIOD_SECONDS):
        clean()


def clean() -> None:
    """Delete expired rows of every table, at most MAX_ROWS each; soon again if that was not all."""
    is_unfinished = [_clean_one(each) >= MAX_ROWS for each in registry.cleaners()]
    if any(is_unfinished):
        cache.set(LOCK, True, AGAIN_SECONDS)


def _clean_one(clean_table: Callable[[int], int]) -> int:
    """How many rows were deleted; 0 after a failure, which keeps no other table from it."""
    try:
        return clean_table(MAX_ROWS)
    except Exception:  # whatever the database's driver raises; the next run may succeed
        logger.exception("expired rows could not be deleted")
        return 0


@registry.on_hourly
def _clear_cache_tables(limit: int) -> int:
    """Delete expired entries of caches that are tables; Redis does so by itself."""
    used: list[Any] = [caches[alias] for alias in settings.CACHES]
    tables = [each._table for each in used if hasattr(each, "_table")]  # Django's name
    return max((_clear_cache_table(each, limit) for each in tables), default=0)


def _clear_cache_table(name: str, limit: int) -> int:
    table, now = connection.ops.quote_name(name), timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE cache_key IN"  # noqa: S608  the name is a setting of ours
            f" (SELECT cache_key FROM {table} WHERE expires < %s LIMIT %s)",
            [connection.ops.adapt_datetimefield_value(now), limit],
        )
        return int(cursor.rowcount)


@registry.on_reset
def reset() -> None:
    """Let the next call look at once, as in a new process."""
    _next_look.clear()
