"""
How often something was tried: counts in a table, the same for all processes, with Redis or without.

Each change is one statement, so no count is lost among many tries at once. Names are hashes keyed
with SECRET_KEY: e-mails, keys and addresses are never stored in clear.
"""

import time

from django.db import connection
from django.utils.crypto import salted_hmac

from portal.observability.registry import on_hourly

# One more; a period that has ended begins anew. No row comes back if the limit is reached.
COUNT_SQL = """
    INSERT INTO portal_attempts (name, count, expires_at) VALUES (%s, 1, %s)
    ON CONFLICT (name) DO UPDATE SET
        count = CASE WHEN portal_attempts.expires_at <= %s THEN 1
                ELSE portal_attempts.count + 1 END,
        expires_at = CASE WHEN portal_attempts.expires_at <= %s THEN excluded.expires_at
                     ELSE portal_attempts.expires_at END
    WHERE portal_attempts.count < %s OR portal_attempts.expires_at <= %s
"""
READ_SQL = "SELECT count, expires_at FROM portal_attempts WHERE name = %s AND expires_at > %s"
DELETE_EXPIRED_SQL = """
    DELETE FROM portal_attempts WHERE name IN
    (SELECT name FROM portal_attempts WHERE expires_at <= %s LIMIT %s)
"""


def name_of(kind: str, *parts: str) -> str:
    """The name of a count, which does not show what it is about."""
    digest = salted_hmac(f"portal.attendees.attempts {kind}", "\n".join(parts), algorithm="sha256")
    return digest.hexdigest()


def count(name: str, limit: int, seconds: float) -> bool:
    """
    Count one more; False, and nothing is counted, if that would be more than `limit`.

    The first one begins a period of `seconds`.
    """
    now = time.time()
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SQL, [name, now + seconds, now, now, limit, now])
        return bool(cursor.rowcount == 1)


def seconds_left(name: str, limit: int = 1) -> float:
    """Seconds until the period ends if at least `limit` were counted in it, else 0."""
    now = time.time()
    with connection.cursor() as cursor:
        cursor.execute(READ_SQL, [name, now])
        row = cursor.fetchone()
    return row[1] - now if row and row[0] >= limit else 0.0


def forget(*names: str) -> None:
    """Let the next one be the first."""
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM portal_attempts WHERE name IN ({places})", names)  # noqa: S608


@on_hourly
def delete_expired(limit: int) -> int:
    """Delete counts of periods that have ended, at most `limit`; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(DELETE_EXPIRED_SQL, [time.time(), limit])
        return int(cursor.rowcount)
