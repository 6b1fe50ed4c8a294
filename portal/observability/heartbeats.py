"""The processes that serve this portal now, on all machines, as far as they have said so."""

import os
import socket
import threading
import time
from uuid import uuid4

from django.core.cache import cache

HEARTBEAT_SECONDS = 5.0  # between two signs of life
EXPIRES_SECONDS = 20.0  # so long is one remembered
KEY = "neighbours"

_lock = threading.Lock()
# Also what the cache has forgotten: who believes to be alone would take the share of all.
_last_heartbeats: dict[str, float] = {}  # by name: epoch seconds of the last sign of life
_started_at: dict[str, float] = {}  # by name: on the monotonic clock
_own_state: dict[int, tuple[str, float, int]] = {}  # by pid: (name, when said, how many there were)


def process_name() -> str:
    """A name of this process, which no other has; a fork gets its own."""
    return _own()[0]


def is_starting() -> bool:
    """Whether others may not yet know of this process."""
    name, _, found = _own()
    return found > 1 and time.monotonic() - _started_at.get(name, 0.0) < HEARTBEAT_SECONDS


def process_count() -> int:
    """How many processes there are, this one included; asked of the cache now and then."""
    with _lock:
        name, said, found = _own()
        if time.monotonic() - said < HEARTBEAT_SECONDS:
            return found
        _own_state[os.getpid()] = (name, time.monotonic(), found)
    return len(live_processes())


def live_processes() -> list[str]:
    """The names of all processes, this one's included. Says that this one lives."""
    now, name = time.time(), process_name()
    _started_at.setdefault(name, time.monotonic())
    # Two who write at once may lose one another; the next sign of life brings the lost one back.
    _last_heartbeats.update((cache.get(KEY) or {}) | {name: now})
    known = {
        each: seen for each, seen in list(_last_heartbeats.items()) if now - seen < EXPIRES_SECONDS
    }
    for gone in _last_heartbeats.keys() - known.keys():
        _last_heartbeats.pop(gone, None)
    cache.set(KEY, known, EXPIRES_SECONDS * 3)
    found = sorted(known)
    _own_state[os.getpid()] = (name, time.monotonic(), len(found))
    return found


def _own() -> tuple[str, float, int]:
    unsaid = (f"{socket.gethostname()}-{uuid4().hex[:8]}", -HEARTBEAT_SECONDS, 1)
    return _own_state.setdefault(os.getpid(), unsaid)


def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _own_state.clear()
    _last_heartbeats.clear()
    _started_at.clear()
