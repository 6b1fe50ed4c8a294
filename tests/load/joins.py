"""The joins of `make bench`: one alone, hundreds in a second, and the list meanwhile."""

import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import cycle, islice

import requests

from tests.load import goals
from tests.load.bench_site import CSRF, Site
from tests.load.bench_size import Extent, Size
from tests.load.list_requests import ended, page_headers, poll, tag_of
from tests.load.load_requests import Answer, Ask, Waits, ask, percentile, send, spread
from tests.load.result_row import Row
from tests.support.processes import Portal

# Threads enough that no press waits for one: what is measured is the way through.
WIDE = {"WORKERS": "2", "THREADS": "1400", "JOINS_AT_ONCE": "1400"}
USUAL = {"WORKERS": "2"}  # the settings as they come, but for the list
POLLS_A_SECOND = 400
LATE_MS = 1000
BITING = 500  # joins a second: with fewer, threads without a gate still keep up


@dataclass
class Found:
    """The results of all rounds."""

    ours: list[float] = field(default_factory=list)  # a join alone, ms
    bare: list[float] = field(default_factory=list)  # the one call it needs, ms
    rush: list[Waits] = field(default_factory=list)
    rush_straight: list[Waits] = field(default_factory=list)
    crowd: list[Waits] = field(default_factory=list)
    crowd_straight: list[Waits] = field(default_factory=list)
    gated: list[Waits] = field(default_factory=list)
    free: list[Waits] = field(default_factory=list)
    lost: int = 0  # pressed, but never registered
    double: int = 0


class Joins:
    """Three portals over one sandbox, and attendees who join."""

    def __init__(
        self, site: Site, extent: Extent, doors: list[int], portals: tuple[Portal, Portal, Portal]
    ) -> None:
        self._site, self._extent, self._doors = site, extent, doors
        self._size = size = extent.joins
        self._wide, self._usual, self._plain = portals
        many = max(size.rush + size.crowd, size.rush * size.seconds)
        self._people = site.sign_in(range(1, many + 1))
        self._single = site.sign_in(range(many + 1, many + 1 + size.alone))
        self._tokens = [site.token(number)[0] for number in range(1, size.crowd + 1)]
        self._viewers = site.viewers(60)
        self.found = Found()

    def round(self, number: int) -> None:
        """Measure everything once, at a workshop of its own, which is empty before each part."""
        size, found, door = self._size, self.found, self._doors[number]
        rush, crowd = self._people[: size.rush], self._people[size.rush :][: size.crowd]
        self._alone(door)
        if number < self._extent.slow_rounds:
            found.rush_straight.append(self._straight(door, size.rush, 0.3))
            found.crowd_straight.append(self._straight(door, size.crowd, 1.0))
        found.rush.append(self._through(door, rush, 0.3))
        found.crowd.append(self._through(door, crowd, 1.0))
        found.gated.append(self._polls_meanwhile(self._usual, door))
        found.free.append(self._polls_meanwhile(self._plain, door))

    def _alone(self, door: int) -> None:
        """Join one after the other, beside the bare call upstream that each needs."""
        self._warm(self._usual, self._single, door)
        with requests.Session() as http:
            http.trust_env = False
            for number, cookie in enumerate(self._single, 1):
                told = {"Cookie": cookie, "HX-Request": "true", "X-CSRFToken": CSRF}
                address = f"{self._usual.url}/e/demo/w/{door}/join/"
                ours = _timed(http, address, {"go": "in"}, told)
                token = {"Authorization": self._tokens[number]}
                bare = _timed(http, self._site.upstream + register_path(door), None, token)
                if number > 3:  # the first ones make connections
                    self.found.ours.append(ours)
                    self.found.bare.append(bare)

    def _straight(self, door: int, many: int, delay: float) -> Waits:
        """The same calls without a portal: the time that sender and sandbox take."""
        address = self._site.upstream + register_path(door)
        calls = [ask(address, {"Authorization": each}, {}) for each in self._tokens]
        with self._site.slow("register", delay):
            told = send(spread(islice(cycle(calls), many), many))
        return Waits.of(told, lambda each: each.status == 200)

    def _through(self, door: int, people: list[str], delay: float) -> Waits:
        """Let all press within one second; measured until each is registered."""
        self._warm(self._wide, people, door)
        presses = [replace(press(self._wide, one, door), until=30) for one in people]
        with self._balance(door, len(people)), self._site.slow("register", delay):
            told = send(spread(presses, len(people)))
        return Waits.of(told, is_in)

    @contextmanager
    def _balance(self, door: int, expected: int) -> Iterator[None]:
        """Check that the sandbox's journal has exactly one registration for each."""
        self._site.forget()
        yield
        of = Counter(
            call["attendee"]
            for call in self._site.journal()
            if call["path"] == register_path(door) and call["status"] == 200
        )
        self.found.lost += max(0, expected - len(of))
        self.found.double += of.total() - len(of)

    def _polls_meanwhile(self, portal: Portal, door: int) -> Waits:
        """Measure polls while every second so many joins come in and hang."""
        size = self._size
        people = self._people[: size.rush * size.seconds]
        self._warm(portal, people, door)
        presses = [replace(press(portal, one, door), until=size.seconds) for one in people]
        looks = islice(cycle(living_polls(portal, self._viewers)), POLLS_A_SECOND * size.seconds)
        mixed = [*spread(presses, size.rush), *spread(looks, POLLS_A_SECOND)]
        with self._site.slow("register", 1.0):
            told = send(mixed)[len(presses) :]
        return Waits.of(told, is_look)

    def _warm(self, portal: Portal, people: list[str], door: int) -> None:
        """Let every attendee load the list, so that their registrations are known."""
        self._site.empty(door)
        look = [ask(f"{portal.url}/e/demo/mine.ics", page_headers(each)) for each in people]
        assert all(each.status == 200 for each in send(look, connections=8))


