"""
`make attack`: every attack, short and long, and a table of what was tried and what held.

Exit status 1 if one did not hold. `ONLY=sign_out` tries those whose name has this word.
"""

import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


class Table:
    """A pytest plugin that counts, by module, what was tried and what held."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self.measured: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count an attack once: when it has been made, or when not even its site came up."""
        if report.when != "call" and not report.failed:
            return
        module = report.location[0]
        self.tried[module] += 1
        self.held[module] += report.passed
        name = report.location[2].removeprefix("test_").replace("_", " ")
        told = dict(report.user_properties).get("measured")
        self.measured |= {name: str(told)} if told else {}

    def __str__(self) -> str:
        rows = [(area(module), self.tried[module], self.held[module]) for module in self.tried]
        rows.append(("all", self.tried.total(), self.held.total()))
        lines = [f"{'tried':>6} {'held':>6}  area"]
        lines += [f"{tried:6} {held:6}  {name}" for name, tried, held in rows]
        return "\n".join([*lines, "", *(f"{name}: {told}" for name, told in self.measured.items())])


def area(module: str) -> str:
    """What a module attacks, as the first line of its docstring says."""
    found = re.match(r'"""(.*?)[."\n]', (FOLDER / Path(module).name).read_text())
    return found[1] if found else module


def main() -> int:
    """Run all, print the table; returns the exit status."""
    table = Table()
    only = ["-k", os.environ["ONLY"]] if os.environ.get("ONLY") else []
    options = ["-q", "-o", "python_files=test_*.py long_*.py", "-p", "no:cacheprovider", *only]
    status = pytest.main([str(FOLDER), *options], plugins=[table])
    sys.stdout.write(f"\n{table}\n")
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
