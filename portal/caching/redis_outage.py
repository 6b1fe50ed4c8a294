"""Whether Redis answers, as this process knows it, and what was written while it did not."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from portal.observability import registry

logger = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
# So long after an outage a process that has not noticed its end may have written elsewhere.
RECENT_SECONDS = 60.0
MAX_RECORDED_KEYS = 100_000  # keys; more than change in hours


class CircuitBreaker:
    """Open while Redis is away; shared by all threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Forget every outage."""
        self.opened_at: float | None = None  # epoch seconds; None while Redis answers
        self._closed_at = time.monotonic() - RECENT_SECONDS  # on the monotonic clock
        self._next_try = 0.0  # likewise
        self._written_keys: set[str] = set()

    @property
    def was_open_recently(self) -> bool:
        """Whether an outage lasts or has just ended: this process may have missed writes."""
        return self.opened_at is not None or time.monotonic() - self._closed_at < RECENT_SECONDS

    def allows_call(self) -> bool:
        """Whether the caller may call Redis: always while it answers, else now and then."""
        if self.opened_at is None:
            return True
        with self._lock:
            if time.monotonic() < self._next_try:
                return False
            self._next_try = time.monotonic() + RETRY_SECONDS
            return True

    def open(self, error: Exception) -> None:
        """Record that a call to Redis has failed."""
        with self._lock:
            self._next_try = time.monotonic() + RETRY_SECONDS
            if self.opened_at is None:
                self.opened_at = time.time()
                logger.error("Redis does not answer, going on without it: %s", error)

    def record_write(self, keys: list[str]) -> None:
        """Remember keys whose value in Redis is out of date from now on."""
        with self._lock:
            if self.opened_at is not None and len(self._written_keys) < MAX_RECORDED_KEYS:
                self._written_keys.update(keys)

    def close(self, delete: Callable[[list[str]], Any]) -> None:
        """Record that Redis answers again, once `delete` has removed what is out of date there."""
        with self._lock:
            if self.opened_at is not None:
                delete(sorted(self._written_keys))
                self._written_keys.clear()
                self.opened_at, self._closed_at = None, time.monotonic()
                logger.error("Redis answers again")


circuit_breaker = CircuitBreaker()  # Django makes a cache object for each thread
registry.on_reset(circuit_breaker.reset)
