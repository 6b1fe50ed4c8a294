"""The processes that serve this portal now, on all machines, as far as they have reported."""

import os
import socket
import threading
import time
from typing import NamedTuple
from uuid import uuid4

from django.core.cache import cache

from portal.observability.registry import on_reset
from portal.observability.witness import Witness

HEARTBEAT_SECONDS = 5.0  # between two heartbeats of a process
EXPIRES_SECONDS = 20.0  # so long after its last heartbeat a process counts as alive
KEY = "heartbeats"


class _OwnState(NamedTuple):
    name: str
    reported_at: float  # on the monotonic clock
    process_count: int  # as of then


_lock = threading.Lock()
# It remembers beside the cache, which may forget: a process that believes it is alone would take
# the share of all.
_witness = Witness(EXPIRES_SECONDS)
_started_at: dict[str, float] = {}  # on the monotonic clock, by process name
_own_state: dict[int, _OwnState] = {}  # by pid, because a fork inherits this memory


def process_name() -> str:
    """A name that no other process has; a fork gets its own."""
    return _own().name


def is_starting() -> bool:
    """Whether other processes may not know of this one yet."""
    own = _own()
    age = time.monotonic() - _started_at.get(own.name, 0.0)
    return own.process_count > 1 and age < HEARTBEAT_SECONDS


def process_count() -> int:
    """The number of processes, this one included; asks the cache every HEARTBEAT_SECONDS."""
    with _lock:
        own = _own()
        if time.monotonic() - own.reported_at < HEARTBEAT_SECONDS:
            return own.process_count
        _own_state[os.getpid()] = own._replace(reported_at=time.monotonic())
    return len(live_processes())


def live_processes() -> list[str]:
    """The names of all processes, this one's included. Reports that this one is alive."""
    name = process_name()
    _started_at.setdefault(name, time.monotonic())
    # Two that write at once may overwrite each other; the next heartbeat brings the lost one back.
    live = _witness.live((cache.get(KEY) or {}) | {name: time.monotonic()})
    alive = {process: _witness.last(process) for process in live}
    cache.set(KEY, alive, EXPIRES_SECONDS * 3)
    _own_state[os.getpid()] = _OwnState(name, time.monotonic(), len(alive))
    return sorted(alive)


def _own() -> _OwnState:
    unreported = _OwnState(f"{socket.gethostname()}-{uuid4().hex[:8]}", -HEARTBEAT_SECONDS, 1)
    return _own_state.setdefault(os.getpid(), unreported)


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _own_state.clear()
    _witness.clear()
    _started_at.clear()
