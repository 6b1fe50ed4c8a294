"""How many joins of this process are upstream at once, and how long they take there."""

import threading


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
