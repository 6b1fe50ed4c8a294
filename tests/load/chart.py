"""The chart of `make bench`: how long people wait, and what does not grow."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from tests.load.polls import NAMES

OURS, OTHERS, INK, GRID = "#1d6f5c", "#9aa5b1", "#1f2933", "#e4e7eb"
NOT_OURS = {"nginx micro-cache", "bare call upstream", "polls without the gate"}
COSTS = {
    "nginx": "nginx micro-cache",
    "unchanged fifty": "unchanged poll",
    "constant": "bare Django view",
    "session": "view with a session",
    "changed fifty": "changed poll",
    "page": "first page",
    "template": "template each time",
}
SIZES = {"fifty": 50, "big": 500, "huge": 5000}
STYLE = {
    "font.size": 12,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": OTHERS,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": "white",
}


def draw(told: Mapping[str, Any], path: Path) -> None:
    """Write the PNG; `told` is what `make bench` found, as in bench.json."""
    with plt.rc_context(STYLE):
        figure, ((waits, costs), (cards, viewers)) = plt.subplots(
            2, 2, figsize=(11.5, 8), width_ratios=(1.2, 1), height_ratios=(1.7, 1)
        )
        _waits(waits, waits_of(told))
        _costs(costs, {COSTS[name]: told["cpu_us"][name] for name in COSTS})
        _growth(cards, sizes_of(told), "workshops", "CPU of an unchanged poll in µs")
        _growth(viewers, viewers_of(told), "viewers", "Memory of it all in MB")
        figure.tight_layout(w_pad=3, h_pad=2)
        figure.savefig(path, dpi=110)
        plt.close(figure)


def waits_of(told: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """(p50, p99) in milliseconds by name, polls first."""
    polls = {NAMES[name]: tuple(pair) for name, pair in told["polls_ms"].items()}
    return polls | {name: tuple(pair) for name, pair in told["joins_ms"].items()}


def sizes_of(told: Mapping[str, Any]) -> list[tuple[int, float]]:
    """(workshops, µs of an unchanged poll)."""
    return [(size, told["cpu_us"][f"unchanged {event}"]) for event, size in SIZES.items()]


def viewers_of(told: Mapping[str, Any]) -> list[tuple[int, float]]:
    """(viewers, MB)."""
    return [(each["viewers"], each["memory_mb"]) for each in told["viewers"]]


def number(value: float) -> str:
    """As few figures as tell it."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def short(value: float) -> str:
    """1, 1,000, 10k."""
    return f"{value / 1000:,g}k" if value >= 10_000 else f"{value:,g}"


def _waits(axes: Axes, waits: Mapping[str, tuple[float, float]]) -> None:
    """A line from p50 to p99 for each."""
    for place, (name, (half, nearly_all)) in enumerate(waits.items()):
        colour = _colour(name)
        axes.plot([half, nearly_all], [place, place], color=colour, linewidth=5, alpha=0.35)
        axes.plot(half, place, "o", color=colour, markersize=8)
        axes.plot(nearly_all, place, "|", color=colour, markersize=16, markeredgewidth=3)
        label = f"{number(half)} · {number(nearly_all)}"
        axes.annotate(label, (nearly_all, place), (10, -4), textcoords="offset points", fontsize=11)
    _ready(axes, list(waits), max(pair[1] for pair in waits.values()))
    axes.set_title("Waits in ms: p50 ● to p99 |")


def _costs(axes: Axes, costs: Mapping[str, float]) -> None:
    """A bar for each."""
    bars = axes.barh(list(costs), list(costs.values()), color=[_colour(name) for name in costs])
    axes.bar_label(bars, [number(value) for value in costs.values()], padding=5, fontsize=11)
    _ready(axes, list(costs), max(costs.values()))
    axes.set_title("CPU of a request in µs")


def _growth(axes: Axes, points: Sequence[tuple[int, float]], what: str, title: str) -> None:
    """A line over a number that grows."""
    axes.plot(*zip(*points, strict=True), "o-", color=OURS, linewidth=3, markersize=8)
    for across, up in points:
        axes.annotate(
            number(up), (across, up), (0, 9), textcoords="offset points", ha="center", fontsize=11
        )
    axes.set_xscale("log")
    axes.set_xticks([across for across, _ in points], [f"{across:,}" for across, _ in points])
    axes.minorticks_off()
    axes.margins(x=0.12)
    axes.set_ylim(0, 1.5 * max(up for _, up in points))
    axes.grid(axis="y", color=GRID)
    axes.set_xlabel(what)
    axes.set_title(title)


def _ready(axes: Axes, names: Sequence[str], most: float) -> None:
    """A logarithmic scale, the first name on top, and room for the figures on the right."""
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(lambda value, _: short(value))
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlim(right=most * 8)
    axes.grid(axis="x", color=GRID)
    axes.set_axisbelow(True)


def _colour(name: str) -> str:
    is_ours = "poll" in name or "join" in name or "first page" in name
    return OURS if is_ours and name not in NOT_OURS else OTHERS
