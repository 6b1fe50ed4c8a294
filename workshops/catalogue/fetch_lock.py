"""
The fetch lock: over all processes, one at a time asks upstream for a list.

It is a key of the shared cache with its owner's name in it, which works alike in Redis and in the
database. Only `add` is atomic in both, and it alone decides who gets the lock. To renew or release
it takes a comparison first, and another process could get the lock between the two: only after it
has run out, so an owner lets the last MARGIN_SECONDS run out by themselves instead. Should a
process stand still for longer than that between two statements, a list is fetched twice at once:
that costs calls, and no list is lost.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.cache import cache

from portal.accelevents.exceptions import ApiUnreachable
from portal.caching import NothingLearned

LOCK_SECONDS = 30.0  # longer than a page of a list may take; the lock is renewed after each
MARGIN_SECONDS = 5.0  # longer than a process stands still between two statements
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.1, 1.0  # between two tries to get the lock


class FetchLock:
    """One owner's hold on the lock `name`."""

    def __init__(self, name: str) -> None:
        self._key, self._owner = f"{name}:fetching", secrets.token_hex(8)
        self._until = 0.0  # on the monotonic clock

    def acquire(self) -> bool:
        """Whether the lock was free and is now held."""
        until = time.monotonic() + LOCK_SECONDS
        if not cache.add(self._key, self._owner, LOCK_SECONDS):
            return False
        self._until = until
        return True

    def renew(self) -> None:
        """Hold it for LOCK_SECONDS from now; NothingLearned if another process has it."""
        until = time.monotonic() + LOCK_SECONDS
        if self._is_owner(margin=0.0) and cache.touch(self._key, LOCK_SECONDS):
            self._until = until
        elif not self.acquire():  # it ran out, or the store lost it
            raise NothingLearned("another process fetches this list now")

    def release(self) -> None:
        """Let the next process fetch; nothing happens if the lock is another one's by now."""
        if self._is_owner(MARGIN_SECONDS):
            cache.delete(self._key)

    def _is_owner(self, margin: float) -> bool:
        """Whether the lock has not run out and will not within `margin` seconds."""
        # The clock comes first: to read a key that has run out lets the database's cache delete it.
        return time.monotonic() < self._until - margin and cache.get(self._key) == self._owner


@contextmanager
def held(
    name: str, timeout: float, meanwhile: Callable[[], None] | None = None
) -> Iterator[FetchLock]:
    """
    Hold the lock `name` inside, once no other process does.

    `meanwhile` is called about once a second while it waits. ApiUnreachable when that takes longer
    than `timeout` seconds.
    """
    lock, wait = FetchLock(name), FIRST_WAIT_SECONDS
    deadline = time.monotonic() + timeout
    while not lock.acquire():
        if time.monotonic() > deadline:
            raise ApiUnreachable("no list came from the process that fetches it")
        if meanwhile:
            meanwhile()
        time.sleep(wait)
        wait = min(1.2 * wait, LONGEST_WAIT_SECONDS)
    try:
        yield lock
    finally:
        lock.release()
