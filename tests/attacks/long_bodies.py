"""Bodies, headers and connections that never end."""

import socket
from functools import partial

import pytest

from tests.attacks.raw_http import connect, request, seconds_until_closed
from tests.attacks.site import Site, prepared
from tests.load.load_requests import send, spread
from tests.load.process_tree import own_memory_mb
from tests.support.attendee_client import at_once

FORM = "Content-Type: application/x-www-form-urlencoded"
SENT = {
    "a large body": request(
        "POST /e/demo/sign-in/ HTTP/1.1", FORM, "Content-Length: 2400000", body=b"x" * 60_000
    ),
    "one byte": request("POST /e/demo/sign-in/ HTTP/1.1", FORM, "Content-Length: 100", body=b"x"),
    "a chunk": request(
        "POST /e/demo/sign-in/ HTTP/1.1", FORM, "Transfer-Encoding: chunked", body=b"1\r\nx\r\n"
    ),
    "half a header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ",
    "nothing": b"",
}
CONNECTIONS, LONGEST = 400, 34  # seconds: 15 for a body, 30 for headers


def begin(site: Site, sent: bytes) -> socket.socket:
    """A connection on which only the beginning of a request was sent."""
    connection = connect(site.portal.port)
    connection.sendall(sent)
    return connection


@pytest.mark.parametrize("name", SENT)
def test_what_never_ends_is_ended_and_delays_nobody(site: Site, name, record_property):
    before = own_memory_mb(site.portal.pid)
    held = [begin(site, SENT[name]) for _ in range(CONNECTIONS)]
    looks = spread([prepared(site.visitor(), "/e/demo/sign-in/")] * 50, 5)

    seconds, answers = at_once([partial(seconds_until_closed, held, 60), partial(send, looks)])

    grown = own_memory_mb(site.portal.pid) - before
    record_property("measured", f"closed after {seconds:.0f} s, {grown:.0f} MB more")
    assert {each.status for each in answers} == {200}
    assert max(each.seconds for each in answers) < 2
    assert seconds < LONGEST
    assert grown < 60
