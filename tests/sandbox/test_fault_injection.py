"""Every fault as a plain client sees it, and whether the call took effect."""

from contextlib import closing
from http.client import IncompleteRead, RemoteDisconnected
from time import monotonic

import pytest

from tests.sandbox.conftest import start_request

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
def test_a_fault_can_be_any_status(send, sandbox, kind, options, status, headers, code):
    sandbox.fail("profile", kind, **options)

    reply = send("GET", PROFILE, "ben")

    assert (reply.status, reply.body["errorCode"]) == (status, code)
    assert headers.items() <= reply.headers.items()


def test_a_fault_can_have_any_body(send, sandbox):
    sandbox.fail("mine", "200", body={"recordsTotal": 0, "data": [], "error": "lagging"})

    reply = send("GET", "/rest/events/demo/user-session/registered", "rex")

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
def test_a_fault_can_be_an_answer_that_is_not_json(
    send, sandbox, kind, options, status, starts_with
):
    sandbox.fail("profile", kind, **options)

    reply = send("GET", PROFILE, "ben")

    assert reply.status == status
    assert reply.body[: max(1, len(starts_with))] == starts_with


def test_a_redirect_has_another_address(send, sandbox):
    sandbox.fail("profile", "redirect", location="https://elsewhere.test/")

    assert send("GET", PROFILE, "ben").headers["Location"] == "https://elsewhere.test/"


@pytest.mark.parametrize(
    ("kind", "raised"),
    [
        ("truncated", IncompleteRead),
        ("reset", ConnectionResetError),
        ("hangup", RemoteDisconnected),
    ],
)
def test_a_fault_can_break_the_connection(send, sandbox, kind, raised):
    sandbox.fail("list", kind)

    with pytest.raises(raised):
        send("GET", LIST, "ben")


@pytest.mark.parametrize("kind", ["reset", "hangup", "truncated"])
def test_a_call_can_take_effect_although_its_answer_is_lost(send, sandbox, kind):
    sandbox.fail("register", kind, after=True)

    with pytest.raises((ConnectionResetError, RemoteDisconnected, IncompleteRead)):
        send("POST", SEAT, "ben")

    assert "ben@example.org" in sandbox.workshop(11655).seats


@pytest.mark.parametrize("kind", ["500", "503", "html", "empty", "407"])
def test_a_call_can_take_effect_although_its_answer_is_wrong(send, sandbox, kind):
    sandbox.fail("register", kind, after=True)

    send("POST", SEAT, "ben")

    assert "ben@example.org" in sandbox.workshop(11655).seats


@pytest.mark.parametrize("kind", ["500", "html", "empty", "wrong_path", "redirect"])
def test_without_after_a_call_with_a_fault_does_nothing(send, sandbox, kind):
    sandbox.fail("register", kind)

    send("POST", SEAT, "ben")

    assert "ben@example.org" not in sandbox.workshop(11655).seats


@pytest.mark.parametrize(("after", "effect"), [(True, 200), (False, 0)])
def test_the_request_log_has_the_effect_of_a_call_whose_answer_is_lost(
    send, sandbox, after, effect
):
    sandbox.fail("register", "hangup", after=after)

    with pytest.raises(RemoteDisconnected):
        send("POST", SEAT, "ben")

    assert [(call.status, call.effect) for call in sandbox.request_log] == [(0, effect)]


def test_a_delay_comes_before_the_effect(sandbox, send):
    sandbox.fail("register", "delay", seconds=0.05)
    before = monotonic()

    reply = send("POST", SEAT, "ben")

    assert reply.status == 200
    assert monotonic() - before >= 0.05


@pytest.mark.parametrize(("after", "seated"), [(True, True), (False, False)])
def test_a_client_that_times_out_may_have_a_seat(sandbox, after, seated):
    sandbox.fail("register", "delay", seconds=30, after=after)

    with (
        closing(start_request(sandbox, "POST", SEAT, 0.05)) as connection,
        pytest.raises(TimeoutError),
    ):
        connection.getresponse()

    assert ("ben@example.org" in sandbox.workshop(11655).seats) is seated


def test_a_drip_is_the_real_answer_byte_by_byte(send, sandbox):
    sandbox.fail("profile", "drip", seconds=0.0002)

    assert send("GET", PROFILE, "ben").body["firstName"] == "Ben"


def test_wrong_types_change_the_type_of_every_value(send, sandbox):
    sandbox.fail("list", "wrong_types")

    item = send("GET", f"{LIST}?expand=SPEAKER", "ben").body["data"][0]

    assert (item["sessionId"], item["title"]) == ("11663", ["Morning stretch at your desk"])
    assert (item["tracks"], item["recordSession"], item["location"]) == ({}, "false", 0)


def test_wrong_types_can_include_the_envelope(send, sandbox):
    sandbox.fail("list", "wrong_types", envelope=True)

    assert set(send("GET", f"{LIST}?size=2", "ben").body["data"]) == {"0", "1"}


@pytest.mark.parametrize("chunked", [False, True])
def test_a_huge_answer_is_the_real_one_with_megabytes_of_blanks(send, sandbox, chunked):
    sandbox.fail("profile", "huge", chunked=chunked)

    reply = send("GET", PROFILE, "ben")

    assert reply.body["firstName"] == "Ben"
    assert reply.headers.get("Content-Length") == (None if chunked else "10000000")
