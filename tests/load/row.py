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

    def __str__(self) -> str:
        verdict, sign = "met   " if self.is_met else "MISSED", "≥" if self.at_least else "≤"
        figure = f"{self.figure:9.2f}{self.unit}"
        return f"{verdict}  {self.what:<60} {figure:<16} {sign} {self.goal:g}{self.unit}"
