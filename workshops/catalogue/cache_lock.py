"""A short lock over all processes, for a value in the shared cache that is read and changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache

from portal.accelevents import computing

EXPIRES_SECONDS = 5  # a change takes milliseconds; this frees the lock of a process that died
POLL_SECONDS = 0.01
MAX_TRIES = 100  # about a second; then the change is made all the same


@contextmanager
def exclusive(lock: str) -> Iterator[None]:
    """
    Hold `lock` over all processes.

    A lock that cannot be had in time is passed over: a mark that may be missing until upstream is
    asked again is better than a join that is done and not recorded.
    """
    is_held = _acquire(lock)
    try:
        yield
    finally:
        if is_held:
            cache.delete(lock)


def _acquire(lock: str) -> bool:
    for _ in range(MAX_TRIES):
        if cache.add(lock, 1, EXPIRES_SECONDS):
            return True
        computing.sleep(POLL_SECONDS)
    return False
