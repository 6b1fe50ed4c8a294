"""A bound on what one attendee does at once, so that nobody takes the threads of all."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

MAX_REQUESTS = 2  # of one kind in this process: one that acts, and one that waits for it

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
