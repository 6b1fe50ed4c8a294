"""The requests of those who join: of the Join button, and of the bare call that it needs."""

import time
from dataclasses import replace

import requests

from tests.load.bench_site import Site
from tests.load.list_requests import ended, poll, tag_of
from tests.load.load_requests import Answer, Ask, ask
from tests.load.visitors import CSRF, Visitor
from tests.support.processes import Portal

Posted = tuple[str, dict[str, str], dict[str, str]]  # (address, headers, form)


def press(portal: Portal, cookie: str, workshop: int, patience: float = 0.0) -> Ask:
    """The request of the Join button; a queued page asks again for so many seconds at most."""
    return replace(ask(*button(portal, cookie, workshop)), until=patience)


def button(portal: Portal, cookie: str, workshop: int) -> Posted:
    """(address, headers, form) of the Join button."""
    headers = {"Cookie": cookie, "HX-Request": "true", "X-CSRFToken": CSRF}
    return f"{portal.url}/e/demo/w/{workshop}/join/", headers, {"go": "in"}


def bare_call(site: Site, one: Visitor, workshop: int) -> Posted:
    """Likewise of the one call upstream that registers this attendee."""
    return site.upstream + register_path(workshop), {"Authorization": one.token}, {}


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


def milliseconds_of(
    http: requests.Session, address: str, headers: dict[str, str], form: dict[str, str]
) -> float:
    """Milliseconds of a POST."""
    began = time.perf_counter()
    answer = http.post(address, form, headers=headers)
    took = time.perf_counter() - began
    assert answer.ok, answer.text[:500]
    return 1000 * took
