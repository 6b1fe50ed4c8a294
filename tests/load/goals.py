"""The goals of `make bench` that its table and its chart both show; each is a limit."""

from collections.abc import Mapping
from typing import Any

from tests.load.bench_size import Size

JOIN_MS = 10  # p99 of a join alone
JOIN_TO_BARE_CALL = 3  # p50 of a join alone
JOIN_CPU_TO_PLAIN = 1.5  # in the rush
RUSH_TO_PLAIN, CROWD_TO_PLAIN = 1.5, 1.3  # p99 of a join to that of the plain view
FEW_TO_DELAY = 1.2  # p99 of a join to the delay that upstream has then
POLLS_TO_ALONE, POLLS_MS = 6, 100  # p99 of polls beside few joins; beside many

UNCHANGED_TO_NGINX, UNCHANGED_TO_BARE_VIEW = 1.5, 0.2
CHANGED_TO_CONSTANT, PAGE_TO_SESSION = 1.6, 2
MORE_WORKSHOPS = 1.2  # an unchanged poll of 500 or 5,000 to one of 50
MORE_VIEWERS = 1.1  # memory with all viewers to that with 100

RUSH_MS, CROWD_MS = 300, 1000  # that upstream takes for a join


def limits(results: Mapping[str, Any], size: Size) -> dict[str, Any]:
    """The upper limits of the figures of `results`, by their names there."""
    return {
        "p99_ms": _waits({name: pair[1] for name, pair in results["joins_ms"].items()}, size),
        "cpu_us": _costs(results["cpu_us"]),
        "unchanged_us": MORE_WORKSHOPS * results["cpu_us"]["unchanged fifty"],
        "memory_mb": MORE_VIEWERS * results["viewers"][0]["memory_mb"],
    }


def _waits(p99_ms: Mapping[str, float], size: Size) -> dict[str, float]:
    return {
        "a join alone": JOIN_MS,
        joins_name(size.few): FEW_TO_DELAY * RUSH_MS,
        joins_name(size.rush): RUSH_TO_PLAIN * p99_ms[plain_name(size.rush)],
        joins_name(size.crowd): CROWD_TO_PLAIN * p99_ms[plain_name(size.crowd)],
        polls_name(size.few): POLLS_TO_ALONE * p99_ms[polls_name(0)],
        polls_name(size.rush): POLLS_MS,
    }


def _costs(cpu_us: Mapping[str, float]) -> dict[str, float]:
    return {
        "unchanged fifty": min(
            UNCHANGED_TO_NGINX * cpu_us["nginx"], UNCHANGED_TO_BARE_VIEW * cpu_us["constant"]
        ),
        "changed fifty": CHANGED_TO_CONSTANT * cpu_us["constant list"],
        "page": PAGE_TO_SESSION * cpu_us["session"],
        "join": JOIN_CPU_TO_PLAIN * cpu_us["plain join"],
    }


def joins_name(many: int) -> str:
    """The chart's label for so many joins in one second."""
    return f"{many:,} joins in a second"


def plain_name(many: int) -> str:
    """Likewise through the plain view."""
    return f"{many:,} through a plain view"


def polls_name(joins: int) -> str:
    """The chart's label for polls while so many people join every second."""
    return f"polls while {joins:,} join a second" if joins else "polls while nobody joins"
