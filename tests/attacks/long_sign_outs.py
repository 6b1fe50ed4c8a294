"""A thousand sign-outs, while sessions are written, Redis comes and goes, and processes die."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from tests.attacks.site import Site, is_signed_in, prepared, stolen
from tests.load.load_requests import Ask, send
from tests.load.process_tree import kill, tree
from tests.support.attendee_client import at_once
from tests.support.http_browser import Browser
from tests.support.processes import until

VICTIMS, A_SECOND = 1000, 25
FRAME = "/embed/e/demo/"
LONGEST_LIFE = 30  # seconds that a copy or an ETag may outlive a sign-out


@pytest.fixture(scope="module")
def machines() -> Iterator[Site]:
    """Two machines of two processes each, over one PostgreSQL and one Redis."""
    with ExitStack() as stack:
        sandbox = stack.enter_context(FakeAccelevents())
        yield Site(stack, sandbox, "postgresql and redis", machines=2)


def signed_in(site: Site, many: int, at: str) -> list[Browser]:
    """So many attendees; each second one on the other machine."""
    with ThreadPoolExecutor(6) as pool:
        portals = site.portals * (many // 2)
        return list(pool.map(lambda portal: site.attendee(at, portal=portal), portals))


def struggle(site: Site, victim: Browser, at: str, due: float) -> list[Ask]:
    """Reads and writes of one session on both machines, and in the midst of them the sign-out."""
    tabs = [stolen(victim, portal) for portal in site.portals]
    write, form = (
        (f"{at}hand-off/challenge/", {"host": ""})
        if at == FRAME
        else (f"{at}sign-in/link/x/", None)
    )
    around = [prepared(tab, write, form) for tab in tabs] + [prepared(tab, at) for tab in tabs]
    out = prepared(tabs[0], f"{at}sign-out/", {})
    offsets = [-0.02, -0.01, -0.01, 0.0, 0.01, 0.02, 0.1, 0.5]
    return [replace(out, due=due)] + [
        replace(each, due=max(0.0, due + offset))
        for each, offset in zip(around * 2, offsets, strict=True)
    ]


def outlive_copies() -> None:
    """Wait until what may outlive a sign-out has ended; from here on nothing may be alive."""
    time.sleep(LONGEST_LIFE)


def disturb(site: Site) -> None:
    """Silence Redis, lose it, bring it back empty, kill a worker, then a whole machine."""
    time.sleep(6)
    site.redis.fall_silent()
    time.sleep(5)
    site.redis.speak()
    time.sleep(5)
    site.redis.stop()
    time.sleep(4)
    site.redis.start()
    time.sleep(4)
    kill(max(tree(site.portals[0].pid)))
    time.sleep(4)
    kill(site.portals[1].pid)
    site.portals[1].stop()
    site.portals[1].__enter__()


@pytest.mark.parametrize("at", ["/e/demo/", FRAME])
def test_of_a_thousand_sign_outs_none_comes_undone(machines: Site, at, record_property):
    victims = signed_in(machines, VICTIMS, at)
    asked = [struggle(machines, one, at, n / A_SECOND) for n, one in enumerate(victims)]

    answers, _ = at_once(
        [partial(send, [each for group in asked for each in group]), partial(disturb, machines)]
    )
    outs = answers[:: len(asked[0])]
    lost = [one for one, out in zip(victims, outs, strict=True) if out.status != 303]
    again = send([prepared(stolen(one, machines.portal), f"{at}sign-out/", {}) for one in lost])
    outlive_copies()

    looks = [prepared(stolen(one, portal), at) for one in victims for portal in machines.portals]
    alive = [each.status for each in send(looks, connections=32)].count(200)
    record_property("measured", f"{len(lost)} pressed again, {alive} of {2 * VICTIMS} alive")
    assert {each.status for each in again} <= {303, 403}
    assert alive == 0


@pytest.mark.parametrize("how", ["restart", "kill", "kill workers"])
def test_a_sign_out_while_redis_is_silent_outlives_a_restart(machines: Site, how):
    victim = machines.attendee()
    assert is_signed_in(stolen(victim, machines.portals[1]))
    machines.redis.fall_silent()
    victim.post("/e/demo/sign-out/")

    end(machines, how)
    machines.redis.speak()
    until(lambda: machines.portal._is_ready(), lambda: "the portal does not come back")
    outlive_copies()

    assert [is_signed_in(stolen(victim, portal)) for portal in machines.portals] == [False] * 2


def end(site: Site, how: str) -> None:
    """End the first machine's processes, and start them again where nobody else does."""
    if how == "kill workers":
        for worker in tree(site.portal.pid)[1:]:
            kill(worker)
        return
    if how == "kill":
        kill(site.portal.pid)
    site.portal.stop()
    site.portal.__enter__()
