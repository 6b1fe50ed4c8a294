"""
The cache that all processes share over Redis, and what is left of it while Redis does not answer.

Then the cache "fallback" takes its place, at once and without waiting for Redis at every step; one
thread every few seconds tries whether it is back. What was written meanwhile is deleted in Redis
before it counts again: neither an ended session nor an old list may come back to life.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
# So long after an outage may a process that has not noticed its end have written elsewhere.
RECENT_SECONDS = 60.0
MAX_RECORDED_KEYS = 100_000  # keys; more than changes in hours
WRITES = {"add", "set", "touch", "delete", "incr", "set_many", "delete_many", "clear"}


class CircuitBreaker:
    """Whether Redis is away, as this process knows it; for all its threads."""

    def __init__(self) -> None:
        self.opened_at: float | None = None  # epoch seconds
        self._closed_at = -RECENT_SECONDS  # on the monotonic clock
        self._next_try = 0.0
        self._written_keys: set[str] = set()
        self._lock = threading.Lock()

    @property
    def was_open_recently(self) -> bool:
        """Whether it lasts or has just ended: what other processes did may not be known here."""
        return self.opened_at is not None or time.monotonic() - self._closed_at < RECENT_SECONDS

    def allows_call(self) -> bool:
        """Whether the caller may ask Redis: when it is well; else one caller now and then."""
        if self.opened_at is None:
            return True
        with self._lock:
            if time.monotonic() < self._next_try:
                return False
            self._next_try = time.monotonic() + RETRY_SECONDS
            return True

    def open(self, error: Exception) -> None:
        """Redis did not answer."""
        with self._lock:
            self._next_try = time.monotonic() + RETRY_SECONDS
            if self.opened_at is None:
                self.opened_at = time.time()
                logger.error("Redis does not answer, going on without it: %s", error)

    def record_write(self, keys: list[str]) -> None:
        """Keys whose value in Redis is no longer true."""
        with self._lock:
            if self.opened_at is not None and len(self._written_keys) < MAX_RECORDED_KEYS:
                self._written_keys.update(keys)

    def close(self, forget: Callable[[list[str]], Any]) -> None:
        """Redis answers again; `forget` deletes what is no longer true there."""
        with self._lock:
            if self.opened_at is not None:
                forget(sorted(self._written_keys))
                self._written_keys.clear()
                self.opened_at, self._closed_at = None, time.monotonic()
                logger.error("Redis answers again")


class SharedClient(RedisCacheClient):
    """Django's own, but it makes its client once: that takes as long as asking Redis does."""

    @cached_property
    def _client(self) -> Any:
        return super().get_client()

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """The one client of the one server; its pool of connections is safe for threads."""
        return self._client


circuit_breaker = CircuitBreaker()  # Django makes a cache object for every thread
_clients: dict[tuple[str, ...], RedisCacheClient] = {}
_lock = threading.Lock()


class FailoverRedisCache(RedisCache):
    """Redis while it answers, else the cache "fallback"."""

    _servers: list[str]  # as the base class keeps them
    _options: dict[str, Any]

    @cached_property
    def _cache(self) -> RedisCacheClient:
        """One client for all threads: a new connection costs as much as a page."""
        address = tuple(self._servers)
        with _lock:
            if address not in _clients:
                _clients[address] = SharedClient(self._servers, **self._options)
            return _clients[address]

    def _call(self, method: str, *args: Any, **kwargs: Any) -> Any:
        if circuit_breaker.allows_call():
            try:
                found = getattr(super(), method)(*args, **kwargs)
            except RedisError as error:
                circuit_breaker.open(error)
            else:
                return (
                    found
                    if circuit_breaker.opened_at is None
                    else self._recover(method, *args, **kwargs)
                )
        if method in WRITES and args:
            circuit_breaker.record_write([args[0]] if isinstance(args[0], str) else list(args[0]))
        return getattr(caches["fallback"], method)(*args, **kwargs)

    def _recover(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """The first answer after an outage, asked once more when what is old has gone."""
        try:
            # Read only or full it may answer questions and forget, but keep nothing.
            super().set("readyz", "is back", 1)
            circuit_breaker.close(super().delete_many)
        except RedisError as error:
            circuit_breaker.open(error)
        return self._call(method, *args, **kwargs)


def _method(name: str) -> Callable[..., Any]:
    def asked(self: FailoverRedisCache, *args: Any, **kwargs: Any) -> Any:
        return self._call(name, *args, **kwargs)

    return asked


for _name in (*sorted(WRITES), "get", "get_many", "has_key"):
    setattr(FailoverRedisCache, _name, _method(_name))