def press(portal: Portal, cookie: str, workshop: int) -> Ask:
    """The request of the Join button."""
    told = {"Cookie": cookie, "HX-Request": "true", "X-CSRFToken": CSRF}
    return ask(f"{portal.url}/e/demo/w/{workshop}/join/", told, {"go": "in"})


def living_polls(portal: Portal, people: list[str]) -> list[Ask]:
    """
    Refreshes of the demo's list as pages send them.

    Each looks again every ten seconds or so, and a tag lives for thirty: one in three must be
    given a new one by Django, the others are told "unchanged" at the entry.
    """
    tags = [tag_of(portal, "demo", each) for each in people]
    tags = [ended(tag) if number % 3 == 0 else tag for number, tag in enumerate(tags)]
    return [poll(portal, "demo", one, tag) for one, tag in zip(people, tags, strict=True)]


def register_path(workshop: int) -> str:
    """Upstream's path for a registration."""
    return f"/rest/events/demo/user-session/{workshop}"


def is_in(answer: Answer) -> bool:
    """Whether the attendee was registered."""
    return answer.status == 200 and answer.kind == "let_in"


def is_look(answer: Answer) -> bool:
    """Whether a poll was answered."""
    return answer.status in {200, 304}


def _timed(http: requests.Session, address: str, form: object, headers: dict[str, str]) -> float:
    """Milliseconds of a POST."""
    began = time.perf_counter()
    answer = http.post(address, form, headers=headers)
    took = time.perf_counter() - began
    assert answer.ok, answer.text[:500]
    return 1000 * took


def middle(waits: list[Waits], part: float) -> float:
    """The median of the rounds' percentiles, milliseconds."""
    return statistics.median(each.at(part) for each in waits)


def failed(waits: list[Waits]) -> int:
    """The latency of all rounds together."""
    return sum(each.failed for each in waits)


def rows(found: Found, size: Size) -> list[Row]:
    """The table's rows."""
    ours, bare = sorted(found.ours), sorted(found.bare)
    gated, free = middle(found.gated, 0.99), middle(found.free, 0.99)
    rush, crowd = middle(found.rush, 0.99), middle(found.crowd, 0.99)
    late = sum(each.later_than(LATE_MS) for each in found.gated)
    return [
        Row(
            "a join alone, p50 / one bare call", percentile(ours, 0.5) / percentile(bare, 0.5), 3.5
        ),
        Row("a join alone, p99", percentile(ours, 0.99), goals.JOIN_MS, "ms"),
        Row("one bare call, p99", percentile(bare, 0.99), unit="ms"),
        Row(f"{size.rush} joins in one second at 300 ms, p99 / delay", rush / 300, goals.RUSH),
        Row("… straight to upstream", middle(found.rush_straight, 0.99) / 300),
        Row(f"{size.crowd} joins in flight at 1 s, p99 / delay", crowd / 1000, goals.CROWD),
        Row("… straight to upstream", middle(found.crowd_straight, 0.99) / 1000),
        Row(
            "joins: not let in within 30 s, of all rounds",
            failed(found.rush + found.crowd),
            0,
            "presses",
        ),
        Row("joins: never registered, by the sandbox's journal", found.lost, 0, "presses"),
        Row("joins: registered twice, by the sandbox's journal", found.double, 0, "presses"),
        Row(
            f"polls while {size.rush} joins a second hang at 1 s, p99", gated, goals.POLLS_MS, "ms"
        ),
        Row("… late (over 1 s) or failed", late, 0, "polls"),
        Row(
            "… served by plain threads without a gate, p99 / with",
            free / gated,
            10 if size.rush >= BITING else None,
            at_least=True,
        ),
    ]


def told(found: Found, size: Size) -> dict[str, tuple[float, float]]:
    """(p50, p99) in milliseconds, for the chart."""
    ours, bare = sorted(found.ours), sorted(found.bare)
    alone = {
        "bare call upstream": (percentile(bare, 0.5), percentile(bare, 0.99)),
        "a join alone": (percentile(ours, 0.5), percentile(ours, 0.99)),
    }
    many = {
        goals.rush_name(size): found.rush,
        goals.crowd_name(size): found.crowd,
        "polls while joins hang": found.gated,
        "polls without the gate": found.free,
    }
    return alone | {name: (middle(each, 0.5), middle(each, 0.99)) for name, each in many.items()}
