"""What has happened in this process, counted. Imports no Django, so that every room may count."""

import threading
from collections import defaultdict

from portal.observability.registry import on_reset

BUCKETS = (0.1, 0.3, 1.0, 3.0, 10.0)  # upper bounds in seconds
Series = tuple[str, tuple[tuple[str, str], ...]]  # (name, sorted (label, value) pairs)

_counts: defaultdict[Series, float] = defaultdict(float)
_lock = threading.Lock()


def series(name: str, **labels: str) -> Series:
    """The series of that name and those labels."""
    return name, tuple(sorted(labels.items()))


def increment(counted: Series, by: float = 1) -> None:
    """Add `by` to a series."""
    with _lock:
        _counts[counted] += by


def count(name: str, by: float = 1, **labels: str) -> None:
    """Add `by` to the series of that name and those labels."""
    increment(series(name, **labels), by)


def observe(name: str, seconds: float, **labels: str) -> None:
    """Count something that took `seconds`, as a Prometheus histogram does."""
    for bucket in BUCKETS:
        count(f"{name}_bucket", seconds <= bucket, **labels, le=f"{bucket:g}")
    count(f"{name}_bucket", 1, **labels, le="+Inf")
    count(f"{name}_sum", seconds, **labels)
    count(f"{name}_count", 1, **labels)


def snapshot() -> dict[Series, float]:
    """A copy of all series so far."""
    with _lock:
        return dict(_counts)


@on_reset
def reset() -> None:
    """Start again at zero."""
    with _lock:
        _counts.clear()
