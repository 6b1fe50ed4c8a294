"""One attendee sends 200 requests at once, every second for 20 s; everybody else joins."""

from collections import Counter
from dataclasses import replace
from functools import partial

import pytest

from tests.attacks.site import Site, prepared
from tests.load.load_requests import Answer, Ask, Waits, send, spread
from tests.support.attendee_client import at_once

SECONDS, AT_ONCE, JOINS_A_SECOND = 20, 200, 8
SOLDERING, BOOKBINDING = 11655, 11656
FLOOR_MS = 400  # upstream's 300 ms and a join's own time: below it, twice nothing is nothing


def joins(site: Site, seconds: int) -> tuple[list[str], list[Ask]]:
    """(their emails, the presses of newcomers, so many a second)."""
    people = at_once([partial(newcomers, site, 20)] * (seconds * JOINS_A_SECOND // 20))
    flat = [one for part in people for one in part]
    path = f"/e/demo/w/{SOLDERING}/join/"
    presses = [replace(prepared(one, path, {}, HX_Request="true"), until=40) for one in flat]
    return [one.email for one in flat], spread(presses, JOINS_A_SECOND)


def newcomers(site: Site, many: int) -> list:
    """People who are signed in."""
    return [site.attendee() for _ in range(many)]


def storm(site: Site, path: str) -> list[Ask]:
    """What the attacker sends."""
    press = prepared(site.attendee(), path, {})
    return [replace(press, due=second) for second in range(SECONDS) for _ in range(AT_ONCE)]


def is_in(answer: Answer) -> bool:
    """Whether a press ended in the workshop."""
    return answer.status == 200 and answer.kind == "let_in"


@pytest.mark.parametrize("path", ["room/join/", "join/"])
def test_one_attendee_with_two_hundred_requests_delays_nobody(
    every_site: Site, path, record_property
):
    _, alone = joins(every_site, 10)
    emails, beside = joins(every_site, SECONDS)
    attack = storm(every_site, f"/e/demo/w/{BOOKBINDING}/{path}")
    every_site.sandbox.fail("register", "delay", seconds=0.3)
    every_site.sandbox.fail("join", "delay", seconds=0.3)

    without = Waits.of(send(alone), is_in)
    _, answers = at_once([partial(send, attack, AT_ONCE), partial(send, beside)])

    waits = Waits.of(answers, is_in)
    calls = Counter(
        call.attendee for call in every_site.sandbox.request_log if call.call == "register"
    )
    record_property(
        "measured", f"joins p99 {without.at(0.99):.0f} ms alone, {waits.at(0.99):.0f} beside"
    )
    assert (without.failed, waits.failed) == (0, 0)
    assert [calls[email] for email in emails] == [1] * len(emails)
    assert waits.at(0.99) <= 2 * max(without.at(0.99), FLOOR_MS)
