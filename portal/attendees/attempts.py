"""
How often something was tried: counts in a table, the same for all processes, with Redis or without.

Each change is one statement, so no count is lost among many tries at once. Names are hashes keyed
with SECRET_KEY: emails, keys and addresses are never stored in clear.
"""

import time

from django.db import connection
from django.utils.crypto import salted_hmac

from portal.observability.registry import on_hourly

# A period that ends later than one could was begun before the clock was set back: it is over.
MAX_SKEW_SECONDS = 300  # between the clocks of two machines

# One more; a period that has ended begins anew. No row changes if the limit is reached.
COUNT_SQL = """
    INSERT INTO portal_attempts AS counted (name, count, expires_at)
    VALUES (%(name)s, 1, %(expires)s)
    ON CONFLICT (name) DO UPDATE SET
        count = CASE WHEN counted.expires_at BETWEEN %(now)s AND %(latest)s
                THEN counted.count + 1 ELSE 1 END,
        expires_at = CASE WHEN counted.expires_at BETWEEN %(now)s AND %(latest)s
                     THEN counted.expires_at ELSE excluded.expires_at END
    WHERE counted.count < %(limit)s OR counted.expires_at NOT BETWEEN %(now)s AND %(latest)s
"""
READ_SQL = """
    SELECT expires_at FROM portal_attempts
    WHERE name = %s AND count >= %s AND expires_at BETWEEN %s AND %s
"""
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
    moments = {"now": now, "expires": now + seconds, "latest": now + seconds + MAX_SKEW_SECONDS}
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SQL, {"name": name, "limit": limit, **moments})
        return bool(cursor.rowcount == 1)


def seconds_left(name: str, limit: int, seconds: float) -> float:
    """Seconds until the period, one of `seconds`, ends if `limit` were counted in it, else 0."""
    now = time.time()
    with connection.cursor() as cursor:
        cursor.execute(READ_SQL, [name, limit, now, now + seconds + MAX_SKEW_SECONDS])
        row = cursor.fetchone()
    return row[0] - now if row else 0.0


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
