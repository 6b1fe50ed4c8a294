"""The publisher of this process's counts, and Prometheus's text format."""

import logging
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection

from portal.observability import cleaning, heartbeats, process_counts
from portal.observability.counters import Series

PUBLISH_SECONDS = 5.0
logger = logging.getLogger(__name__)

_publishing_pids: set[int] = set()  # a fork inherits this memory but not the thread
_lock = threading.Lock()

DESCRIPTIONS = {  # by family: (type, help text)
    "portal_polls_total": ("counter", "Polls and page views of the list, by answer."),
    "portal_joins_total": ("counter", "Joins and entries to the room, by outcome."),
    "portal_upstream_calls_total": (
        "counter",
        "Calls to Accelevents, by path template and status.",
    ),
    "portal_upstream_seconds": ("histogram", "Duration of calls to Accelevents."),
    "portal_catalogue_age_seconds": ("gauge", "Time since the list of an event was fetched."),
    "portal_gate_waiting": ("gauge", "Attendees who wait in the queue to join."),
    "portal_processes": ("gauge", "Processes that serve, on all machines."),
    "portal_sessions": ("gauge", "Browsers in which somebody is signed in."),
    "portal_redis_away": ("gauge", "Whether Redis does not answer the process that was asked."),
}


def start_publisher() -> None:
    """
    Start the thread that publishes counts and heartbeats and deletes what has expired.

    There is one in a process that serves: a second call in the same process does nothing.
    """
    with _lock:
        if os.getpid() in _publishing_pids:
            return
        _publishing_pids.add(os.getpid())
    threading.Thread(target=_publish_forever, daemon=True, name="metrics").start()


def text(series: Mapping[Series, float]) -> str:
    """The series in Prometheus's text format 0.0.4, each family under its type and help text."""
    families: defaultdict[str, list[tuple[Series, float]]] = defaultdict(list)
    for item in sorted(series.items(), key=_sort_key):
        families[_family(item[0][0])].append(item)
    return "".join(f"{line}\n" for name in families for line in _lines(name, families[name]))


def _family(name: str) -> str:
    """The histogram that a series belongs to, else the series itself."""
    histogram = name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count")
    kind, _ = DESCRIPTIONS.get(histogram, ("", ""))
    return histogram if kind == "histogram" else name


def _sort_key(item: tuple[Series, float]) -> tuple[str, list[tuple[str, str]], float]:
    """By name, labels, and the bounds of a histogram's buckets as numbers."""
    (name, labels), _ = item
    bound = dict(labels).get("le", "0")
    return name, [label for label in labels if label[0] != "le"], float(bound)


def _lines(family: str, series: Iterable[tuple[Series, float]]) -> Iterable[str]:
    if family in DESCRIPTIONS:
        kind, help_text = DESCRIPTIONS[family]
        yield f"# HELP {family} {help_text}"
        yield f"# TYPE {family} {kind}"
    for (name, labels), number in series:
        pairs = ",".join(f'{label}="{_escaped(value)}"' for label, value in labels)
        # All digits of a count: rounded ones would stand still and then leap.
        yield f"{name}{{{pairs}}} {number:.15g}" if pairs else f"{name} {number:.15g}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _publish_forever() -> None:
    while True:
        try:
            heartbeats.live_processes()
            process_counts.publish()
            cleaning.clean_if_due()
        except Exception:  # whatever the cache's driver raises; the next time may succeed
            logger.exception("the counts of this process could not be published")
        finally:
            connection.close()
        time.sleep(PUBLISH_SECONDS)
