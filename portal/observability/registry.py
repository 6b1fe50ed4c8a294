"""
What each room reports of itself: readiness, gauges, how to reset its memory and clear its tables.

A room registers here when it is imported or ready; /readyz, /metrics, the hourly cleaning and the
tests ask without knowing any room.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Reset = TypeVar("Reset", bound=Callable[[], None])
# Deletes rows that have expired, at most as many as it is told; returns how many it deleted.
Cleaner = TypeVar("Cleaner", bound=Callable[[int], int])
# Of a gauge: one number, or one for each value of its label.
Reading = float | Mapping[str, float]
Series = tuple[str, tuple[tuple[str, str], ...]]  # (name, (label, value) pairs)

# By key of /readyz: (report, whether it reads the database or the cache).
_readiness: dict[str, tuple[Callable[[], Any], bool]] = {}
_gauges: dict[str, tuple[Callable[[], Reading], str]] = {}  # by metric name: (read, label)
_resets: list[Callable[[], None]] = []
_cleaners: list[Callable[[int], int]] = []


def readiness(key: str, report: Callable[[], Any], *, reads_stores: bool = False) -> None:
    """
    Let /readyz show `report()`, a JSON value, under `key`; it makes no call upstream.

    A report that reads the database or the cache (`reads_stores`) is null while they do not work.
    """
    _readiness[key] = report, reads_stores


def readiness_reports(*, with_stores: bool) -> dict[str, Any]:
    """What every registered report says, by its key; None for one whose store does not work."""
    return {
        key: report() if with_stores or not reads_stores else None
        for key, (report, reads_stores) in _readiness.items()
    }


def gauge(name: str, read: Callable[[], Reading], label: str = "") -> None:
    """Let /metrics show `read()` under `name`: one number, or a mapping by the value of `label`."""
    _gauges[name] = read, label


def read_gauges() -> dict[Series, float]:
    """Every registered gauge as of now, as series."""
    series: dict[Series, float] = {}
    for name, (read, label) in _gauges.items():
        reading = read()
        values = reading if isinstance(reading, Mapping) else {"": reading}
        for value, number in values.items():
            series[name, ((label, value),) if label else ()] = number
    return series


def on_reset(reset: Reset) -> Reset:
    """Register `reset`, which empties a room's memory in this process; for use as a decorator."""
    _resets.append(reset)
    return reset


def reset_all() -> None:
    """Empty this process's memory as a new process has it: for tests."""
    for reset in _resets:
        reset()


def on_hourly(clean: Cleaner) -> Cleaner:
    """
    Register `clean`, which is called about every hour in one process; for use as a decorator.

    It deletes expired rows of the room's tables, at most as many as its argument says, and returns
    how many they were.
    """
    _cleaners.append(clean)
    return clean


def cleaners() -> list[Callable[[int], int]]:
    """Every registered cleaner."""
    return list(_cleaners)
