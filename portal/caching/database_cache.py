"""
The cache that all processes share in the database: signed values, and single statements.

Django's own writes in several statements: of many threads that count at once, most would be lost.
"""

import base64
import logging
import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connection

from portal.caching.clock import MAX_SKEW_SECONDS
from portal.caching.serializer import SignedSerializer, ValueTooLargeError

CLEAN_SECONDS = 60.0  # between two looks for rows that have expired, in each process
# An `add` takes the place of a row that expires so much later than its own would: such a row was
# written by a clock that was ahead. So a key that is added has one life, whoever writes it.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
SIGNED = "signed:"  # before a signed value; a number stands alone

UPSERT = """
    INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)
    ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""
IF_EXPIRED = " WHERE {table}.expires < %s OR {table}.expires > %s"
TOUCH = "UPDATE {table} SET expires = %s WHERE cache_key = %s AND expires >= %s"
READ = "SELECT cache_key, value FROM {table} WHERE expires >= %s AND cache_key IN ({marks})"
ADD_TO = """
    UPDATE {table} SET value = CAST(CAST(value AS BIGINT) + %s AS TEXT)
    WHERE cache_key = %s AND expires >= %s AND value NOT LIKE %s RETURNING value
"""
DELETE = "DELETE FROM {table} WHERE cache_key = %s"
DELETE_EXPIRED = "DELETE FROM {table} WHERE expires < %s"
COUNT = "SELECT COUNT(*) FROM {table}"
DELETE_FIRST = """
    DELETE FROM {table} WHERE cache_key IN (
        SELECT cache_key FROM {table} ORDER BY expires LIMIT %s
    )
"""

logger = logging.getLogger(__name__)
_serializer = SignedSerializer()
_next_cleaning: dict[str, float] = {}  # by table, on the monotonic clock
_lock = threading.Lock()


class SharedDatabaseCache(DatabaseCache):
    """As Django's, in the same table; `add`, `incr` and `touch` are atomic as they are in Redis."""

    _table: str  # as the base class names them
    _max_entries: int

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        """The values by key; those are absent that have expired or cannot be read."""
        names = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not names:
            return {}
        marks = ", ".join(["%s"] * len(names))
        rows = self._execute(READ.replace("{marks}", marks), _now(), *names)
        found = {names[name]: _read(name, text) for name, text in rows}
        return {key: value[0] for key, value in found.items() if value}

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The number after adding `delta`; its life stays. ValueError if there is none."""
        name = self.make_and_validate_key(key, version=version)
        rows = self._execute(ADD_TO, delta, name, _now(), f"{SIGNED}%")
        if not rows:
            raise ValueError(f"no number under {key!r}")
        return int(rows[0][0])

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        """What `set`, `add` and `touch` do; False if a row stands in the way, or on an error."""
        expires = self.get_backend_timeout(timeout)
        try:
            self._clean_now_and_then()
            if mode == "touch":
                return self._changes(TOUCH, _moment(expires), key, _now())
            row = (key, _written(value), _moment(expires))
            if mode == "set":
                return self._changes(UPSERT, *row)
            too_late = None if expires is None else expires + MAX_SKEW_SECONDS
            return self._changes(UPSERT + IF_EXPIRED, *row, _now(), _moment(too_late))
        except ValueTooLargeError as error:
            logger.warning("not stored under %s: %s", key, error)
            self._changes(DELETE, key)  # what stood there is out of date
        except DatabaseError as error:
            logger.warning("not stored under %s: %s", key, type(error).__name__)
        return False

    def _clean_now_and_then(self) -> None:
        """Delete what has expired, and beyond the limit what expires first."""
        with _lock:
            if time.monotonic() < _next_cleaning.get(self._table, 0.0):
                return
            _next_cleaning[self._table] = time.monotonic() + CLEAN_SECONDS
        self._changes(DELETE_EXPIRED, _now())
        [(count,)] = self._execute(COUNT)
        if count > self._max_entries:
            self._changes(DELETE_FIRST, count - self._max_entries * 2 // 3)

    def _execute(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows that a statement over this table returns."""
        with connection.cursor() as cursor:
            cursor.execute(sql.replace("{table}", self._quoted_table), values)
            return list(cursor.fetchall())

    def _changes(self, sql: str, *values: Any) -> bool:
        """Whether a statement over this table changed a row."""
        with connection.cursor() as cursor:
            cursor.execute(sql.replace("{table}", self._quoted_table), values)
            return bool(cursor.rowcount > 0)

    @property
    def _quoted_table(self) -> str:
        return str(connection.ops.quote_name(self._table))


def _moment(epoch: float | None) -> Any:
    """Epoch seconds as the column `expires` has them; None is never."""
    moment = NEVER if epoch is None else datetime.fromtimestamp(epoch, UTC)
    return connection.ops.adapt_datetimefield_value(moment)


def _now() -> Any:
    return _moment(time.time())


def _written(value: Any) -> str:
    """`value` as text for the column; ValueTooLargeError."""
    stored = _serializer.dumps(value)
    return str(stored) if isinstance(stored, int) else SIGNED + base64.b64encode(stored).decode()


def _read(name: str, text: str) -> tuple[Any] | None:
    """(the value,) that was written; None if it cannot be read."""
    try:
        if text.startswith(SIGNED):
            return (_serializer.loads(base64.b64decode(text.removeprefix(SIGNED))),)
        return (int(text),)
    except ValueError as error:  # UnreadableValueError among them
        logger.warning("not read under %s: %s", name, error)
        return None
