"""The processes that serve this portal now, on all machines, as far as they have said so."""

import os
import socket
import threading
import time
from uuid import uuid4

from django.core.cache import cache

SAY_SECONDS = 5.0  # between two signs of life
LIVE_SECONDS = 20.0  # so long is one remembered
KEY = "neighbours"

_lock = threading.Lock()
_said: dict[int, tuple[str, float, int]] = {}  # by pid: (name, when said, how many there were)


def me() -> str:
    """A name of this process, which no other has; a fork gets its own."""
    return _mine()[0]


def count() -> int:
    """How many processes there are, this one included; asked of the cache now and then."""
    with _lock:
        name, said, found = _mine()
        if time.monotonic() - said < SAY_SECONDS:
            return found
        _said[os.getpid()] = (name, time.monotonic(), found)
    return len(living())


def living() -> list[str]:
    """The names of all processes, this one's included. Says that this one lives."""
    now, name = time.time(), me()
    known: dict[str, float] = cache.get(KEY) or {}
    # Two who write at once may lose one another; the next sign of life brings the lost one back.
    known = {each: seen for each, seen in known.items() if now - seen < LIVE_SECONDS}
    cache.set(KEY, known | {name: now}, LIVE_SECONDS * 3)
    found = sorted({*known, name})
    _said[os.getpid()] = (name, time.monotonic(), len(found))
    return found


def _mine() -> tuple[str, float, int]:
    unsaid = (f"{socket.gethostname()}-{uuid4().hex[:8]}", -SAY_SECONDS, 1)
    return _said.setdefault(os.getpid(), unsaid)


def forget() -> None:
    """Empty this process's memory, as a new process has it."""
    _said.clear()
