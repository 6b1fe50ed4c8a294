"""Denial of service with a small budget: one attendee, or a stranger, against everybody."""

import socket
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from tests.attacks import raw_http
from tests.attacks.site import Site, prepared
from tests.load.load_requests import Answer, send
from tests.support.attendee_client import at_once

pytestmark = pytest.mark.processes

SOLDERING, BOOKBINDING = 11655, 11656
OF_THE_OTHER_EVENT = 20024  # it begins with the sandbox and runs for an hour
UPSTREAM_SECONDS = 0.5
POSTS = 100
HTMX = {"HX_Request": "true"}


def joins(site: Site, workshop: int = SOLDERING, event: str = "demo") -> list:
    """The press of a newcomer on Join, ready to be sent."""
    someone = site.attendee(f"/e/{event}/")
    return [prepared(someone, f"/e/{event}/w/{workshop}/join/", {}, **HTMX)]


def entries(site: Site) -> list:
    """The entry of a newcomer into a room, ready to be sent."""
    return [prepared(site.attendee(), f"/e/demo/w/{BOOKBINDING}/room/join/", {})]


def in_time(answers: list[Answer], seconds: float) -> list[bool]:
    """Whether each was answered with 200 within so long."""
    return [each.status == 200 and each.seconds < seconds for each in answers]


def test_one_attendee_with_a_hundred_posts_closes_no_door(every_site: Site):
    attacker = every_site.attendee()
    presses = [
        prepared(attacker, f"/e/demo/w/{SOLDERING}/{path}", {}) for path in ("room/join/", "join/")
    ]
    every_site.wait_for_full_admission()
    others = [*joins(every_site), *joins(every_site), *entries(every_site), *entries(every_site)]
    every_site.sandbox.fail("*", "delay", seconds=UPSTREAM_SECONDS)
    every_site.sandbox.clear_request_log()

    answers = send(presses * (POSTS // 2) + [replace(each, due=0.2) for each in others])

    acts = [
        call.call
        for call in every_site.sandbox.request_log
        if call.attendee == attacker.email and call.call in {"join", "register"}
    ]
    assert in_time(answers[POSTS:], 3) == [True] * 4
    assert {each.status for each in answers[:POSTS]} <= {200, 202, 409, 429}
    assert 1 <= len(acts) <= 4  # two at once in each of two processes


def test_one_attendees_429_is_theirs_alone(every_site: Site):
    every_site.wait_for_full_admission()
    attacker = every_site.attendee()
    press = prepared(attacker, f"/e/demo/w/{SOLDERING}/join/", {}, **HTMX)
    elsewhere = joins(every_site, OF_THE_OTHER_EVENT, "big")
    others = [*joins(every_site), *entries(every_site), *elsewhere]
    every_site.sandbox.fail("register", "429", retry_after=60, attendee=attacker.email)
    every_site.sandbox.fail("join", "429", retry_after=60, attendee=attacker.email)

    answers = send([replace(press, due=number / 10) for number in range(5)])
    after = send(others)

    assert {each.kind for each in answers} <= {"in_line", "refused"}
    assert in_time(after, 3) == [True] * 3
    assert [each.kind for each in after] == ["let_in", "", "let_in"]


def test_one_attendee_who_looks_again_and_again_is_no_load_upstream(site: Site):
    attacker = site.attendee()
    look = prepared(attacker, f"/e/demo/w/{SOLDERING}/join/")
    site.sandbox.clear_request_log()

    answers = send([replace(look, due=number / 20) for number in range(40)])

    mine = [call for call in site.sandbox.request_log if call.attendee == attacker.email]
    assert {each.status for each in answers} <= {200, 429}
    assert len([call for call in mine if call.call == "mine"]) <= 6


def visit(site: Site) -> None:
    """A stranger without cookies looks at all that anybody may see, and sends what anybody may."""
    stranger, own = site.visitor(), {"Origin": site.portal.url}
    for path in ("/", "/e/demo/", "/e/demo/sign-in/", "/embed/e/demo/sign-in/", "/nothing/"):
        site.visitor().get(path)
        site.visitor().get(path, Sec_Fetch_Dest="iframe", Referer=f"https://{stranger.email[:9]}/")
    site.visitor().get("/e/demo/sign-in/link/x/")
    stranger.read_form_token("/embed/e/demo/sign-in/")
    number = stranger.email.partition("@")[0].ljust(43, "x")
    stranger.post("/embed/e/demo/hand-off/challenge/", {"host": ""}, **own)
    stranger.post("/embed/e/demo/hand-off/claim/", {"code": number}, **own)
    stranger.ask("POST", "/e/demo/continue/", {"code": number, "verifier": number}, own)
    site.visitor().post("/e/demo/sign-in/", {"email": stranger.email, "password": "x"}, **own)
    site.visitor().get("/readyz")


def test_strangers_leave_nothing_in_the_stores(every_site: Site):
    visits: list[Callable[[], None]] = [partial(visit, every_site)] * 12
    at_once(visits)
    rows, keys = every_site.rows(), len(every_site.keys())

    at_once(visits)

    few = len(visits) / 4  # that the processes write for themselves
    assert {name for name, many in every_site.rows().items() if many - rows[name] >= few} == set()
    assert len(every_site.keys()) - keys < few


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/" + "x" * 6000, {}),
        ("GET", "/e/demo/?" + "q=%00&" * 800, {}),
        ("GET", "/e/demo/sign-in/", {"Host": "evil.example"}),
        ("GET", "/e/demo/sign-in/", {"X-Request-ID": "i" * 5000}),
        ("POST", "/e/demo/sign-in/", {"Origin": "https://evil.example/" + "o" * 5000}),
        ("POST", "/handoff/", {"Authorization": "Bearer " + "b" * 5000}),
    ],
    ids=["long path", "long query", "wrong host", "long id", "wrong origin", "wrong secret"],
)
def test_a_stranger_writes_little_into_the_log(site: Site, method, path, headers):
    before = len(site.log_text)

    site.visitor().ask(method, path, {} if method == "POST" else None, headers)

    assert len(site.log_text) - before < 1000


def test_idle_connections_delay_nobody(site: Site):
    idle = [raw_http.connect(site.portal.port) for _ in range(300)]
    healthy = send([prepared(site.visitor(), "/healthz")] * 20, connections=1)
    at_once([partial(socket.socket.close, each) for each in idle])

    assert in_time(healthy, 5) == [True] * 20
    assert sorted(each.seconds for each in healthy)[10] < 2


def test_strangers_cost_upstream_nothing(site: Site):
    at_once([partial(visit, site)] * 4)
    site.sandbox.clear_request_log()

    at_once([partial(site.visitor().get, path) for path in ("/", "/e/demo/sign-in/", "/e/big/")])

    assert {call.call for call in site.sandbox.request_log} <= {"list"}  # an older refresh
