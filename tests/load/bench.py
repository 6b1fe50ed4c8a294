"""
`make bench`: the goals of the load, measured side by side in one run.

The cost of a request is the CPU time of the whole server tree; latency is measured in an open
loop, from the time at which a request was due. Everything that is compared is run in turn, round
after round, and the median round is reported: so ratios hold on a busy machine too. Every round of
joins has people and a workshop that no round had before, so that no join is answered from memory.
QUICK=1 runs fewer and shorter rounds with smaller crowds.
"""

import json
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.load import costs, goals, growth, join_rows, joins, payload_size, room
from tests.load.bench_site import NO_REFRESH, Site
from tests.load.bench_size import Extent, Size
from tests.load.chart import draw
from tests.load.joins import Joins
from tests.load.list_requests import open_lists
from tests.load.polls import Latency
from tests.load.process_tree import memory_mb
from tests.load.result_row import Row
from tests.support.processes import ROOT

QUICK = Extent(3, 1, 1, 1_000, 2, Size(150, 60, 200, alone=40, seconds=1))
FULL = Extent(5, 5, 3, 30_000, 5, Size(500, 200, 1000, alone=60, seconds=3))


class Bench:
    """Collects the rows of the table and the figures of the chart."""

    def __init__(self, site: Site, extent: Extent) -> None:
        self._site, self._extent = site, extent
        self.rows: list[Row] = []
        self.chart: dict[str, Any] = {}

    def run(self) -> None:
        """Run every part."""
        for part in (self._one_process, self._as_it_comes, self._joins, self._room):
            began = time.monotonic()
            part()
            _say(f"{part.__name__.strip('_')}: {time.monotonic() - began:.0f} s")
        self.chart |= {"limits": goals.limits(self.chart, self._extent.joins)}

    def _one_process(self) -> None:
        """Measure the cost and size of requests; lists are not refreshed meanwhile."""
        extent = self._extent
        with self._site.portal(WORKERS="1", **NO_REFRESH) as portal:
            viewer = self._site.viewers(1)[0]
            open_lists(portal, viewer)
            with costs.anchor(self._site, portal, viewer) as nginx:
                found = costs.costs(portal, nginx, viewer, extent)
            self.rows += costs.rows(found) + payload_size.rows(self._site, portal, viewer)
        self.chart |= {"cpu_us": found}

    def _as_it_comes(self) -> None:
        """Measure the latency of polls, and the effect of more viewers."""
        extent, latency = self._extent, Latency()
        with self._site.portal(**growth.SETTINGS) as portal:
            people = self._site.viewers(50)
            open_lists(portal, people[0], ("demo", "fifty", "big"))
            with costs.anchor(self._site, portal, people[0]) as nginx:
                for _ in range(extent.rounds):
                    latency.round(portal, nginx, people, extent.seconds)
            found, crowds = growth.rows(self._site, portal, extent.viewers)
            held = memory_mb(portal.pid)
        self.rows += [*latency.rows(), *found]
        self.rows.append(Row("memory after that, 2 workers × 64 threads", held, 300, "MB"))
        self.chart |= {"polls_ms": latency.told, "viewers": [asdict(each) for each in crowds]}

    def _joins(self) -> None:
        """Measure the joins at the top of the hour."""
        site, rounds = self._site, range(self._extent.rounds)
        doors = [(site.door(), site.door()) for _ in rounds]  # before the lists are read
        with (
            site.portal(**joins.WIDE) as wide,
            site.portal(**joins.USUAL) as usual,
            site.plain() as unbounded,
        ):
            everybody = Joins(site, self._extent.joins, doors, (wide, usual, unbounded))
            for number in rounds:
                everybody.round(number)
        self.rows += join_rows.rows(everybody.found, self._extent.joins)
        self.chart |= {"joins_ms": join_rows.waits(everybody.found, self._extent.joins)}
        self.chart["cpu_us"] |= join_rows.costs(everybody.found)

    def _room(self) -> None:
        self.rows += room.rows(self._extent.visits)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, print the table, write build/bench.json and, unless QUICK, docs/bench.svg."""
    is_quick = bool(os.environ.get("QUICK"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bench = Bench(Site(stack, folder), QUICK if is_quick else FULL)
        bench.run()
    for row in bench.rows:
        print(row)
    missed = [row for row in bench.rows if not row.is_met]
    print(f"\n{len(missed)} missed of {sum(row.goal is not None for row in bench.rows)} goals")
    out = ROOT / "build"
    out.mkdir(exist_ok=True)
    told = {"is_quick": is_quick, "rows": [row.told for row in bench.rows], "chart": bench.chart}
    (out / "bench.json").write_text(json.dumps(told, indent=1) + "\n")
    draw(bench.chart, (out if is_quick else ROOT / "docs") / "bench.svg")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
