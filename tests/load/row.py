"""A line of the table of `make bench`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table; `figure` must not exceed `goal`, or reach it where `at_least`."""

    what: str
    figure: float
    goal: float
    unit: str = "×"
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        return self.figure >= self.goal if self.at_least else self.figure <= self.goal
