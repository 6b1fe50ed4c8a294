"""
`python -m tests.load.sizes`: what one process and two bear, for docs/operations.md.

For five seconds so many attendees join in every second, upstream taking 300 ms, while so many
viewers poll their lists. It tells how long joins and polls took at worst, but for one in a hundred.
"""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from tests.load.bench_site import Site
from tests.load.join_requests import is_in, living_polls, press
from tests.load.list_requests import is_look, page_headers
from tests.load.load_requests import Waits, ask, send, spread
from tests.support.processes import Portal

SECONDS, UPSTREAM_SECONDS, PATIENCE = 5, 0.3, 30.0
POLL_EVERY = 11.0  # seconds, of a page whose list is fresh for ten


@dataclass(frozen=True)
class Load:
    """What a size is for."""

    viewers: int
    joins_a_second: int


ONE, TWO = {"WORKERS": "1", "REDIS_URL": ""}, {"WORKERS": "2"}
LOADS = {
    "one process, SQLite": (
        ONE,
        [Load(1_000, 20), Load(1_000, 40), Load(2_000, 60), Load(3_000, 100)],
    ),
    "two processes, Redis": (
        TWO,
        [Load(2_000, 60), Load(5_000, 100), Load(5_000, 150), Load(5_000, 200)],
    ),
}


def measure(site: Site, portal: Portal, load: Load, workshop: int) -> tuple[Waits, Waits]:
    """(the durations of joins, those of polls)."""
    site.end_queue()
    people = site.sign_in(load.joins_a_second * SECONDS)
    pages = [ask(f"{portal.url}/e/demo/mine.ics", page_headers(one.cookie)) for one in people]
    send(pages, connections=8)
    polls_a_second = load.viewers / POLL_EVERY
    viewers = living_polls(portal, site.viewers(60))
    polls = islice(cycle(viewers), round(polls_a_second * SECONDS))
    presses = [press(portal, one.cookie, workshop, PATIENCE) for one in people]
    asks = [*spread(presses, load.joins_a_second), *spread(polls, polls_a_second)]
    answers = send(asks)
    return Waits.of(answers[: len(people)], is_in), Waits.of(answers[len(people) :], is_look)


def main() -> None:
    """Print a line for each load."""
    with ExitStack() as stack:
        site = Site(stack, Path(stack.enter_context(tempfile.TemporaryDirectory())))
        for name, (settings, loads) in LOADS.items():
            doors = [site.door() for _ in loads]
            with site.portal(**settings) as portal, site.slow("register", UPSTREAM_SECONDS):
                for load, door in zip(loads, doors, strict=True):
                    joins, polls = measure(site, portal, load, door)
                    print(
                        f"{name}: {load.viewers} viewers, {load.joins_a_second} joins a second:"
                        f" joins p99 {joins.at(0.99):.0f} ms, {joins.failed} failed;"
                        f" polls p99 {polls.at(0.99):.0f} ms, {polls.failed} failed",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
