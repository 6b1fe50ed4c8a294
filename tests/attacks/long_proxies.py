"""Behind nginx and Caddy, as documented: what the portal believes is what the proxy says."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks import raw_http
from tests.attacks.proxies import in_front
from tests.attacks.raw_http import request
from tests.attacks.site import PASSWORD, Site, is_signed_in
from tests.attacks.test_http_entry import answers_to_all
from tests.support.http_browser import Browser


@pytest.fixture(params=["nginx", "Caddy"])
def proxied(request: pytest.FixtureRequest, site: Site, tmp_path: Path) -> Iterator[str]:
    """The origin of the site behind this proxy."""
    with in_front(request.param, site, tmp_path) as url:
        yield url


def newcomer(site: Site, proxied: str) -> Browser:
    """Somebody new who comes by the proxy, and claims no address."""
    found = Browser(proxied)
    found.email = site.visitor().email
    return found


def port_of(origin: str) -> int:
    return int(origin.rpartition(":")[2])


def test_an_attendee_gets_in(site: Site, proxied):
    someone = newcomer(site, proxied)
    someone.sign_in(someone.email, PASSWORD)

    answer = someone.post("/e/demo/w/11655/join/", HX_Request="true")

    assert is_signed_in(someone)
    assert 'data-kind="let_in"' in answer.text


def test_a_claimed_address_is_not_believed(site: Site, proxied):
    guesser = newcomer(site, proxied)
    guesser.read_form_token("/e/demo/sign-in/")
    form = {"way": "password", "email": guesser.email, "password": "wrong"}
    claims = [{"X_Forwarded_For": f"192.0.2.{number}"} for number in range(8)]

    statuses = [guesser.post("/e/demo/sign-in/", form, **claim).status_code for claim in claims]

    assert statuses == [422] * 4 + [429] * 4


def test_a_claimed_scheme_and_request_id_are_not_believed(site: Site, proxied):
    answer = newcomer(site, proxied).get(
        "/e/demo/sign-in/", X_Forwarded_Proto="https", X_Request_ID="mine"
    )

    assert "Strict-Transport-Security" not in answer.headers
    assert answer.headers["X-Request-ID"] != "mine"


def test_odd_requests_get_sane_answers_or_none(site: Site, proxied):
    odd = answers_to_all(port_of(proxied))

    told = {name: max(raw_http.statuses(answer), default=0) for name, answer in odd.items()}
    assert {
        name: each for name, each in told.items() if each >= 500 and each not in {501, 505}
    } == {}
    assert not any(b"smuggled" in answer for answer in odd.values())
    assert site.visitor().get("/healthz").ok


def begin(origin: str, sent: bytes) -> socket.socket:
    connection = raw_http.connect(port_of(origin))
    connection.sendall(sent)
    return connection


def test_bodies_that_never_end_delay_nobody(site: Site, proxied):
    sent = request("POST /e/demo/sign-in/ HTTP/1.1", "Content-Length: 100", body=b"x")
    held = [begin(proxied, sent) for _ in range(200)]

    answer = newcomer(site, proxied).get("/e/demo/sign-in/")
    list(map(socket.socket.close, held))

    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() < 2
