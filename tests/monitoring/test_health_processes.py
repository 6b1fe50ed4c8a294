"""/healthz and /readyz of a real server whose database is locked, and what strangers can log."""

import sqlite3
from contextlib import closing

import pytest
import requests

from portal.sandbox.accelevents import FakeAccelevents
from tests.caching.test_redis_processes import SERVED
from tests.server.conftest import Server
from tests.support.processes import Portal, until

pytestmark = pytest.mark.processes
WRONG_HOST = {"Host": "x" * 5_000}


@pytest.fixture
def portal(tmp_path):
    with (
        FakeAccelevents() as sandbox,
        Portal(
            tmp_path, sandbox.url, WORKERS="1", EMBED_ORIGINS="demo=https://a.test", **SERVED
        ) as started,
    ):
        yield started


def get(portal, path, **headers):
    return requests.get(f"{portal.url}{path}", headers=headers, timeout=10)


def test_a_database_that_is_locked_makes_it_not_ready_and_lets_it_live(portal):
    with closing(sqlite3.connect(portal.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        until(lambda: not get(portal, "/readyz").ok, lambda: "it stayed ready")
        unready, alive = get(portal, "/readyz"), get(portal, "/healthz")

    assert (unready.status_code, unready.json()) == (503, {"ready": False})
    assert unready.elapsed.total_seconds() < 2
    assert alive.text == "alive\n"
    until(lambda: get(portal, "/readyz").ok, lambda: "it did not get ready again")


def test_strangers_write_little_into_the_log_and_no_traceback(portal):
    before = len(portal.log_text)
    responses = [
        get(portal, f"/{'a' * 5_000}"),
        get(portal, "/", **WRONG_HOST),
        requests.post(f"{portal.url}/handoff/", "[" * 19_000, timeout=10),
        requests.post(f"{portal.url}/e/demo/sign-in/", timeout=10),
        get(portal, f"/embed/e/demo/sign-in/?{'a&' * 1_500}"),
    ]

    lines = portal.log_text[before:].splitlines()

    assert [each.status_code for each in responses] == [404, 400, 400, 403, 400]
    assert "Traceback" not in "".join(lines)
    assert max(len(line) for line in lines) < 1_300
    assert all("frame-ancestors" in each.headers["Content-Security-Policy"] for each in responses)
    assert all(each.headers["X-Request-ID"] for each in responses)


@pytest.mark.parametrize(
    ("path", "ancestors"),
    [("/e/demo/sign-in/", "'none'"), ("/embed/e/demo/sign-in/", "'self' https://a.test")],
)
def test_a_query_in_raw_bytes_gets_the_page_with_its_policies(portal, path, ancestors):
    request = f"GET {path}?q=€ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    response = Server(portal.port, portal.log.parent).send(request)

    assert response.startswith("HTTP/1.1 200 OK")
    assert f"frame-ancestors {ancestors}" in response.partition("\r\n\r\n")[0]
