"""
One request at a time for each attendee, workshop and button, over all processes.

The lock is a row in the database, which outlives Redis: a repeated request that arrives while
Redis ends, empties itself or falls silent would find no lock there, and register twice.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from workshops.joining.keys import key_digest

# Longer than a request may take upstream; a process that died holds others up for this long.
EXPIRES_SECONDS = 30
TIMEOUT_SECONDS = 1.0  # that a request waits, with its thread, for another one of the same button
POLL_SECONDS = 0.05
# One statement, without the ORM: 0.1 ms with its deletion instead of 0.35.
ACQUIRE_SQL = """
    INSERT INTO workshops_claim (press, at) VALUES (%s, %s)
    ON CONFLICT (press) DO UPDATE SET at = excluded.at WHERE workshops_claim.at < %s
"""
RELEASE_SQL = "DELETE FROM workshops_claim WHERE press = %s AND at = %s"


@contextmanager
def exclusive(key: str, timeout: float | None = None) -> Iterator[bool]:
    """
    Hold the lock on `key` inside; the value is False if another request has it.

    It is waited for, at most `timeout` seconds; None: TIMEOUT_SECONDS.
    The lock of a process that died expires after EXPIRES_SECONDS.
    """
    acquired_at = _wait_for(key, TIMEOUT_SECONDS if timeout is None else timeout)
    try:
        yield acquired_at is not None
    finally:
        if acquired_at is not None:
            release(key, acquired_at)


def acquire(key: str) -> float | None:
    """Take the lock: when it was acquired, to be handed to `release`; None while it is held."""
    now = time.time()
    with connection.cursor() as cursor:
        cursor.execute(ACQUIRE_SQL, [key_digest(key), now, now - EXPIRES_SECONDS])
        return now if cursor.rowcount == 1 else None


def release(key: str, acquired_at: float) -> None:
    """Give the lock back; this does nothing if it expired and somebody else has it now."""
    with connection.cursor() as cursor:
        cursor.execute(RELEASE_SQL, [key_digest(key), acquired_at])


def _wait_for(key: str, timeout: float) -> float | None:
    deadline = time.monotonic() + timeout
    acquired_at = acquire(key)
    while acquired_at is None and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
        acquired_at = acquire(key)
    return acquired_at
