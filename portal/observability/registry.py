"""
What other rooms say about themselves: readiness reports, gauges, and how to reset their memory.

A room registers here when it is imported or ready; /readyz, /metrics and the tests ask without
knowing any room.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Reset = TypeVar("Reset", bound=Callable[[], None])
# Of a gauge: one number, or one for each value of its label.
Reading = float | Mapping[str, float]

readiness_reports: dict[str, Callable[[], Any]] = {}  # by key of /readyz
gauges: dict[str, tuple[str, Callable[[], Reading]]] = {}  # by metric name: (label, read)
_resets: list[Callable[[], None]] = []


def readiness(key: str, report: Callable[[], Any]) -> None:
    """Let /readyz answer `report()`, a JSON value, under `key`; it makes no call upstream."""
    readiness_reports[key] = report


def gauge(name: str, read: Callable[[], Reading], label: str = "") -> None:
    """Let /metrics show `read()` under `name`: one number, or a mapping by the value of `label`."""
    gauges[name] = label, read


def on_reset(reset: Reset) -> Reset:
    """Register `reset`, which empties a room's memory in this process; fit as a decorator."""
    _resets.append(reset)
    return reset


def reset_all() -> None:
    """Empty this process's memory as a new process has it: for tests."""
    for reset in _resets:
        reset()
