"""
How many threads compute at once, so that they do not hand the interpreter on all the time.

Python runs one thread at a time. Where hundreds want to, each takes longer than it would alone. So
a pool of threads may limit how many of its threads compute; whoever blocks, for an answer of
upstream or for another thread, lets another one compute meanwhile. Threads without a limit, those
of other pools and those in the background, are not held up.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue

STALL_SECONDS = 0.25  # far longer than any request computes without blocking

_of_thread = threading.local()


class ComputeLimit:
    """
    Lets `count` threads compute at once.

    Should all of them be stalled, by a store that does not answer, others compute beside them: no
    stalled place stops the rest.
    """

    def __init__(self, count: int) -> None:
        # One item for each place: a semaphore, in C.
        self._places: SimpleQueue[None] = SimpleQueue()
        for _ in range(count):
            self._places.put(None)
        self._released_at = time.monotonic()

    def acquire(self) -> bool:
        """Wait for a place; False if nobody gave one back for STALL_SECONDS."""
        while True:
            try:
                self._places.get(timeout=STALL_SECONDS)
            except Empty:
                if time.monotonic() - self._released_at >= STALL_SECONDS:
                    return False
            else:
                return True

    def release(self) -> None:
        """Give back a place that was acquired."""
        self._released_at = time.monotonic()
        self._places.put(None)


def limit_computing(limit: ComputeLimit) -> None:
    """Let this thread compute only within `limit`, shared with others."""
    _of_thread.limit = limit


@contextmanager
def computing() -> Iterator[None]:
    """Compute inside, as soon as the limit of this thread allows it."""
    limit: ComputeLimit | None = getattr(_of_thread, "limit", None)
    if limit is None:
        yield
        return
    _of_thread.has_place = limit.acquire()
    try:
        yield
    finally:
        if _of_thread.has_place:
            _of_thread.has_place = False
            limit.release()


@contextmanager
def blocking() -> Iterator[None]:
    """Block inside, while another thread computes; without a limit, nothing."""
    if not getattr(_of_thread, "has_place", False):
        yield
        return
    limit: ComputeLimit = _of_thread.limit
    _of_thread.has_place = False
    limit.release()
    try:
        yield
    finally:
        _of_thread.has_place = limit.acquire()


def sleep(seconds: float) -> None:
    """Sleep, while another thread computes."""
    with blocking():
        time.sleep(seconds)
