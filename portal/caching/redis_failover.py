"""
The cache that all processes share over Redis, with a replacement while Redis does not answer.

Then the cache "fallback" takes its place, at once and without a wait for Redis at every call; one
thread every few seconds tries whether it is back. Keys that were written meanwhile are deleted in
Redis before it is used again: neither an ended session nor an old list may come back to life.
"""

import threading
from functools import cached_property
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

from portal.caching.redis_client import SharedClient
from portal.caching.redis_outage import circuit_breaker

WRITES = {"add", "set", "touch", "delete", "incr", "set_many", "delete_many", "clear"}

_clients: dict[tuple[str, ...], RedisCacheClient] = {}
_lock = threading.Lock()


class FailoverRedisCache(RedisCache):
    """Redis while it answers, else the cache "fallback"."""

    _servers: list[str]  # as the base class names them
    _options: dict[str, Any]

    @cached_property
    def _cache(self) -> RedisCacheClient:
        """One client for all threads: a new connection costs as much as a page."""
        address = tuple(self._servers)
        with _lock:
            if address not in _clients:
                _clients[address] = SharedClient(self._servers, **self._options)
            return _clients[address]

    def validate_key(self, key: str) -> None:
        """Take any key: Django warns of those that memcached would refuse, at a cost for each."""

    def add(self, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("add", *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("set", *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("touch", *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("delete", *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("incr", *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("has_key", *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("get_many", *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("set_many", *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("delete_many", *args, **kwargs)

    def clear(self) -> Any:
        """Redis's answer, or the fallback's."""
        return self._call("clear")

    def _call(self, method: str, *args: Any, **kwargs: Any) -> Any:
        if circuit_breaker.allows_call():
            try:
                result = getattr(super(), method)(*args, **kwargs)
            except RedisError as error:
                circuit_breaker.open(error)
            else:
                was_away = circuit_breaker.opened_at is not None
                return self._recover(method, *args, **kwargs) if was_away else result
        if method in WRITES and args:
            circuit_breaker.record_write([args[0]] if isinstance(args[0], str) else list(args[0]))
        return getattr(caches["fallback"], method)(*args, **kwargs)

    def _recover(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """The first call after an outage, repeated once what is out of date has been deleted."""
        try:
            # A Redis that is read-only or full may answer reads and deletes, but store nothing.
            super().set("readyz", "is back", 1)
            circuit_breaker.close(super().delete_many)
        except RedisError as error:
            circuit_breaker.open(error)
        return self._call(method, *args, **kwargs)
