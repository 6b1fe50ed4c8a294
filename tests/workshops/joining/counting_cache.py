"""A cache that counts what would be trips to Redis: one an operation, however many keys it has."""

from typing import Any, ClassVar

from django.core.cache.backends.locmem import LocMemCache


class CountingCache(LocMemCache):
    """As LocMemCache; `trips` lists the operations."""

    trips: ClassVar[list[str]] = []

    def get_many(self, keys: Any, version: Any = None) -> Any:
        self.trips.append("get_many")
        values = {key: super(CountingCache, self).get(key, self, version) for key in keys}
        return {key: value for key, value in values.items() if value is not self}

    def get(self, *args: Any, **kwargs: Any) -> Any:
        self.trips.append("get")
        return super().get(*args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        self.trips.append("set")
        return super().set(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        self.trips.append("add")
        return super().add(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.trips.append("delete")
        return super().delete(*args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        self.trips.append("incr")
        return super().incr(*args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        self.trips.append("touch")
        return super().touch(*args, **kwargs)
