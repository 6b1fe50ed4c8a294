"""The portal's session engine over a table in memory, which all threads of a test see alike."""

from portal.attendees import session_store

_rows: dict[str, str] = {}  # by digest of the key


class MemoryTable:
    """What session_table does, without a database; nothing expires."""

    def insert(self, key_digest: str, data: str, expires_at: float) -> None:
        _rows[key_digest] = data

    def read(self, key_digest: str) -> str | None:
        return _rows.get(key_digest)

    def update(self, key_digest: str, data: str) -> bool:
        return _rows.get(key_digest) is not None and _rows.update({key_digest: data}) is None

    def delete(self, key_digest: str) -> bool:
        return _rows.pop(key_digest, None) is not None


class SessionStore(session_store.SessionStore):
    """The portal's own, over memory."""

    rows = MemoryTable()


def forget() -> None:
    """Delete all rows, as another process could; copies of this process stay."""
    _rows.clear()
