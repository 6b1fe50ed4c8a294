"""Which processes live, as one process sees it: by its own clock, as those of machines differ."""

import time
from collections.abc import Mapping
from typing import NamedTuple


class _Seen(NamedTuple):
    written: object
    changed_at: float  # on the monotonic clock


class Witness:
    """Watches what processes write: who writes nothing new for `seconds` has ended."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: dict[str, _Seen] = {}

    def live(self, written: Mapping[str, object]) -> set[str]:
        """
        The names that have been seen to write something new within the time.

        `written` is what stands in the store now, by name. A name that is missing there counts for
        its time all the same, because a store may forget.
        """
        now = time.monotonic()
        for name, value in written.items():
            if name not in self._seen or self._seen[name].written != value:
                self._seen[name] = _Seen(value, now)
        seen = list(self._seen.items())
        live = {name for name, each in seen if now - each.changed_at < self._seconds}
        for gone in {name for name, _ in seen} - live - written.keys():
            self._seen.pop(gone, None)
        return live

    def last(self, name: str) -> object:
        """What `name` was last seen to have written. KeyError."""
        return self._seen[name].written

    def clear(self) -> None:
        """Forget everybody."""
        self._seen.clear()
