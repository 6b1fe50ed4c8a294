"""The joins of `make bench`: one alone, hundreds in a second, and the list meanwhile."""

from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice

import requests

from tests.load import goals
from tests.load.bench_site import Site
from tests.load.bench_size import Size
from tests.load.join_balance import Balance, Call, Press
from tests.load.join_requests import (
    bare_call,
    button,
    is_in,
    living_polls,
    milliseconds_of,
    press,
    register_path,
)
from tests.load.list_requests import is_look, page_headers
from tests.load.load_requests import Answer, Ask, Waits, ask, send, spread
from tests.load.measure import cpu_of
from tests.load.visitors import Visitor
from tests.support.processes import Portal

# Threads enough that no press waits for one: what is measured is the way through.
WIDE = {"WORKERS": "2", "THREADS": "1400", "JOINS_AT_ONCE": "1400"}
USUAL = {"WORKERS": "2", "JOINS_AT_ONCE": "64"}  # the settings as they come
POLLS_A_SECOND = 400
PATIENCE = 30.0  # seconds in which a page that is told to wait asks again
WARM_UP = 3  # joins that make connections


@dataclass
class Found:
    """The results of all rounds; "plain" is the plain view, by the same server."""

    ours: list[float] = field(default_factory=list)  # a join alone, ms
    bare: list[float] = field(default_factory=list)  # the one call it needs, ms
    cpu: list[float] = field(default_factory=list)  # of a join in the rush, ms
    cpu_plain: list[float] = field(default_factory=list)
    rush: list[Waits] = field(default_factory=list)
    rush_plain: list[Waits] = field(default_factory=list)
    rush_straight: list[Waits] = field(default_factory=list)
    few: list[Waits] = field(default_factory=list)
    crowd: list[Waits] = field(default_factory=list)
    crowd_plain: list[Waits] = field(default_factory=list)
    crowd_straight: list[Waits] = field(default_factory=list)
    polls_alone: list[Waits] = field(default_factory=list)
    polls_few: list[Waits] = field(default_factory=list)  # while few join in a second
    polls_rush: list[Waits] = field(default_factory=list)
    polls_unbounded: list[Waits] = field(default_factory=list)  # without admission
    balance: Balance = field(default_factory=Balance)


class Joins:
    """
    Three portals over one sandbox, and attendees who join; nobody is used twice.

    For each round there are two workshops: at the first one the portal is measured, at the second
    one what it is compared with, which remembers nothing.
    """

    def __init__(
        self,
        site: Site,
        size: Size,
        doors: list[tuple[int, int]],
        portals: tuple[Portal, Portal, Portal],
    ) -> None:
        self._site, self._size, self._doors = site, size, doors
        self._wide, self._usual, self._unbounded = portals
        self._viewers = site.viewers(60)
        self.found = Found()

    def round(self, number: int) -> None:
        """Measure everything once."""
        self._door, self._other = self._doors[number]
        self._alone()
        with self._site.slow("register", goals.CROWD_MS / 1000):
            self._polls()
            self._crowd()
        with self._site.slow("register", goals.RUSH_MS / 1000):
            self._few()
            self._rush()

    def _alone(self) -> None:
        """Join one after the other, beside the bare call upstream that each needs."""
        people = self._newcomers(self._usual, self._size.alone + WARM_UP)
        with requests.Session() as http:
            http.trust_env = False
            for number, one in enumerate(people):
                bare = milliseconds_of(http, *bare_call(self._site, one, self._other))
                ours = milliseconds_of(http, *button(self._usual, one.cookie, self._door))
                if number >= WARM_UP:
                    self.found.ours.append(ours)
                    self.found.bare.append(bare)

    def _rush(self) -> None:
        """Let many press in one second; what it costs is measured too."""
        found, people = self.found, self._newcomers(self._wide, self._size.rush)
        found.rush_straight.append(self._straight(people))
        for cpu, waits, way in (
            (found.cpu_plain, found.rush_plain, self._plainly),
            (found.cpu, found.rush, self._through),
        ):
            told, seconds = cpu_of(self._wide.pid, partial(way, people))
            waits.append(told)
            cpu.append(1000 * seconds / len(people))

    def _few(self) -> None:
        """Let so many press in one second as two processes can bear."""
        self.found.few.append(self._through(self._newcomers(self._wide, self._size.few)))

    def _crowd(self) -> None:
        """Let so many be upstream at once."""
        found, people = self.found, self._newcomers(self._wide, self._size.crowd)
        found.crowd_straight.append(self._straight(people))
        found.crowd_plain.append(self._plainly(people))
        found.crowd.append(self._through(people))

    def _polls(self) -> None:
        """Measure polls beside no joins, few and many, and many without admission."""
        found, size = self.found, self._size
        found.polls_alone.append(self._polls_beside(self._usual, 0))
        found.polls_few.append(self._polls_beside(self._usual, size.few))
        found.polls_rush.append(self._polls_beside(self._usual, size.rush))
        found.polls_unbounded.append(self._polls_beside(self._unbounded, size.rush))

    def _straight(self, people: list[Visitor]) -> Waits:
        """The same calls without a portal: the time that sender and sandbox take."""
        return self._compared([ask(*bare_call(self._site, one, self._other)) for one in people])

    def _plainly(self, people: list[Visitor]) -> Waits:
        """Likewise through the plain view."""
        address = f"{self._wide.url}/e/demo/bare/join/{self._other}/"
        pressed = [button(self._wide, one.cookie, self._other) for one in people]
        return self._compared([ask(address, *headers_and_form) for _, *headers_and_form in pressed])

    def _compared(self, asks: list[Ask]) -> Waits:
        self._site.empty(self._other)
        return Waits.of(send(spread(asks, len(asks))), lambda each: each.status == 200)

    def _through(self, people: list[Visitor]) -> Waits:
        """Let all press within one second; measured until each is registered."""
        presses = [press(self._wide, one.cookie, self._door, PATIENCE) for one in people]
        return Waits.of(self._joined(self._wide, people, spread(presses, len(people))), is_in)

    def _polls_beside(self, portal: Portal, each_second: int) -> Waits:
        """Measure polls while every second so many joins come in and hang."""
        seconds = self._size.seconds
        people = self._newcomers(portal, each_second * seconds)
        presses = [press(portal, one.cookie, self._door, seconds) for one in people]
        polls = islice(cycle(living_polls(portal, self._viewers)), POLLS_A_SECOND * seconds)
        asks = [*spread(presses, each_second), *spread(polls, POLLS_A_SECOND)]
        return Waits.of(self._joined(portal, people, asks)[len(people) :], is_look)

    def _joined(self, portal: Portal, people: list[Visitor], asks: list[Ask]) -> list[Answer]:
        """Send; the first requests are the presses of these people, and their balance is drawn."""
        self._site.forget()
        answers = send(asks)
        presses = [
            Press(one.email, sent.due, answer.kind)
            for one, sent, answer in zip(people, asks, answers, strict=False)
        ]
        calls = Call.of(self._site.journal(), register_path(self._door))
        if portal is not self._unbounded:
            at_once = int(portal.settings["JOINS_AT_ONCE"])
            self.found.balance += Balance.of(presses, calls, at_once)
        return answers

    def _newcomers(self, portal: Portal, many: int) -> list[Visitor]:
        """So many new attendees who have loaded a page, so that their registrations are known."""
        self._site.end_queue()
        people = self._site.sign_in(many)
        pages = [ask(f"{portal.url}/e/demo/mine.ics", page_headers(one.cookie)) for one in people]
        assert all(each.status == 200 for each in send(pages, connections=8))
        return people
