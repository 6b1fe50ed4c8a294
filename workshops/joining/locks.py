"""
Who is at the door right now: of one button, one press at a time, over all processes.

In the database, which holds whatever becomes of Redis: a second press that comes while Redis ends,
empties itself or falls silent would find no lock there, and register once more. Where there is no
Redis the cache is in the database, and has such locks.
"""

import time

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from workshops.joining.queue import key_digest

# Longer than what a press does upstream may take; so long does a process that died hold one up.
EXPIRES_SECONDS = 30
# One statement, without the ORM: 0.1 ms with its deletion instead of 0.35.
ACQUIRE_SQL = """
    INSERT INTO workshops_claim (press, at) VALUES (%s, %s)
    ON CONFLICT (press) DO UPDATE SET at = excluded.at WHERE workshops_claim.at < %s
"""
RELEASE_SQL = "DELETE FROM workshops_claim WHERE press = %s AND at = %s"


def acquire(key: str) -> float | None:
    """A claim on this press, to be given back by `give`; None while somebody else has it."""
    now = time.time()
    if not settings.REDIS_URL:
        return now if cache.add(_name(key), now, EXPIRES_SECONDS) else None
    with connection.cursor() as cursor:
        cursor.execute(ACQUIRE_SQL, [key_digest(key), now, now - EXPIRES_SECONDS])
        return now if cursor.rowcount == 1 else None


def release(key: str, claim: float) -> None:
    """Let the next press of this button in; nothing happens when the claim was taken over."""
    if settings.REDIS_URL:
        with connection.cursor() as cursor:
            cursor.execute(RELEASE_SQL, [key_digest(key), claim])
    elif cache.get(_name(key)) == claim:
        cache.delete(_name(key))


def _name(key: str) -> str:
    return f"claim:{key}"
