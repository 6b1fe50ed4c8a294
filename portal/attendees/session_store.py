"""
Django's session engine of this portal: one row for each browser in which somebody is signed in.

The row's name is the SHA-256 of the cookie's key and its scope: the key of a framed cookie is
worthless at top level, and the other way round. Every request reads the row, but for polls, which
may use a copy of this process (see session_copies). Nobody else has a copy.
"""

import hashlib
import json
import time
from typing import Any

from django.contrib.sessions.backends.base import (
    VALID_KEY_CHARS,
    CreateError,
    SessionBase,
    UpdateError,
)
from django.db import IntegrityError
from django.utils.crypto import get_random_string

from portal.attendees import session_copies, session_table

FORM = 1  # of the data; rows in another form count as absent
KEY_LENGTH = 32  # characters of 36 kinds: 165 bits


class SessionStore(SessionBase):
    """The session of one request."""

    rows: Any = session_table

    def __init__(self, session_key: str | None = None, scope: str = "") -> None:
        super().__init__(session_key)
        self._scope, self._has_row = scope, True
        self.accepts_copy = False  # True: what is read may be as old as a copy may be
        self.age = 0.0  # seconds since the database was read

    def load(self) -> dict[str, Any]:
        """The data of the row; {} and no key if there is none any more."""
        copy = session_copies.recent(self._digest) if self.accepts_copy else None
        copy = copy or self._read()
        data = _decode(copy.data) if copy else None
        if copy is None or data is None:
            self._session_key = None
            return {}
        self.age = copy.age
        return data

    def exists(self, session_key: str) -> bool:
        """Whether there is a row for this key."""
        return self.rows.read(_digest(session_key, self._scope)) is not None

    def create(self) -> None:
        """Create a row under a new key."""
        self._take_new_key()
        self.save()

    def cycle_key(self) -> None:
        """
        Move what is stored to a new key.

        Only one request can move it: what was deleted meanwhile, by a sign-out say, stays deleted.
        """
        data = self._session  # type: ignore[attr-defined]  # as Django names it
        is_moved = self.session_key is not None and self._delete(self.session_key)
        self._take_new_key()
        self._session_cache = data if is_moved else {}

    def save(self, must_create: bool = False) -> None:
        """Write the data. Raises UpdateError if the row has been deleted, and creates none then."""
        if must_create or self._session_key is None:
            self._take_new_key()
        data = _encode(self._get_session(no_load=not self._has_row))  # type: ignore[attr-defined]
        if not self._has_row:
            self._insert(data)
        elif not self.rows.update(self._digest, data):
            raise UpdateError
        session_copies.drop(self._digest)

    def delete(self, session_key: str | None = None) -> None:
        """Delete the row, and this process's copy of it."""
        key = session_key or (self.session_key if self._has_row else None)
        if key is not None:
            self._delete(key)

    @classmethod
    def clear_expired(cls) -> None:
        """Nothing: the portal deletes expired rows by itself, every hour."""

    def _take_new_key(self) -> None:
        """The next `save` creates its row."""
        self._session_key = get_random_string(KEY_LENGTH, VALID_KEY_CHARS)
        self._has_row, self.modified = False, True

    @property
    def _digest(self) -> str:
        return _digest(self.session_key or "", self._scope)

    def _read(self) -> session_copies.Copy | None:
        read_at = time.monotonic()  # before the database answers
        data = self.rows.read(self._digest)
        if data is None:
            return None
        copy = session_copies.Copy(data, read_at)
        session_copies.store(self._digest, copy)
        return copy

    def _insert(self, data: str) -> None:
        try:
            self.rows.insert(self._digest, data, time.time() + self.get_expiry_age())
        except IntegrityError as error:
            raise CreateError from error
        self._has_row = True

    def _delete(self, session_key: str) -> bool:
        digest = _digest(session_key, self._scope)
        is_deleted: bool = self.rows.delete(digest)
        session_copies.drop(digest)
        return is_deleted


def _digest(session_key: str, scope: str) -> str:
    return hashlib.sha256(f"{scope}{session_key}".encode()).hexdigest()


def _encode(data: dict[str, Any]) -> str:
    return json.dumps({"form": FORM, "data": data}, separators=(",", ":"))


def _decode(text: str) -> dict[str, Any] | None:
    """None if another release has written it, in a form that this one does not know."""
    try:
        stored = json.loads(text)
        data = stored["data"] if stored["form"] == FORM else None
    except (KeyError, TypeError, ValueError):
        return None
    return data if isinstance(data, dict) else None
