"""The few shapes of SVG that a chart needs, as text."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True)
class LogScale:
    """A logarithmic axis: values from `low` to `high` lie between `left` and `right`, in pixels."""

    low: float
    high: float
    left: float
    right: float

    @classmethod
    def around(cls, values: Iterable[float], left: float, right: float) -> "LogScale":
        """The axis whose ends are the powers of ten around `values`."""
        known = [value for value in values if value > 0] or [1]
        low, high = math.floor(math.log10(min(known))), math.ceil(math.log10(max(known)))
        return cls(10.0**low, 10.0 ** max(high, low + 1), left, right)

    def at(self, value: float) -> float:
        """The x of `value`; a value below the axis is at its left end."""
        part = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        return self.left + part * (self.right - self.left)

    def ticks(self) -> list[float]:
        """The powers of ten, both ends included."""
        first, last = round(math.log10(self.low)), round(math.log10(self.high))
        return [10.0**power for power in range(first, last + 1)]


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """Text whose start, middle or end is at `x`; no element for an empty text."""
    return words and shape("text", escape(words), x=x, y=y, kind=kind, text_anchor=anchor)


def line(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    """A straight line."""
    return shape("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], kind=kind)


def path(points: Iterable[tuple[float, float]], kind: str) -> str:
    """A line through all points."""
    return shape("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), kind=kind)


def dot(x: float, y: float, kind: str) -> str:
    """A filled circle."""
    return shape("circle", cx=x, cy=y, r=5, kind=kind)


def bar(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A filled rectangle."""
    return shape("rect", x=x, y=y, width=width, height=height, kind=kind)


def document(width: int, height: int, head: str, shapes: Iterable[str]) -> str:
    """A whole file; `head` precedes the shapes: title, description, style."""
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img">'
    return "\n".join([opening, head, *filter(None, shapes), "</svg>"]) + "\n"


def shape(name: str, content: str = "", *, kind: str = "", **attributes: str | float) -> str:
    """An element; `kind` is its class, and _ in an attribute's name stands for -."""
    given = {"class": kind} if kind else {}
    for key, value in attributes.items():
        given[key.replace("_", "-")] = value if isinstance(value, str) else f"{value:.1f}"
    markup = "".join(f" {key}={quoteattr(str(value))}" for key, value in given.items())
    return f"<{name}{markup}>{content}</{name}>" if content else f"<{name}{markup}/>"
