"""
Who is at the door right now, in the database: what must hold whatever becomes of Redis.

One press of a button is in the door at a time, over all processes (see press.once). That lock is in
the cache: a second press that comes while Redis ends, empties itself or falls silent would find
none, and register once more. Where there is no Redis the cache is the database, and one is enough.
"""

import time

from django.conf import settings
from django.db import connection

from workshops.line import hidden

# Longer than what a press does upstream may take; so long does a process that died hold one up.
STALE_SECONDS = 30
NOT_NEEDED = 0.0
# One statement, without the ORM: 0.1 ms with its deletion instead of 0.35.
TAKE = """
    INSERT INTO workshops_claim (press, at) VALUES (%s, %s)
    ON CONFLICT (press) DO UPDATE SET at = excluded.at WHERE workshops_claim.at < %s
"""
GIVE = "DELETE FROM workshops_claim WHERE press = %s AND at = %s"


def take(key: str) -> float | None:
    """A claim on this press, to be given back by `give`; None while somebody else has it."""
    if not settings.REDIS_URL:
        return NOT_NEEDED
    now = time.time()
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [hidden(key), now, now - STALE_SECONDS])
        return now if cursor.rowcount == 1 else None


def give(key: str, claim: float) -> None:
    """Let the next press of this button in."""
    if claim == NOT_NEEDED:
        return
    with connection.cursor() as cursor:
        cursor.execute(GIVE, [hidden(key), claim])
