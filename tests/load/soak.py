"""
`make soak`: an hour of looks, joins and new sign-ins; the portal must not grow.

Memory (its own, not that of libraries), threads and open files of the whole process tree are taken
once a minute. It begins with a rush, so that every thread there may be comes into being, and the
first sixth is left out, in which what is kept comes together. Of the rest the growth an hour is
told, by the line that fits best. MINUTES=2 tries the whole in two minutes, too short for a verdict.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from tests.load.bench_site import Site
from tests.load.join_requests import living_polls, press
from tests.load.list_requests import is_look, page_headers, poll
from tests.load.load_requests import ask, send, spread
from tests.load.process_tree import open_files, own_memory_mb, threads
from tests.load.result_row import Row
from tests.support.processes import Portal

MINUTES = int(os.environ.get("MINUTES", "60"))
PEOPLE, POLLS_A_SECOND, SECONDS = 100, 40, 55
CROWD = 300  # in the rush: more than all threads of two processes
ENOUGH = 10  # samples for a verdict
GROWTH = 0.05  # an hour, of what there is; a leak of a session or a join is far more


@dataclass(frozen=True)
class Sample:
    """The memory of the whole tree at the end of a minute."""

    minute: int
    memory_mb: float
    threads: int
    open_files: int

    @classmethod
    def of(cls, portal: Portal, minute: int) -> "Sample":
        """A sample as of now."""
        return cls(minute, own_memory_mb(portal.pid), threads(portal.pid), open_files(portal.pid))


def slope(samples: Sequence[Sample], what: str) -> float:
    """Growth an hour; 0 if there is only one sample."""
    if len(samples) < 2:
        return 0.0
    minutes = [each.minute for each in samples]
    line = statistics.linear_regression(minutes, [getattr(each, what) for each in samples])
    return 60 * line.slope


def rows(samples: Sequence[Sample]) -> list[Row]:
    """
    The table: growth an hour after the warm-up, at most a twentieth of what there was.

    Of fewer than ten samples it is told without a goal: a page more would be megabytes an hour.
    """
    steady = samples[len(samples) // 6 :]
    names = {"memory_mb": "MB", "threads": "threads", "open_files": "files"}
    return [
        Row(
            f"{name}, from {getattr(steady[0], name):.0f} to {getattr(steady[-1], name):.0f}",
            slope(steady, name),
            GROWTH * getattr(steady[0], name) if len(samples) >= ENOUGH else None,
            f"{unit}/h",
        )
        for name, unit in names.items()
    ]


def rush(site: Site, portal: Portal) -> None:
    """Let everyone come at once while upstream is slow: pages, polls and joins take all threads."""
    people, door = [each.cookie for each in site.sign_in(CROWD)], site.door()
    pages = [ask(f"{portal.url}/e/demo/", page_headers(each)) for each in people]
    polls = [poll(portal, "demo", each) for each in people]
    presses = [press(portal, each, door) for each in people]
    with site.slow("*", 1.0):
        send([*pages, *polls, *presses])
    site.remove(door)


def minute(site: Site, portal: Portal) -> int:
    """A minute in which new attendees sign in, read the list and join. Returns the failures."""
    began = time.monotonic()
    people = [each.cookie for each in site.sign_in(PEOPLE)]
    door = site.door()
    looks = list(islice(cycle(living_polls(portal, people)), POLLS_A_SECOND * SECONDS))
    presses = [press(portal, each, door, SECONDS) for each in people]
    told = send([*spread(looks, POLLS_A_SECOND), *spread(presses, len(presses) / SECONDS)])
    lists, joins = told[: len(looks)], told[len(looks) :]
    site.remove(door)
    time.sleep(max(0.0, 60 - (time.monotonic() - began)))
    return sum(not is_look(each) for each in lists) + sum(each.status != 200 for each in joins)


def main() -> None:
    """Print a line a minute and the table; exit status 1 if something grows or fails."""
    with ExitStack() as stack:
        site = Site(stack, Path(stack.enter_context(tempfile.TemporaryDirectory())))
        portal = stack.enter_context(site.portal(WORKERS="2", LIST_FRESH_SECONDS="2"))
        rush(site, portal)
        samples, failed = [], 0
        for number in range(MINUTES):
            failed += minute(site, portal)
            samples.append(Sample.of(portal, number + 1))
            print(samples[-1], "failed:", failed, file=sys.stderr, flush=True)
    table = [*rows(samples), Row("requests that failed", failed, 0, "")]
    print("\ngrowth an hour, the first sixth left out")
    print("\n".join(map(str, table)))
    sys.exit(not all(row.is_met for row in table))


if __name__ == "__main__":
    main()
