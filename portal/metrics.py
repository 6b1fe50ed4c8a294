"""
/metrics: what all processes have counted, summed, as Prometheus reads it.

Each process writes its counts into the shared cache every few seconds; whichever is asked adds
them up. Counts of processes that have ended stay in for a day, so that sums do not fall.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.core.cache import cache
from django.db import connection

from portal import neighbours
from portal.counts import Series, counted

PUBLISH_SECONDS = 5.0
KEEP_SECONDS = 24 * 60 * 60
NAMES = "metrics:names"


def publish() -> None:
    """Let the other processes see this one's counts."""
    name = neighbours.me()
    names: dict[str, float] = cache.get(NAMES) or {}
    now = time.time()
    names = {each: seen for each, seen in names.items() if now - seen < KEEP_SECONDS}
    cache.set(NAMES, names | {name: now}, KEEP_SECONDS)
    cache.set(f"metrics:{name}", counted(), KEEP_SECONDS)


def publish_for_ever() -> None:
    """Start the thread that publishes; for a process that serves."""
    threading.Thread(target=_publish_for_ever, daemon=True, name="metrics").start()


def total() -> dict[Series, float]:
    """The sum over all processes, this one as it is now."""
    publish()
    names: dict[str, float] = cache.get(NAMES) or {}
    found = cache.get_many([f"metrics:{name}" for name in names])
    summed: defaultdict[Series, float] = defaultdict(float)
    for counts in found.values():
        for series, value in counts.items():
            summed[series] += value
    return summed


def text(series: Mapping[Series, float]) -> str:
    """In Prometheus' text format, in order of their names."""
    return "".join(f"{line}\n" for line in _lines(series))


def _lines(series: Mapping[Series, float]) -> Iterable[str]:
    for (name, labels), value in sorted(series.items()):
        inside = ",".join(f'{label}="{_escaped(told)}"' for label, told in labels)
        yield f"{name}{{{inside}}} {value:g}" if inside else f"{name} {value:g}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _publish_for_ever() -> None:
    last: dict[Series, float] = {}
    while True:
        time.sleep(PUBLISH_SECONDS)
        now = counted()
        if now != last:
            publish()
            last = now
        connection.close()
