"""More viewers: the portal's memory and its calls upstream must not grow."""

import time
from collections import Counter
from dataclasses import dataclass

from tests.load import goals
from tests.load.bench_site import Site
from tests.load.list_requests import ended, is_look, poll, tag_of
from tests.load.load_requests import Waits, send, spread
from tests.load.process_tree import cpu_seconds, memory_mb
from tests.load.result_row import Row
from tests.support.processes import Portal

EVENT = "fifty"  # one page of the list
WINDOW_SECONDS = 2  # LIST_FRESH_SECONDS of the portal here
SETTINGS = {"WORKERS": "2", "LIST_FRESH_SECONDS": str(WINDOW_SECONDS)}
EVERY_SECONDS = 10  # does a page look
CONNECTIONS = 32


@dataclass(frozen=True)
class Crowd:
    """A number of viewers, and their effect."""

    viewers: int
    memory_mb: float
    fetches_a_window: float  # list calls to what the goal allows, T / window + 1
    other_calls: int


def rows(site: Site, portal: Portal, most: int) -> tuple[list[Row], list[Crowd]]:
    """The table's rows, and for the chart the effect of few and many viewers."""
    people = site.viewers(most)
    crowd(site, portal, people[:100], most // 4)  # what a process takes once
    found = [crowd(site, portal, people[:many], most) for many in (100, most)]
    few, many = found
    calls = max(each.fetches_a_window for each in found)
    return [
        Row(
            f"growth: memory with {most:,} viewers / 100",
            many.memory_mb / few.memory_mb,
            goals.MORE_VIEWERS,
        ),
        Row("growth: list fetches / one a window, the worse of both", calls, 1),
        Row("growth: other calls upstream", few.other_calls + many.other_calls, 0, "calls"),
        *_on_their_own_clocks(site, portal, people),
    ], found


def crowd(site: Site, portal: Portal, people: list[str], polls: int) -> Crowd:
    """
    As many polls by few viewers or many, half of which bring a tag that is over.

    So each viewer's session is read, and each is then told "unchanged" by their own seal.
    """
    site.forget()
    began, tag = time.monotonic(), tag_of(portal, EVENT, people[0])
    everybody = [people[number % len(people)] for number in range(polls)]
    first = send([poll(portal, EVENT, each, ended(tag)) for each in everybody], CONNECTIONS)
    tags = [each.etag for each in first]
    again = [poll(portal, EVENT, one, mine) for one, mine in zip(everybody, tags, strict=True)]
    answers = [*first, *send(again, CONNECTIONS)]
    windows, calls = (time.monotonic() - began) / WINDOW_SECONDS + 1, site.calls()
    assert all(is_look(each) for each in answers), Counter(each.status for each in answers)
    return Crowd(len(people), memory_mb(portal.pid), calls["list"] / windows, others(calls))


def others(calls: Counter[str]) -> int:
    """Calls that polls must not cause: the event is fetched once in ten minutes."""
    return calls.total() - calls["list"] - calls["event"]


def _on_their_own_clocks(site: Site, portal: Portal, people: list[str]) -> list[Row]:
    """Polls of viewers over one period of ten seconds, each with an ETag, one in three expired."""
    people = people[:5000]
    tag = tag_of(portal, EVENT, people[0])
    told = send([poll(portal, EVENT, each, ended(tag)) for each in people], CONNECTIONS)
    polls = [
        poll(portal, EVENT, one, ended(answer.etag) if number % 3 == 0 else answer.etag)
        for number, (one, answer) in enumerate(zip(people, told, strict=True))
    ]
    site.forget()
    before, spent = memory_mb(portal.pid), cpu_seconds(portal.pid)
    waits = Waits.of(send(spread(polls, len(people) / EVERY_SECONDS)), is_look)
    spent, windows = cpu_seconds(portal.pid) - spent, EVERY_SECONDS / WINDOW_SECONDS + 1
    name = f"{len(people):,} viewers, each every {EVERY_SECONDS} s"
    return [
        Row(f"{name}: p50", waits.at(0.5), unit="ms"),
        Row(f"{name}: p99", waits.at(0.99), unit="ms"),
        Row(f"{name}: failed", waits.failed, 0, "polls"),
        Row(f"{name}: cores", spent / EVERY_SECONDS, unit="cores"),
        Row(f"{name}: memory after / before", memory_mb(portal.pid) / before, 1.05),
        Row(f"{name}: list fetches / one a window", site.calls()["list"] / windows, 1),
    ]
