"""Planned faults: their number, the person they affect, and their end."""

import socket
from contextlib import closing

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from tests.sandbox.conftest import send_request, start_request

SEAT = "/rest/events/demo/user-session/11655"
PROFILE = "/rest/u/myprofile"
LIST = "/rest/events/demo/session/v2"


def test_a_fault_happens_as_often_as_it_was_set_to(send, sandbox):
    sandbox.fail("profile", "500", times=2)

    assert [send("GET", PROFILE, "ben").status for _ in range(3)] == [500, 500, 200]


def test_a_fault_lasts_until_it_is_cleared(send, sandbox):
    sandbox.fail("profile", "500")
    sandbox.fail("list", "500")
    before = send("GET", PROFILE, "ben").status

    sandbox.clear_faults("profile")

    assert (before, send("GET", PROFILE, "ben").status) == (500, 200)
    assert send("GET", LIST, "ben").status == 500


def test_the_newest_fault_applies_first(send, sandbox):
    sandbox.fail("*", "500")
    sandbox.fail("profile", "503", times=1)

    assert [send("GET", PROFILE, "ben").status for _ in range(2)] == [503, 500]


def test_a_fault_can_be_limited_to_one_person(send, sandbox):
    sandbox.fail("*", "500", attendee="ben")

    assert [send("GET", PROFILE, who).status for who in ("ben", "ada")] == [500, 200]


def test_a_fault_can_be_limited_to_one_workshop(register, sandbox):
    sandbox.fail("register", "500", workshop=11655)

    assert [register("ben", workshop).status for workshop in (11655, 11656)] == [500, 200]


def test_an_unknown_kind_of_fault_is_a_value_error(sandbox):
    with pytest.raises(ValueError, match="no such kind of fault: 'dealy'"):
        sandbox.fail("list", "dealy")


def test_stopping_ends_delays_and_connections():
    sandbox = FakeAccelevents()
    sandbox.fail("profile", "delay", seconds=30)

    with sandbox, closing(start_request(sandbox, "GET", PROFILE)) as connection:
        sandbox.stop()

        with pytest.raises(ConnectionError):
            connection.getresponse()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", sandbox.port))


def test_a_sandbox_that_was_stopped_starts_again_with_the_same_state():
    with FakeAccelevents() as sandbox:
        port = sandbox.port
        send_request(sandbox, "POST", SEAT, "ben")
        sandbox.stop()
        sandbox.start()

        assert sandbox.port == port
        assert send_request(sandbox, "GET", PROFILE, "ben").status == 200
        assert "ben@example.org" in sandbox.workshop(11655).seats
