"""How many joins of this process are upstream at once, how long they take, and of whom they are."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

MAX_REQUESTS = 2  # of one attendee in this process: one that acts, and one that waits for it


class ConcurrencyLimiter:
    """Lets a bounded number of joins through; each `acquire` names the bound."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.active = 0
        self._finished = 0
        self.average_seconds = 0.5  # of one join; newer ones weigh most

    def acquire(self, limit: int) -> bool:
        """Whether there was room among `limit` joins."""
        with self._lock:
            has_room = self.active < limit
            self.active += has_room
            return has_room

    def release(self, seconds: float) -> None:
        """Make room again after a join that took `seconds`."""
        with self._lock:
            self.active -= 1
            self._finished += 1
            weight = max(0.1, 1 / self._finished)
            self.average_seconds += weight * (seconds - self.average_seconds)


_lock = threading.Lock()
_requests: Counter[str] = Counter()


@contextmanager
def one_of_few(name: str, limit: int = MAX_REQUESTS) -> Iterator[bool]:
    """Count as one of the requests under `name` inside; False if there are `limit` already."""
    with _lock:
        is_one = _requests[name] < limit
        _requests[name] += is_one
    try:
        yield is_one
    finally:
        with _lock:
            _requests[name] -= is_one
            if not _requests[name]:
                del _requests[name]
