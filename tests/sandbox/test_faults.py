"""Every fault as it looks to a plain client, and whether the call took effect all the same."""

import socket
from contextlib import closing
from http.client import HTTPConnection, IncompleteRead, RemoteDisconnected
from time import monotonic

import pytest

from portal.sandbox.accelevents.fake import Sandbox
from tests.sandbox.conftest import question

SEAT = "/rest/events/demo/user-session/11655"
PROFILE = "/rest/u/myprofile"
LIST = "/rest/events/demo/session/v2"


@pytest.mark.parametrize(
    ("kind", "options", "status", "headers", "code"),
    [
        ("500", {}, 500, {}, "500"),
        ("503", {"retry_after": 7}, 503, {"Retry-After": "7"}, "503"),
        ("429", {"retry_after": 1}, 429, {"Retry-After": "1"}, "429"),
        ("407", {}, 407, {}, "4072002"),
        ("401", {}, 401, {}, "4010101"),
        ("400", {}, 400, {}, "400"),
        ("406", {"code": "40600013", "text": "Cant create url"}, 406, {}, "40600013"),
    ],
)
def test_any_status_can_be_had(ask, sandbox, kind, options, status, headers, code):
    sandbox.fail("profile", kind, **options)

    reply = ask("GET", PROFILE, "ben")

    assert (reply.status, reply.body["errorCode"]) == (status, code)
    assert headers.items() <= reply.headers.items()


def test_any_body_can_be_had(ask, sandbox):
    sandbox.fail("mine", "200", body={"recordsTotal": 0, "data": [], "error": "lagging"})

    reply = ask("GET", "/rest/events/demo/user-session/registered", "rex")

    assert reply.body == {"recordsTotal": 0, "data": [], "error": "lagging"}


@pytest.mark.parametrize(
    ("kind", "options", "status", "starts_with"),
    [
        ("empty", {}, 200, ""),
        ("empty", {"status": 204}, 204, ""),
        ("html", {}, 200, "<!doctype html>"),
        ("html", {"status": 502, "text": "<p>Bad gateway"}, 502, "<p>Bad gateway"),
        ("wrong_path", {}, 404, ""),
        ("wrong_path", {"status": 405}, 405, ""),
        ("redirect", {}, 302, ""),
    ],
)
def test_an_answer_can_be_no_json(ask, sandbox, kind, options, status, starts_with):
    sandbox.fail("profile", kind, **options)

    reply = ask("GET", PROFILE, "ben")

    assert reply.status == status
    assert reply.body[: max(1, len(starts_with))] == starts_with


def test_a_redirect_names_another_address(ask, sandbox):
    sandbox.fail("profile", "redirect", location="https://elsewhere.test/")

    assert ask("GET", PROFILE, "ben").headers["Location"] == "https://elsewhere.test/"


@pytest.mark.parametrize(
    ("kind", "raised"),
    [
        ("truncated", IncompleteRead),
        ("reset", ConnectionResetError),
        ("hangup", RemoteDisconnected),
    ],
)
def test_a_connection_can_break(ask, sandbox, kind, raised):
    sandbox.fail("list", kind)

    with pytest.raises(raised):
        ask("GET", LIST, "ben")


@pytest.mark.parametrize("kind", ["reset", "hangup", "truncated"])
def test_a_call_can_take_effect_and_its_answer_be_lost(ask, sandbox, kind):
    sandbox.fail("register", kind, after=True)

    with pytest.raises((ConnectionResetError, RemoteDisconnected, IncompleteRead)):
        ask("POST", SEAT, "ben")

    assert "ben@example.org" in sandbox.workshop(11655).seats


@pytest.mark.parametrize("kind", ["500", "503", "html", "empty", "407"])
def test_a_call_can_take_effect_and_be_answered_wrongly(ask, sandbox, kind):
    sandbox.fail("register", kind, after=True)

    ask("POST", SEAT, "ben")

    assert "ben@example.org" in sandbox.workshop(11655).seats


@pytest.mark.parametrize("kind", ["500", "html", "empty", "wrong_path", "redirect"])
def test_without_after_a_spoilt_call_does_nothing(ask, sandbox, kind):
    sandbox.fail("register", kind)

    ask("POST", SEAT, "ben")

    assert "ben@example.org" not in sandbox.workshop(11655).seats


@pytest.mark.parametrize(("after", "effect"), [(True, 200), (False, 0)])
def test_the_journal_tells_what_a_call_did_although_nobody_heard_of_it(ask, sandbox, after, effect):
    sandbox.fail("register", "hangup", after=after)

    with pytest.raises(RemoteDisconnected):
        ask("POST", SEAT, "ben")

    assert [(call.status, call.effect) for call in sandbox.journal] == [(0, effect)]


