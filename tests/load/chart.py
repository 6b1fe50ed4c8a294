"""
The chart of `make bench`: how long people wait, what a request costs, what does not grow.

To draw it anew from figures that were measured before:

    python -m tests.load.chart build/bench.json docs/bench.svg
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.load import chart_table, svg
from tests.load.chart_growth import Growth
from tests.load.chart_style import HEAD
from tests.load.polls import NAMES

COSTS = {
    "nginx": "nginx micro-cache",
    "unchanged fifty": "unchanged poll",
    "constant": "bare Django view",
    "constant list": "constant list",
    "changed fifty": "changed poll",
    "session": "constant list, by session",
    "page": "first page",
    "template": "template each time",
    "plain join": "join by a plain view",
    "join": "join",
}
SIZES = {"fifty": 50, "big": 500, "huge": 5000}
WIDTH, MARGIN = 960, 32
BETWEEN = 88  # from the last row of a panel to the first one of the next


def draw(results: Mapping[str, Any], path: Path) -> None:
    """Write the SVG; `results` are the findings of `make bench`, the part "chart" of bench.json."""
    path.write_text(render(results))


def render(results: Mapping[str, Any]) -> str:
    """The SVG's text."""
    waits, limits = waits_of(results), results["limits"]
    costs = {name: results["cpu_us"][key] for key, name in COSTS.items()}
    cpu_limits = {COSTS[key]: limit for key, limit in limits["cpu_us"].items()}
    second = 136 + chart_table.ROW * len(waits) + BETWEEN
    third = second + chart_table.ROW * len(costs) + BETWEEN
    shapes = [
        *_head(third + 200),
        *chart_table.waits(136, waits, limits["p99_ms"]),
        *chart_table.costs(second, costs, cpu_limits),
        *_growth(third, results),
    ]
    return svg.document(WIDTH, third + 200, HEAD, shapes)


def waits_of(results: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """(p50, p99) in milliseconds by name, polls first."""
    polls = {NAMES[name]: tuple(pair) for name, pair in results["polls_ms"].items()}
    return polls | {name: tuple(pair) for name, pair in results["joins_ms"].items()}


def sizes_of(results: Mapping[str, Any]) -> list[tuple[int, float]]:
    """(workshops, µs of an unchanged poll)."""
    return [(size, results["cpu_us"][f"unchanged {event}"]) for event, size in SIZES.items()]


def viewers_of(results: Mapping[str, Any]) -> list[tuple[int, float]]:
    """(viewers, MB)."""
    return [(each["viewers"], each["memory_mb"]) for each in results["viewers"]]


def _head(height: float) -> Iterator[str]:
    """The card, the title and the legend."""
    yield svg.bar(0.5, 0.5, WIDTH - 1, height - 1, "card")
    yield svg.text(MARGIN, 46, "The portal under load", "title")
    x, y = MARGIN, 78
    for kind, words, width in (("ours", "the portal", 112), ("other", "to compare with", 150)):
        yield svg.bar(x, y - 11, 12, 12, kind)
        yield svg.text(x + 20, y, words, "muted")
        x += width
    yield svg.dot(x + 5, y - 5, "other")
    yield svg.text(x + 18, y, "p50", "muted")
    yield svg.line((x + 62, y - 13), (x + 62, y + 3), "other end")
    yield svg.text(x + 74, y, "p99", "muted")
    yield svg.line((x + 118, y - 16), (x + 118, y + 6), "goal")
    yield svg.text(x + 130, y, "goal: at most", "muted")


def _growth(top: float, results: Mapping[str, Any]) -> Iterator[str]:
    """The two small panels, side by side."""
    width, limits = (WIDTH - 2 * MARGIN - 56) / 2, results["limits"]
    poll, memory = "CPU of an unchanged poll in µs", "Memory of the portal in MB"
    yield from Growth(
        poll, "workshops in the list", sizes_of(results), limits["unchanged_us"], MARGIN, top, width
    ).render()
    yield from Growth(
        memory, "viewers", viewers_of(results), limits["memory_mb"], MARGIN + width + 56, top, width
    ).render()


def main(measured: str, image: str) -> None:
    """Draw the chart of a bench.json."""
    draw(json.loads(Path(measured).read_text())["chart"], Path(image))


if __name__ == "__main__":
    main(*sys.argv[1:])
