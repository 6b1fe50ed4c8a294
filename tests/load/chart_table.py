"""
The large panels of the chart: a row for each name, with what is drawn and its figures beside it.

Every figure stands in a column of its own, so that no label can lie on another.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from tests.load import svg

BASELINES = {
    "nginx micro-cache",
    "bare call upstream",
    "polls while nobody joins",
    "polls without admission",
    "bare Django view",
    "constant list",
    "constant list, by session",
    "template each time",
    "join by a plain view",
}
PLAIN = " through a plain view"  # so ends the name of joins to compare with
LEFT, NAMES_END, PLOT, COLUMNS, ROW = 32, 290, (306, 640), (726, 812, 928), 30
Limits = Mapping[str, float]


def waits(top: float, results: Mapping[str, tuple[float, float]], limits: Limits) -> Iterator[str]:
    """A line from p50 to p99, in milliseconds, for each."""
    values = [value for pair in results.values() for value in pair]
    scale = svg.LogScale.around([*values, *limits.values()], *PLOT)
    yield from _frame(top, "Waits in ms", ("p50", "p99", "goal for p99"), len(results), scale)
    for place, (name, pair) in enumerate(results.items()):
        y = top + ROW * (place + 0.5)
        yield from _row(
            y, name, [number(value) for value in pair], verdict(pair[1], limits.get(name))
        )
        if math.isfinite(sum(pair)):
            yield from _span(y, _kind(name), scale.at(pair[0]), scale.at(pair[1]))
        yield from _goal(y, scale, limits.get(name))


def costs(top: float, results: Mapping[str, float], limits: Limits) -> Iterator[str]:
    """A bar, in microseconds, for each."""
    scale = svg.LogScale.around([*results.values(), *limits.values()], *PLOT)
    yield from _frame(top, "CPU of a request in µs", ("", "µs", "goal"), len(results), scale)
    for place, (name, value) in enumerate(results.items()):
        y = top + ROW * (place + 0.5)
        yield from _row(y, name, ["", number(value)], verdict(value, limits.get(name)))
        yield svg.bar(PLOT[0], y - 9, scale.at(value) - PLOT[0], 18, _kind(name))
        yield from _goal(y, scale, limits.get(name))


def number(value: float) -> str:
    """The value with as few digits as matter; a dash if nothing was measured."""
    if not math.isfinite(value):
        return "–"
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def short(value: float) -> str:
    """0.1, 1,000, 10k."""
    return f"{value / 1000:,g}k" if value >= 10_000 else f"{value:,g}"


def verdict(value: float, limit: float | None) -> tuple[str, str]:
    """(the goal and whether `value` meets it, the class of these words); "" without a goal."""
    if limit is None:
        return "", "muted"
    is_met = value <= limit
    return f"≤ {number(limit)} {'✓' if is_met else '✗'}", "met" if is_met else "missed"


def _kind(name: str) -> str:
    return "other" if name in BASELINES or name.endswith(PLAIN) else "ours"


def _frame(
    top: float, title: str, columns: Sequence[str], rows: int, scale: svg.LogScale
) -> Iterator[str]:
    """The panel's title, the heads of its columns, and its grid with a label for each tick."""
    yield svg.text(LEFT, top - 14, title, "heading")
    for x, words in zip(COLUMNS, columns, strict=True):
        yield svg.text(x, top - 14, words, "muted", "end")
    bottom = top + ROW * rows
    for tick in scale.ticks():
        yield svg.line((scale.at(tick), top), (scale.at(tick), bottom), "grid")
        yield svg.text(scale.at(tick), bottom + 18, short(tick), "muted", "middle")


def _row(y: float, name: str, figures: Sequence[str], goal: tuple[str, str]) -> Iterator[str]:
    """The words of a row: its name, its figures, and its goal in the last column."""
    yield svg.text(NAMES_END, y + 5, name, anchor="end")
    kinds = ["figure", "figure", f"figure {goal[1]}"]
    for x, words, kind in zip(COLUMNS, [*figures, goal[0]], kinds, strict=True):
        yield svg.text(x, y + 5, words, kind, "end")


def _span(y: float, kind: str, half: float, nearly_all: float) -> Iterator[str]:
    """From p50, a dot, to p99, a stroke."""
    yield svg.line((half, y), (nearly_all, y), f"{kind} span")
    yield svg.line((nearly_all, y - 8), (nearly_all, y + 8), f"{kind} end")
    yield svg.dot(half, y, kind)


def _goal(y: float, scale: svg.LogScale, limit: float | None) -> Iterator[str]:
    if limit is not None:
        yield svg.line((scale.at(limit), y - 13), (scale.at(limit), y + 13), "goal")
