"""Memory of a process that stays within bounds: rendered HTML by name, while readers want it."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar

from django.utils.safestring import SafeString

MAX_BYTES = 24_000_000  # per process: about 200 lists of 50 workshops, or 20 of 500
IDLE_SECONDS = 120  # lists change; nobody needs the one before any more


class HasSize(Protocol):
    """What a BoundedCache can hold."""

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, about."""


Item = TypeVar("Item", bound=HasSize)


class CachedHtml(SafeString):
    """Some HTML that stands in a template."""

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, about."""
        return len(self)


class BoundedCache(Generic[Item]):
    """
    Items by name, as long as readers ask for them.

    When a new item comes, those that nobody has asked for in IDLE_SECONDS are dropped, and beyond
    `max_bytes` also those that have not been asked for longest.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes, self._size = max_bytes, 0
        # With the time of the last read, on the monotonic clock; the latest is last.
        self._items: OrderedDict[Hashable, tuple[Item, float]] = OrderedDict()
        self._lock = threading.Lock()
        self._render_lock = threading.Lock()

    def get(self, name: Hashable, render: Callable[[], Item]) -> Item:
        """The item of that name, made by `render` if absent. One thread renders at a time."""
        item = self._find(name)
        if item is None:
            # Many want the same new list at once, and two that render only share the interpreter.
            with self._render_lock:
                item = self._find(name) or self._store(name, render())
        return item

    def clear(self) -> None:
        """Drop everything, as a new process has it."""
        with self._lock:
            self._items.clear()
            self._size = 0

    def _find(self, name: Hashable) -> Item | None:
        with self._lock:
            if name not in self._items:
                return None
            item, _ = self._items.pop(name)
            self._items[name] = item, time.monotonic()
            return item

    def _store(self, name: Hashable, item: Item) -> Item:
        now = time.monotonic()
        with self._lock:
            self._items[name] = item, now
            self._size += item.size
            while self._must_drop(now):
                _, (dropped, _) = self._items.popitem(last=False)
                self._size -= dropped.size
        return item

    def _must_drop(self, now: float) -> bool:
        _, read_at = next(iter(self._items.values()))
        is_idle = read_at < now - IDLE_SECONDS
        return len(self._items) > 1 and (is_idle or self._size > self._max_bytes)
