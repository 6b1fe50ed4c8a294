"""What is answered over real sockets while threads hang."""

import pytest

from tests.server.small_app import THREADS

pytestmark = pytest.mark.processes


def get(server, path):
    return server.send(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")


def test_the_process_says_that_it_lives_while_every_thread_hangs(server):
    server.hang(THREADS)
    server.hang(3, "/static/a.css")
    server.wait_for(lambda: bool(server.reached("/")) and len(server.reached("/static/a.css")) > 1)

    response = get(server, "/healthz")

    assert response.startswith("HTTP/1.1 200 OK")
    assert response.endswith("\r\n\r\nalive\n")
    assert "content-security-policy: default-src 'none'" in response.lower()


def test_static_files_do_not_wait_behind_pages(server):
    server.hang(THREADS)
    server.wait_for(lambda: bool(server.reached("/")))

    response = get(server, "/static/a.css")

    assert response.endswith("\r\n\r\n-")
    assert len(server.reached("/")) == 1  # the only thread for pages hangs


def test_a_probe_that_the_stores_let_wait_is_told_no_within_its_time(server):
    first = get(server, "/readyz?hang")
    second = get(server, "/readyz")  # its thread still hangs

    assert first.startswith("HTTP/1.1 503 Service Unavailable")
    assert [each.rpartition("\r\n")[2] for each in (first, second)] == 2 * ['{"ready": false}\n']
    assert "content-type: application/json" in first.lower()
    assert len(server.reached("/readyz")) == 1
