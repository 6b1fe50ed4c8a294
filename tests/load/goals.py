"""The goals of `make bench` that its table and its chart both show; each is a limit."""

from collections.abc import Mapping
from typing import Any

from tests.load.bench_size import Size

JOIN_MS = 10  # p99 of a join alone
RUSH, CROWD = 2.5, 1.4  # p99 of a join to the delay that upstream has then
POLLS_MS = 100  # p99 of polls while joins hang

UNCHANGED_TO_NGINX, UNCHANGED_TO_BARE_VIEW = 1.5, 0.2
CHANGED_TO_SESSION, PAGE_TO_SESSION = 1.5, 3
MORE_WORKSHOPS = 1.2  # an unchanged poll of 500 or 5,000 to one of 50
MORE_VIEWERS = 1.1  # memory with all viewers to that with 100


def limits(results: Mapping[str, Any], size: Size) -> dict[str, Any]:
    """The upper limits of the figures of `results`, by their names there."""
    cpu = results["cpu_us"]
    return {
        "p99_ms": {
            "a join alone": JOIN_MS,
            rush_name(size): RUSH * 300,
            crowd_name(size): CROWD * 1000,
            "polls while joins hang": POLLS_MS,
        },
        "cpu_us": {
            "unchanged fifty": min(
                UNCHANGED_TO_NGINX * cpu["nginx"], UNCHANGED_TO_BARE_VIEW * cpu["constant"]
            ),
            "changed fifty": CHANGED_TO_SESSION * cpu["session, polled"],
            "page": PAGE_TO_SESSION * cpu["session"],
        },
        "unchanged_us": MORE_WORKSHOPS * cpu["unchanged fifty"],
        "memory_mb": MORE_VIEWERS * results["viewers"][0]["memory_mb"],
    }


def rush_name(size: Size) -> str:
    """The chart's label for joins within one second."""
    return f"{size.rush:,} joins in a second at 300 ms"


def crowd_name(size: Size) -> str:
    """The chart's label for joins while upstream is slow."""
    return f"{size.crowd:,} joins in flight at 1 s"
