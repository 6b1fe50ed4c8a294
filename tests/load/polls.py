"""Latency of polls at a fixed rate, ours beside nginx's micro-cache, and its growth."""

from dataclasses import dataclass, field
from itertools import cycle, islice

from tests.load.list_requests import is_look, page_headers, poll, tag_of
from tests.load.load_requests import Ask, Waits, ask, middle, send, spread
from tests.load.nginx import Nginx
from tests.load.result_row import Row
from tests.support.processes import Portal

EACH_SECOND = 500  # 5,000 viewers, every ten seconds
NAMES = {"nginx": "nginx micro-cache", "unchanged": "unchanged poll", "changed": "changed poll"}


@dataclass
class Latency:
    """The latencies of every round, by what answered."""

    waits: dict[str, list[Waits]] = field(default_factory=lambda: {name: [] for name in NAMES})

    def round(self, portal: Portal, nginx: Nginx, people: list[str], seconds: float) -> None:
        """Run each once: many attendees' polls of the list of 50, at a fixed rate."""
        for name, asks in _kinds(portal, nginx, people).items():
            many = int(EACH_SECOND * seconds)
            told = send(spread(islice(cycle(asks), many), EACH_SECOND))
            self.waits[name].append(Waits.of(told, is_look))

    def rows(self) -> list[Row]:
        """The table's rows, to compare."""
        return [
            Row(f"open loop, {EACH_SECOND} a second: {NAMES[name]}, {label}", figure, unit="ms")
            for name, waits in self.waits.items()
            for label, figure in (("p50", middle(waits, 0.5)), ("p99", middle(waits, 0.99)))
        ]

    @property
    def told(self) -> dict[str, tuple[float, float]]:
        """(p50, p99) in milliseconds, by what answered."""
        return {name: (middle(each, 0.5), middle(each, 0.99)) for name, each in self.waits.items()}


def _kinds(portal: Portal, nginx: Nginx, people: list[str]) -> dict[str, list[Ask]]:
    tags = [tag_of(portal, "fifty", each) for each in people]
    return {
        "nginx": [ask(f"{nginx.url}/anchor", page_headers(each)) for each in people],
        "unchanged": [
            poll(portal, "fifty", one, tag) for one, tag in zip(people, tags, strict=True)
        ],
        "changed": [poll(portal, "fifty", each) for each in people],
    }