def test_a_delay_comes_before_the_effect(sandbox, ask):
    sandbox.fail("register", "delay", seconds=0.05)
    before = monotonic()

    reply = ask("POST", SEAT, "ben")

    assert reply.status == 200
    assert monotonic() - before >= 0.05


def begun(sandbox, method, path, timeout=5):
    """A connection whose request is sent and whose answer nobody has read."""
    connection = HTTPConnection("127.0.0.1", sandbox.port, timeout=timeout)
    connection.request(method, path, headers={"Authorization": sandbox.token_for("ben")})
    return connection


@pytest.mark.parametrize(("after", "seated"), [(True, True), (False, False)])
def test_a_client_that_gives_up_on_a_delay_may_have_a_seat(sandbox, after, seated):
    sandbox.fail("register", "delay", seconds=30, after=after)

    with closing(begun(sandbox, "POST", SEAT, 0.05)) as connection, pytest.raises(TimeoutError):
        connection.getresponse()

    assert ("ben@example.org" in sandbox.workshop(11655).seats) is seated


def test_a_drip_is_the_real_answer_slowly(ask, sandbox):
    sandbox.fail("profile", "drip", seconds=0.0002)

    assert ask("GET", PROFILE, "ben").body["firstName"] == "Ben"


def test_wrong_types_leave_no_value_its_type(ask, sandbox):
    sandbox.fail("list", "wrong_types")

    item = ask("GET", f"{LIST}?expand=SPEAKER", "ben").body["data"][0]

    assert (item["sessionId"], item["title"]) == ("11663", ["Morning stretch at your desk"])
    assert (item["tracks"], item["recordSession"], item["location"]) == ({}, "false", 0)


def test_wrong_types_may_reach_the_envelope(ask, sandbox):
    sandbox.fail("list", "wrong_types", envelope=True)

    assert set(ask("GET", f"{LIST}?size=2", "ben").body["data"]) == {"0", "1"}


@pytest.mark.parametrize("chunked", [False, True])
def test_a_huge_answer_is_the_real_one_and_megabytes_of_blanks(ask, sandbox, chunked):
    sandbox.fail("profile", "huge", chunked=chunked)

    reply = ask("GET", PROFILE, "ben")

    assert reply.body["firstName"] == "Ben"
    assert reply.headers.get("Content-Length") == (None if chunked else "10000000")


def test_a_fault_happens_as_often_as_asked(ask, sandbox):
    sandbox.fail("profile", "500", times=2)

    assert [ask("GET", PROFILE, "ben").status for _ in range(3)] == [500, 500, 200]


def test_a_fault_lasts_until_it_is_mended(ask, sandbox):
    sandbox.fail("profile", "500")
    sandbox.fail("list", "500")
    before = ask("GET", PROFILE, "ben").status

    sandbox.mend("profile")

    assert (before, ask("GET", PROFILE, "ben").status) == (500, 200)
    assert ask("GET", LIST, "ben").status == 500


def test_the_newest_fault_comes_first(ask, sandbox):
    sandbox.fail("*", "500")
    sandbox.fail("profile", "503", times=1)

    assert [ask("GET", PROFILE, "ben").status for _ in range(2)] == [503, 500]


def test_a_fault_can_be_one_persons(ask, sandbox):
    sandbox.fail("*", "500", attendee="ben")

    assert [ask("GET", PROFILE, who).status for who in ("ben", "ada")] == [500, 200]


def test_a_fault_can_be_one_workshops(register, sandbox):
    sandbox.fail("register", "500", workshop=11655)

    assert [register("ben", workshop).status for workshop in (11655, 11656)] == [500, 200]


def test_a_fault_that_does_not_exist_is_a_mistake_of_the_test(sandbox):
    with pytest.raises(ValueError, match="no such kind of fault: 'dealy'"):
        sandbox.fail("list", "dealy")


def test_stopping_ends_the_delays_and_the_connections():
    sandbox = Sandbox()
    sandbox.fail("profile", "delay", seconds=30)

    with sandbox, closing(begun(sandbox, "GET", PROFILE)) as connection:
        sandbox.stop()

        with pytest.raises(ConnectionError):
            connection.getresponse()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", sandbox.port))


def test_a_sandbox_that_was_stopped_starts_again_where_it_was():
    with Sandbox() as sandbox:
        port = sandbox.port
        question(sandbox, "POST", SEAT, "ben")
        sandbox.stop()
        sandbox.start()

        assert sandbox.port == port
        assert question(sandbox, "GET", PROFILE, "ben").status == 200
        assert "ben@example.org" in sandbox.workshop(11655).seats
