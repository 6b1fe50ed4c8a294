"""What this process has learned about an upstream, for as long as it may be relied on."""

from collections.abc import Hashable
from math import inf
from time import monotonic
from typing import Generic, TypeVar

from portal.observability.registry import on_reset

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Values by key, each for a time of its own; all threads may use it."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[Value, float]] = {}  # with when to forget it, monotonic
        on_reset(self._values.clear)

    def get(self, key: Hashable, default: Value) -> Value:
        """The value that was last set, `default` if there is none or it is forgotten."""
        value, end = self._values.get(key, (default, inf))
        return value if monotonic() < end else default

    def set(self, key: Hashable, value: Value, seconds: float = inf) -> None:
        """Remember `value` for `seconds` from now on; keys must come from a bounded set."""
        self._values[key] = value, monotonic() + seconds
