"""The request log, changes of the event while it runs, and the control API."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from tests.sandbox.conftest import NOON

LIST = "/rest/events/demo/session/v2"


def test_the_request_log_has_every_call_in_order(send, sandbox):
    send("GET", f"{LIST}?size=5", "ben")
    send("PUT", "/rest/events/demo/session/11658", "ben")
    send("GET", "/rest/nowhere")

    calls = [(call.call, call.attendee, call.status) for call in sandbox.request_log]
    assert calls == [
        ("list", "ben@example.org", 200),
        ("join", "ben@example.org", 407),
        ("", "", 404),
    ]
    assert sandbox.request_log[0].query == {"size": "5"}
    assert sandbox.request_log[1].template == "PUT /rest/events/{event}/session/{session}"
    assert sandbox.request_log[1].at == NOON


def test_the_request_log_counts_each_call(send, sandbox):
    send("GET", LIST, "ben")
    send("GET", LIST, "ada")

    assert (sandbox.calls("list"), sandbox.calls("join")) == (2, 0)

    sandbox.clear_request_log()

    assert (sandbox.calls("list"), sandbox.request_log) == (0, [])


def test_the_request_log_has_a_call_that_was_never_answered(send, sandbox):
    sandbox.fail("list", "reset")

    with pytest.raises(ConnectionResetError):
        send("GET", LIST, "ben")

    assert [(call.call, call.status) for call in sandbox.request_log] == [("list", 0)]


def test_the_request_log_has_the_headers_of_a_request(send, sandbox):
    send("GET", LIST, "ben", headers={"Cookie": "a=b"})

    assert sandbox.request_log[0].headers["cookie"] == "a=b"


def test_a_workshop_changes_while_the_sandbox_runs(send, sandbox):
    sandbox.change(11655, title="Another title", starts=NOON + timedelta(hours=1), ends=None)

    session = send("GET", f"{LIST}/11655", "ben").body

    assert (session["title"], session["startTime"], session["endTime"]) == (
        "Another title",
        "2026/09/14 13:00",
        None,
    )


def test_a_time_may_be_minutes_from_now_or_upstreams_text(sandbox):
    assert sandbox.change(11655, starts=-3).starts == "2026/09/14 11:57"
    assert sandbox.change(11655, starts="soon").starts == "soon"


def test_an_unknown_field_is_a_type_error(sandbox):
    with pytest.raises(TypeError, match="a workshop has no tilte"):
        sandbox.change(11655, tilte="x")


def test_workshops_can_be_added_and_removed(send, sandbox):
    added = sandbox.add(title="Late addition", starts=5, ends=65)
    sandbox.remove(11655)

    listed = {item["sessionId"] for item in send("GET", f"{LIST}?size=99", "ben").body["data"]}

    assert added.id in listed
    assert 11655 not in listed


def test_a_reset_restores_the_state_of_the_start(send, register, sandbox):
    register("ben", 11655)
    sandbox.fail("list", "500")
    sandbox.clock.advance(minutes=50)
    send("POST", "/rest/u/loginUserByUserKey/kim-key")

    sandbox.reset()

    assert "ben@example.org" not in sandbox.workshop(11655).seats
    assert (sandbox.request_log, sandbox.clock.now()) == ([], NOON)
    assert send("POST", "/rest/u/loginUserByUserKey/kim-key").status == 200
    assert send("GET", LIST, "ben").status == 200


def test_the_workshops_are_around_the_real_time():
    sandbox = FakeAccelevents()
    now, zone = sandbox.clock.now(), ZoneInfo("Europe/Berlin")

    assert sandbox.workshop(11655).phase(zone, now) == "live"
    assert sandbox.workshop(11658).phase(zone, now) == "before"
    assert sandbox.workshop(11658).phase(zone, now + timedelta(minutes=2)) == "live"
    assert sandbox.workshop(11663).phase(zone, now) == "over"


def test_the_control_api_lists_the_people_who_can_sign_in(send):
    people = {each["email"]: each for each in send("GET", "/sandbox/people").body}

    assert people["ada@example.org"]["who"].startswith("Gets into everything")
    assert people["ada@example.org"]["password"] == "let-me-in"
    assert (people["kim@example.org"]["password"], people["kim@example.org"]["user_key"]) == (
        "",
        "kim-key",
    )


def test_the_control_api_sets_and_clears_faults(send):
    fault = {"call": "list", "kind": "503", "times": 2, "retry_after": 1}

    faults = send("POST", "/sandbox/faults", body=fault).body
    broken = send("GET", LIST, "ben").status
    send("DELETE", "/sandbox/faults?call=list")

    assert (faults[0]["kind"], faults[0]["options"]) == ("503", {"retry_after": 1})
    assert (broken, send("GET", LIST, "ben").status) == (503, 200)


def test_the_control_api_shows_and_empties_the_request_log(send):
    send("GET", LIST, "ben")

    calls = send("GET", "/sandbox/journal").body
    send("DELETE", "/sandbox/journal")

    assert [(call["call"], call["attendee"], call["status"]) for call in calls] == [
        ("list", "ben@example.org", 200)
    ]
    assert "headers" not in calls[0]
    assert send("GET", "/sandbox/journal").body == []


def test_the_control_api_changes_adds_and_removes_workshops(send, sandbox):
    changed = send("PUT", "/sandbox/workshops/11655", body={"capacity": 1, "starts": -3}).body
    added = send("POST", "/sandbox/workshops", body={"title": "New", "starts": 5}).body
    send("DELETE", "/sandbox/workshops/11656")

    ids = [each["id"] for each in send("GET", "/sandbox/workshops").body]
    assert (changed["capacity"], changed["starts"]) == (1, "2026/09/14 11:57")
    assert send("GET", "/sandbox/workshops/11655").body["seats"] == {"rex@example.org": 57942}
    assert (added["id"] in ids, 11656 in ids) == (True, False)


def test_the_control_api_ends_sign_ins_and_advances_the_clock(send, sandbox):
    headers = {"Authorization": sandbox.token_for("ben")}

    expired = send("POST", "/sandbox/expire", body={"attendee": "ben"}).body
    advanced = send("POST", "/sandbox/clock", body={"minutes": 5}).body

    assert (expired, advanced) == ({"expired": 1}, {"now": "2026-09-14T10:05:30+00:00"})
    assert send("GET", LIST, headers=headers).status == 401


def test_the_control_api_resets_the_sandbox(send, sandbox):
    sandbox.fail("*", "500")

    send("POST", "/sandbox/reset")

    assert send("GET", LIST, "ben").status == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/sandbox/", None, 200),
        ("GET", "/sandbox/nothing", None, 404),
        ("PUT", "/sandbox/workshops/1", {"capacity": 1}, 400),
        ("POST", "/sandbox/faults", {"call": "list", "kind": "dealy"}, 400),
        ("POST", "/sandbox/clock", None, 400),
    ],
)
def test_the_control_api_answers_a_senseless_request_with_a_sentence(
    send, method, path, body, status
):
    reply = send(method, path, body=body)

    assert (reply.status, bool(reply.body)) == (status, True)


def test_the_control_api_is_not_in_the_request_log(send, sandbox):
    send("GET", "/sandbox/people")

    assert sandbox.request_log == []
