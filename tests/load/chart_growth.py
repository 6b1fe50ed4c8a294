"""The small panels of the chart: figures that must not grow while something else does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.load import svg
from tests.load.chart_table import number, verdict

HEIGHT = 130
Points = Sequence[tuple[int, float]]  # (what grows, the figure), from few to many


@dataclass(frozen=True)
class Growth:
    """A panel at `left`, `top`; every figure but the first may be at most `limit`."""

    title: str
    across: str  # what grows
    points: Points
    limit: float
    left: float
    top: float
    width: float

    def render(self) -> Iterator[str]:
        """The panel's shapes: a curve, its figures, and the goal as a dashed line."""
        right, bottom = self.left + self.width, self.top + HEIGHT
        words, kind = verdict(max(figure for _, figure in self.points[1:]), self.limit)
        yield svg.text(self.left, self.top - 14, self.title, "heading")
        yield svg.text(right, self.top - 14, f"goal {words}", f"figure {kind}", "end")
        yield svg.line((self.left, bottom), (right, bottom), "grid")
        yield svg.line((self.left, self._y(self.limit)), (right, self._y(self.limit)), "goal")
        yield svg.path([self._place(point) for point in self.points], "curve")
        for many, figure in self.points:
            x, y = self._place((many, figure))
            yield svg.dot(x, y, "ours")
            below = y < self.top + HEIGHT / 2  # away from the goal above and the axis below
            yield svg.text(x, y + (26 if below else -14), number(figure), "figure", "middle")
            yield svg.text(x, bottom + 20, f"{many:,}", "muted", "middle")
        yield svg.text(self.left + self.width / 2, bottom + 42, self.across, "muted", "middle")

    def _place(self, point: tuple[int, float]) -> tuple[float, float]:
        """The x of a point: by its logarithm, with room for its figure at both ends."""
        first, last = self.points[0][0], self.points[-1][0]
        scale = svg.LogScale(first, last, self.left + 40, self.left + self.width - 40)
        return scale.at(point[0]), self._y(point[1])

    def _y(self, figure: float) -> float:
        """The y of a figure, on a scale from 0 that leaves room above the goal."""
        most = 1.25 * max(self.limit, *(figure for _, figure in self.points))
        return self.top + HEIGHT * (1 - figure / most)
