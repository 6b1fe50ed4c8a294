"""
What this process has read of sessions a moment ago: for polls alone, never older than 30 seconds.

The age of a copy counts from before the database was read, whoever uses it meanwhile.
"""

import threading
import time
from collections import OrderedDict
from typing import NamedTuple

from portal.observability.registry import on_reset

MAX_AGE_SECONDS = 30.0
MAX_COPIES = 6_000  # about 1 kB each; of more viewers, more sessions are read anew


class Copy(NamedTuple):
    """The data of a row, and when it was read, on the monotonic clock."""

    data: str
    read_at: float

    @property
    def age(self) -> float:
        """Seconds since the database was read."""
        return time.monotonic() - self.read_at


_copies: OrderedDict[str, Copy] = OrderedDict()  # by digest of the key, the oldest first
_lock = threading.Lock()


def store(key_digest: str, copy: Copy) -> None:
    """Keep what was just read, in place of what is too old or too many."""
    with _lock:
        _copies.pop(key_digest, None)
        _copies[key_digest] = copy
        while _oldest().age > MAX_AGE_SECONDS or len(_copies) > MAX_COPIES:
            _copies.popitem(last=False)
            if not _copies:
                break


def recent(key_digest: str) -> Copy | None:
    """The copy of a session; None if there is none that is young enough."""
    copy = _copies.get(key_digest)
    return copy if copy and copy.age < MAX_AGE_SECONDS else None


def drop(key_digest: str) -> None:
    """Forget a session that has changed or ended."""
    with _lock:
        _copies.pop(key_digest, None)


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    with _lock:
        _copies.clear()


def _oldest() -> Copy:
    return next(iter(_copies.values()))
