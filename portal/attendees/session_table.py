"""
The rows of sessions: in the database and nowhere else, so that what ends there has ended.

A row is created once and then only updated or deleted: no write that was under way during a
sign-out brings it back.
"""

import time

from django.db import connection

from portal.observability.registry import on_hourly

INSERT_SQL = "INSERT INTO portal_session (key_digest, data, expires_at) VALUES (%s, %s, %s)"
READ_SQL = "SELECT data FROM portal_session WHERE key_digest = %s AND expires_at > %s"
UPDATE_SQL = "UPDATE portal_session SET data = %s WHERE key_digest = %s"
DELETE_SQL = "DELETE FROM portal_session WHERE key_digest = %s"
COUNT_SQL = "SELECT COUNT(*) FROM portal_session WHERE expires_at > %s"
DELETE_EXPIRED_SQL = """
    DELETE FROM portal_session WHERE key_digest IN
    (SELECT key_digest FROM portal_session WHERE expires_at <= %s LIMIT %s)
"""


def insert(key_digest: str, data: str, expires_at: float) -> None:
    """Create a row, which expires at that moment (epoch seconds)."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT_SQL, [key_digest, data, expires_at])


def read(key_digest: str) -> str | None:
    """The data of a row; None if there is none, or it has expired."""
    with connection.cursor() as cursor:
        cursor.execute(READ_SQL, [key_digest, time.time()])
        row = cursor.fetchone()
    return row[0] if row else None


def update(key_digest: str, data: str) -> bool:
    """Change the data of a row; whether there still is one. Its expiry stays."""
    with connection.cursor() as cursor:
        cursor.execute(UPDATE_SQL, [data, key_digest])
        return bool(cursor.rowcount == 1)


def delete(key_digest: str) -> bool:
    """Delete a row; whether this call did it. Of two at the same moment one does."""
    with connection.cursor() as cursor:
        cursor.execute(DELETE_SQL, [key_digest])
        return bool(cursor.rowcount == 1)


def count() -> int:
    """The number of browsers in which somebody is signed in."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SQL, [time.time()])
        return int(cursor.fetchone()[0])


@on_hourly
def delete_expired(limit: int) -> int:
    """Delete rows that have expired, at most `limit`; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(DELETE_EXPIRED_SQL, [time.time(), limit])
        return int(cursor.rowcount)
