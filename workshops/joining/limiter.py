"""How many joins of this process are upstream at once, and how long they take there."""

import threading

from django.conf import settings


class ConcurrencyLimiter:
    """Lets a bounded number of joins through; each `acquire` names the bound."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.active = 0
        self._waiting = 0
        self._finished = 0
        self.average_seconds = 0.5  # of one join; newer ones weigh most

    def acquire(self, limit: int, timeout: float) -> bool:
        """Whether there was room among `limit` joins within `timeout` seconds."""
        with self._changed:
            if self.active >= limit and self._waiting < settings.THREADS // 8:
                self._waiting += 1
                self._changed.wait_for(lambda: self.active < limit, timeout)
                self._waiting -= 1
            if self.active >= limit:
                return False
            self.active += 1
            return True

    def release(self, seconds: float) -> None:
        """Make room again after a join that took `seconds`."""
        with self._changed:
            self.active -= 1
            self._finished += 1
            weight = max(0.1, 1 / self._finished)
            self.average_seconds += weight * (seconds - self.average_seconds)
            self._changed.notify()
