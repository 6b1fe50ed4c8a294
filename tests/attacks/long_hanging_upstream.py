"""Upstream hangs for a minute, and 150 attendees reload: what needs no upstream answers at once."""

import re
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

from portal.sandbox.accelevents import FakeAccelevents
from tests.attacks.site import Site, prepared
from tests.load.load_requests import Ask, percentile, send, spread
from tests.support.attendee_client import at_once

PEOPLE, SECONDS, A_SECOND = 150, 60, 50
LIMITS_MS = {"/healthz": 50, "/e/demo/sign-in/": 1000, "style": 200}


def others(site: Site, style: str) -> list[Ask]:
    """Twelve requests a second that need no upstream, four of each kind."""
    stranger = site.visitor()
    kinds = [prepared(stranger, path) for path in ("/healthz", "/e/demo/sign-in/", style)]
    return [replace(each, due=each.due + 1) for each in spread(kinds * 4 * SECONDS, 12)]


def reloads(site: Site, people: list) -> list[Ask]:
    """What they reload, in turn."""
    paths = ["/e/demo/", "/e/demo/mine/", "/e/demo/w/11655/join/", "/e/demo/w/11655/"]
    asked = [prepared(one, path) for path in paths for one in people]
    return spread((asked * 99)[: SECONDS * A_SECOND], A_SECOND)


def measure(site: Site, people: list, record_property) -> None:
    """Reload while upstream hangs; AssertionError if anything else waits."""
    page = site.visitor().get("/e/demo/sign-in/").text
    style = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
    site.sandbox.fail("*", "delay", seconds=60)

    answers, _ = at_once([partial(send, others(site, style)), partial(send, reloads(site, people))])
    site.sandbox.clear_faults()

    waits = [sorted(1000 * each.seconds for each in answers[first::3]) for first in range(3)]
    p99 = {name: percentile(each, 0.99) for name, each in zip(LIMITS_MS, waits, strict=True)}
    record_property("measured", ", ".join(f"{name} p99 {ms:.0f} ms" for name, ms in p99.items()))
    assert {each.status for each in answers} == {200}
    assert {name: ms for name, ms in p99.items() if ms > LIMITS_MS[name]} == {}


def test_with_a_list_nothing_else_waits(every_site: Site, record_property):
    people = [every_site.attendee() for _ in range(PEOPLE)]

    measure(every_site, people, record_property)


def test_from_a_cold_start_nothing_else_waits(record_property):
    with ExitStack() as stack:
        site = Site(stack, stack.enter_context(FakeAccelevents()), "redis")
        people = [site.attendee() for _ in range(PEOPLE)]
        site.portal.stop()
        site.redis.start_anew()
        site.portal.__enter__()

        measure(site, people, record_property)
