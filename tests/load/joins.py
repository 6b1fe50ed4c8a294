"""The joins of `make bench`: one alone, hundreds in a second, and the list meanwhile."""

import statistics
import time
from typing import Any

import requests

from tests.load.measure import Ask, Waits, open_loop
from tests.load.row import Row
from tests.load.site import CSRF, Site
from tests.processes import Portal

SOLDERING = 11655
REGISTER = f"/rest/events/demo/user-session/{SOLDERING}"
FRAGMENT = "/e/demo/list/?"


def press(portal: Portal, cookie: str) -> Ask:
    """A press on Join, which must lead in or into the line."""
    headers = {"Cookie": cookie, "HX-Request": "true", "X-CSRFToken": CSRF}
    address = f"{portal.url}/e/demo/w/{SOLDERING}/join/"
    return Ask("POST", address, headers, {"go": "in"}, holds='data-kind="')


def alone(site: Site, portal: Portal, times: int) -> list[Any]:
    """One after the other, beside the bare call upstream that each needs."""
    ours, bare = [], []
    http = requests.Session()
    http.trust_env = False
    for number, cookie in enumerate(site.sign_in(range(1000, 1000 + times))):
        token = {"Authorization": site.token(1000 + number)[0]}
        http.get(f"{portal.url}/e/demo/", headers={"Cookie": cookie})
        asked = press(portal, cookie)
        ours.append(_timed(http, asked.address, asked.form, asked.headers))
        bare.append(_timed(http, site.upstream + REGISTER, None, token))
    ours, bare = sorted(ours[3:]), bare[3:]  # the first ones make connections
    return [
        Row(
            "a join alone / a bare call upstream, p50",
            statistics.median(ours) / statistics.median(bare),
            3.5,
        ),
        Row("a join alone, p99", 1000 * ours[int(0.99 * len(ours))], 10, " ms"),
    ]


def _timed(http: requests.Session, address: str, form: Any, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    assert http.post(address, form, headers=headers).ok
    return time.perf_counter() - began


def together(site: Site, many: int) -> list[Any]:
    """Many in one second with threads for all; then polls while joins hang, gated and not."""
    wide = {"WORKERS": "2", "THREADS": "600", "JOINS_AT_ONCE": "1200"}
    with site.portal(**wide) as portal:
        people = site.sign_in(range(2000, 2000 + many))
        _warm(portal, people)
        site.slow("register", 0.3)
        rush = open_loop([press(portal, cookie) for cookie in people], many)
        site.slow("register", 0)
    gated, free = _polls_meanwhile(site, many, 3000), _polls_meanwhile(site, many, 4000, **wide)
    return [
        Row(f"{many} joins in one second, upstream 300 ms, p99 / delay", rush.at(0.99) / 300, 2.5),
        Row(f"{many} joins in one second, failed", rush.failed, 0, ""),
        Row("polls while joins hang, p99", gated.at(0.99), 100, " ms"),
        Row("polls while joins hang, late or failed", gated.failed, 0, ""),
        Row(
            "the same without the gate, p99 / with it",
            free.at(0.99) / gated.at(0.99),
            10,
            at_least=True,
        ),
    ]


def _polls_meanwhile(site: Site, many: int, first: int, **settings: str) -> Waits:
    """How long 400 polls a second take while as many joins as that come in a second and hang."""
    with site.portal(**{"WORKERS": "2"} | settings) as portal:
        people = site.sign_in(range(first, first + 2 * many))
        _warm(portal, people)
        site.slow("register", 1.0)
        headers = {"Cookie": people[0], "HX-Request": "true", "Accept-Encoding": "gzip"}
        polls = [Ask("GET", portal.url + FRAGMENT, headers)] * len(people)
        presses = [press(portal, cookie) for cookie in people]
        waits = _both(presses, polls, many)
        site.slow("register", 0)
        return waits


def _both(presses: list[Ask], polls: list[Ask], each_second: float) -> Waits:
    """The waits of the polls alone; presses and polls are mixed on one clock."""
    mixed = [ask for pair in zip(presses, polls, strict=False) for ask in pair]
    return open_loop(mixed, 2 * each_second, only="GET")


def _warm(portal: Portal, people: list[str]) -> None:
    """Everybody has looked at the list, so that their workshops are known."""
    asks = [Ask("GET", f"{portal.url}/e/demo/", {"Cookie": cookie}) for cookie in people]
    open_loop(asks, 100)
