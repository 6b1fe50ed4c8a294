"""The connection to Redis that all threads of a process share, and how values stand there."""

import logging
from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

from django.core.cache.backends.redis import RedisCacheClient

from portal.caching.serializer import (
    SignedSerializer,
    UnreadableValueError,
    ValueTooLargeError,
)

logger = logging.getLogger(__name__)


class SharedClient(RedisCacheClient):
    """
    Django's own, with signed values (see serializer.py); what cannot be read counts as absent.

    It makes its client once: making one takes as long as a call to Redis.
    """

    def __init__(self, servers: list[str], **options: Any) -> None:
        self._signed = SignedSerializer()
        super().__init__(servers, cast("Any", self._signed), **options)

    @cached_property
    def _shared_client(self) -> Any:  # the base class has a `_client` of its own
        return super().get_client()

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """The one client of the one server; its connection pool is safe for threads."""
        return self._shared_client

    def get(self, key: Any, default: Any) -> Any:
        """The value under `key`."""
        return self.get_many([key]).get(key, default)

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        """The values by key, those left out that are absent."""
        names = list(keys)
        found = zip(names, self.get_client().mget(names), strict=True)
        values = {name: self._read(name, stored) for name, stored in found if stored is not None}
        return {name: value[0] for name, value in values.items() if value}

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        """Store `value`; if it is too large, nothing is stored under `key` any more."""
        try:
            super().set(key, value, timeout)
        except ValueTooLargeError as error:
            logger.warning("not stored under %s: %s", key, error)
            self.delete(key)

    def _read(self, name: str, stored: bytes) -> tuple[Any] | None:
        """(the value,) that was stored; None if it cannot be read."""
        try:
            return (self._signed.loads(stored),)
        except UnreadableValueError as error:
            logger.warning("not read under %s: %s", name, error)
            return None
