"""A row of the table of `make bench`."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """
    What was measured; `figure` must not exceed `goal`, or reach it where `at_least`.

    `goal` None: nothing to reach, it is there to compare with.
    """

    what: str
    figure: float
    goal: float | None = None
    unit: str = "×"
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached; a missing figure (nan) reaches none."""
        if self.goal is None:
            return True
        return self.figure >= self.goal if self.at_least else self.figure <= self.goal

    @property
    def ratio(self) -> float | None:
        """Figure divided by goal: 1.2 is a fifth more. None if the goal is missing or 0."""
        return self.figure / self.goal if self.goal else None

    @property
    def told(self) -> dict[str, Any]:
        """The row for the JSON file."""
        return {
            "what": self.what,
            "figure": self.figure,
            "unit": self.unit,
            "goal": self.goal,
            "at_least": self.at_least,
            "ratio": self.ratio,
            "met": self.is_met,
        }

    def __str__(self) -> str:
        figure = f"{self.figure:10,.2f} {self.unit}"
        if self.goal is None:
            return f"        {self.what:<62} {figure}"
        verdict, sign = "met   " if self.is_met else "MISSED", "≥" if self.at_least else "≤"
        share = "" if self.ratio is None else f"{self.ratio:.2f} of the goal"
        return f"{verdict}  {self.what:<62} {figure:<17} {sign} {self.goal:<6g} {share}".rstrip()
