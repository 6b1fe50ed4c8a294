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
# Also what the cache has forgotten: who believes to be alone would take the share of all.
_seen: dict[str, float] = {}  # by name: epoch seconds of the last sign of life
_born: dict[str, float] = {}  # by name: on the monotonic clock
_said: dict[int, tuple[str, float, int]] = {}  # by pid: (name, when said, how many there were)


def me() -> str:
    """A name of this process, which no other has; a fork gets its own."""
    return _mine()[0]


def is_new() -> bool:
    """Whether others may not yet know of this process."""
    name, _, found = _mine()
    return found > 1 and time.monotonic() - _born.get(name, 0.0) < SAY_SECONDS


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
    _born.setdefault(name, time.monotonic())
    # Two who write at once may lose one another; the next sign of life brings the lost one back.
    _seen.update((cache.get(KEY) or {}) | {name: now})
    known = {each: seen for each, seen in list(_seen.items()) if now - seen < LIVE_SECONDS}
    for gone in _seen.keys() - known.keys():
        _seen.pop(gone, None)
    cache.set(KEY, known, LIVE_SECONDS * 3)
    found = sorted(known)
    _said[os.getpid()] = (name, time.monotonic(), len(found))
    return found


def _mine() -> tuple[str, float, int]:
    unsaid = (f"{socket.gethostname()}-{uuid4().hex[:8]}", -SAY_SECONDS, 1)
    return _said.setdefault(os.getpid(), unsaid)


def forget() -> None:
    """Empty this process's memory, as a new process has it."""
    _said.clear()
    _seen.clear()
    _born.clear()
