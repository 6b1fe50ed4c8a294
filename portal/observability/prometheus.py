"""
/metrics: what all processes have counted, summed, as Prometheus reads it.

Each process writes its counts into the shared cache every few seconds; whichever is asked adds
them up. Counts of processes that have ended stay in for a day, so that sums do not fall.
"""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.core.cache import cache
from django.db import connection

from portal.observability import heartbeats
from portal.observability.counters import Series, snapshot

PUBLISH_SECONDS = 5.0
KEEP_SECONDS = 24 * 60 * 60
PROCESSES_KEY = "metrics:names"
logger = logging.getLogger(__name__)

DESCRIPTIONS = {  # by family: what it is, and in words
    "portal_polls_total": ("counter", "Looks at the list, by what was answered."),
    "portal_joins_total": (
        "counter",
        "Presses of Join and entries to the room, by how they ended.",
    ),
    "portal_upstream_calls_total": (
        "counter",
        "Calls to Accelevents, by path template and status.",
    ),
    "portal_upstream_seconds": ("histogram", "How long calls to Accelevents took."),
    "portal_catalogue_age_seconds": ("gauge", "How long ago the list of an event was seen."),
    "portal_gate_waiting": ("gauge", "People in line at the door."),
    "portal_processes": ("gauge", "Processes that serve, on all machines."),
    "portal_sessions": ("gauge", "Sign-ins that are not over."),
    "portal_redis_away": ("gauge", "Whether Redis does not answer the process that was asked."),
}


def publish() -> None:
    """Let the other processes see this one's counts."""
    name = heartbeats.process_name()
    names: dict[str, float] = cache.get(PROCESSES_KEY) or {}
    now = time.time()
    names = {each: seen for each, seen in names.items() if now - seen < KEEP_SECONDS}
    cache.set(PROCESSES_KEY, names | {name: now}, KEEP_SECONDS)
    cache.set(f"metrics:{name}", snapshot(), KEEP_SECONDS)


def start_publisher() -> None:
    """Start the thread that publishes, and says that this process lives; for one that serves."""
    threading.Thread(target=_publish_forever, daemon=True, name="metrics").start()


def aggregate() -> dict[Series, float]:
    """The sum over all processes, this one as it is now."""
    publish()
    names: dict[str, float] = cache.get(PROCESSES_KEY) or {}
    found = cache.get_many([f"metrics:{name}" for name in names])
    summed: defaultdict[Series, float] = defaultdict(float)
    for counts in found.values():
        for series, value in counts.items():
            summed[series] += value
    return summed


def text(series: Mapping[Series, float]) -> str:
    """In Prometheus' text format 0.0.4, each family under what it is."""
    families: defaultdict[str, list[tuple[Series, float]]] = defaultdict(list)
    for each in sorted(series.items(), key=_order):
        families[_family(each[0][0])].append(each)
    return "".join(f"{line}\n" for name in families for line in _lines(name, families[name]))


def _family(name: str) -> str:
    """The histogram that a series belongs to, else the series itself."""
    histogram = name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count")
    return (
        histogram
        if histogram in DESCRIPTIONS and DESCRIPTIONS[histogram][0] == "histogram"
        else name
    )


def _order(each: tuple[Series, float]) -> tuple[str, list[tuple[str, str]], float]:
    """By name, labels, and the bounds of a histogram's buckets as numbers."""
    (name, labels), _ = each
    bound = dict(labels).get("le", "0")
    return name, [label for label in labels if label[0] != "le"], float(bound)


def _lines(family: str, series: Iterable[tuple[Series, float]]) -> Iterable[str]:
    if family in DESCRIPTIONS:
        kind, help_text = DESCRIPTIONS[family]
        yield f"# HELP {family} {help_text}"
        yield f"# TYPE {family} {kind}"
    for (name, labels), value in series:
        inside = ",".join(f'{label}="{_escaped(told)}"' for label, told in labels)
        # All digits of a count: rounded ones would stand still and then leap.
        yield f"{name}{{{inside}}} {value:.15g}" if inside else f"{name} {value:.15g}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _publish_forever() -> None:
    while True:
        try:
            heartbeats.live_processes()
            publish()
        except Exception:  # whatever the store's driver raises; the next time may be better
            logger.exception("the counts of this process could not be published")
        finally:
            connection.close()
        time.sleep(PUBLISH_SECONDS)
