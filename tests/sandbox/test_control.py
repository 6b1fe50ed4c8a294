"""The journal, the means to change the event while it runs, and the control address."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.sandbox.accelevents.fake import Sandbox
from tests.sandbox.conftest import NOON

LIST = "/rest/events/demo/session/v2"


def test_the_journal_tells_each_call_in_order(ask, sandbox):
    ask("GET", f"{LIST}?size=5", "ben")
    ask("PUT", "/rest/events/demo/session/11658", "ben")
    ask("GET", "/rest/nowhere")

    told = [(call.call, call.attendee, call.status) for call in sandbox.journal]
    assert told == [
        ("list", "ben@example.org", 200),
        ("join", "ben@example.org", 407),
        ("", "", 404),
    ]
    assert sandbox.journal[0].query == {"size": "5"}
    assert sandbox.journal[1].template == "PUT /rest/events/{event}/session/{session}"
    assert sandbox.journal[1].at == NOON


def test_the_journal_counts_by_call(ask, sandbox):
    ask("GET", LIST, "ben")
    ask("GET", LIST, "ada")

    assert (sandbox.calls("list"), sandbox.calls("join")) == (2, 0)

    sandbox.forget()

    assert (sandbox.calls("list"), sandbox.journal) == (0, [])


def test_the_journal_notes_a_call_that_was_never_answered(ask, sandbox):
    sandbox.fail("list", "reset")

    with pytest.raises(ConnectionResetError):
        ask("GET", LIST, "ben")

    assert [(call.call, call.status) for call in sandbox.journal] == [("list", 0)]


def test_the_journal_has_the_headers_that_came(ask, sandbox):
    ask("GET", LIST, "ben", headers={"Cookie": "a=b"})

    assert sandbox.journal[0].headers["cookie"] == "a=b"


def test_a_workshop_changes_while_the_sandbox_runs(ask, sandbox):
    sandbox.change(11655, title="Another title", starts=NOON + timedelta(hours=1), ends=None)

    told = ask("GET", f"{LIST}/11655", "ben").body

    assert (told["title"], told["startTime"], told["endTime"]) == (
        "Another title",
        "2026/09/14 13:00",
        None,
    )


def test_times_are_minutes_from_now_or_upstreams_text(sandbox):
    assert sandbox.change(11655, starts=-3).starts == "2026/09/14 11:57"
    assert sandbox.change(11655, starts="soon").starts == "soon"


def test_a_field_that_does_not_exist_is_a_mistake_of_the_test(sandbox):
    with pytest.raises(TypeError, match="a workshop has no tilte"):
        sandbox.change(11655, tilte="x")


def test_workshops_come_and_go(ask, sandbox):
    added = sandbox.add(title="Late addition", starts=5, ends=65)
    sandbox.remove(11655)

    told = {item["sessionId"] for item in ask("GET", f"{LIST}?size=99", "ben").body["data"]}

    assert added.id in told
    assert 11655 not in told


def test_a_reset_brings_back_the_start(ask, register, sandbox):
    register("ben", 11655)
    sandbox.fail("list", "500")
    sandbox.clock.move(minutes=50)
    ask("POST", "/rest/u/loginUserByUserKey/kim-key")

    sandbox.reset()

    assert "ben@example.org" not in sandbox.workshop(11655).seats
    assert (sandbox.journal, sandbox.clock.now()) == ([], NOON)
    assert ask("POST", "/rest/u/loginUserByUserKey/kim-key").status == 200
    assert ask("GET", LIST, "ben").status == 200


def test_the_workshops_surround_the_real_now():
    sandbox = Sandbox()
    now, zone = sandbox.clock.now(), ZoneInfo("Europe/Berlin")

    assert sandbox.workshop(11655).phase(zone, now) == "live"
    assert sandbox.workshop(11658).phase(zone, now) == "before"
    assert sandbox.workshop(11658).phase(zone, now + timedelta(minutes=2)) == "live"
    assert sandbox.workshop(11663).phase(zone, now) == "over"


def test_the_control_address_tells_who_can_sign_in(ask):
    people = {each["email"]: each for each in ask("GET", "/sandbox/people").body}

    assert people["ada@example.org"]["who"].startswith("Gets into everything")
    assert people["ada@example.org"]["password"] == "let-me-in"
    assert (people["kim@example.org"]["password"], people["kim@example.org"]["user_key"]) == (
        "",
        "kim-key",
    )


def test_the_control_address_sets_and_mends_faults(ask):
    fault = {"call": "list", "kind": "503", "times": 2, "retry_after": 1}

    told = ask("POST", "/sandbox/faults", body=fault).body
    broken = ask("GET", LIST, "ben").status
    ask("DELETE", "/sandbox/faults?call=list")

    assert (told[0]["kind"], told[0]["options"]) == ("503", {"retry_after": 1})
    assert (broken, ask("GET", LIST, "ben").status) == (503, 200)


def test_the_control_address_shows_and_empties_the_journal(ask):
    ask("GET", LIST, "ben")

    told = ask("GET", "/sandbox/journal").body
    ask("DELETE", "/sandbox/journal")

    assert [(call["call"], call["attendee"], call["status"]) for call in told] == [
        ("list", "ben@example.org", 200)
    ]
    assert "headers" not in told[0]
    assert ask("GET", "/sandbox/journal").body == []


def test_the_control_address_changes_adds_and_removes_workshops(ask, sandbox):
    changed = ask("PUT", "/sandbox/workshops/11655", body={"capacity": 1, "starts": -3}).body
    added = ask("POST", "/sandbox/workshops", body={"title": "New", "starts": 5}).body
    ask("DELETE", "/sandbox/workshops/11656")

    ids = [each["id"] for each in ask("GET", "/sandbox/workshops").body]
    assert (changed["capacity"], changed["starts"]) == (1, "2026/09/14 11:57")
    assert ask("GET", "/sandbox/workshops/11655").body["seats"] == {"rex@example.org": 57942}
    assert (added["id"] in ids, 11656 in ids) == (True, False)


def test_the_control_address_expires_tokens_and_moves_the_clock(ask, sandbox):
    headers = {"Authorization": sandbox.token_for("ben")}

    expired = ask("POST", "/sandbox/expire", body={"attendee": "ben"}).body
    moved = ask("POST", "/sandbox/clock", body={"minutes": 5}).body

    assert (expired, moved) == ({"expired": 1}, {"now": "2026-09-14T10:05:30+00:00"})
    assert ask("GET", LIST, headers=headers).status == 401


def test_the_control_address_resets(ask, sandbox):
    sandbox.fail("*", "500")

    ask("POST", "/sandbox/reset")

    assert ask("GET", LIST, "ben").status == 200


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
def test_the_control_address_answers_nonsense_in_words(ask, method, path, body, status):
    reply = ask(method, path, body=body)

    assert (reply.status, bool(reply.body)) == (status, True)


def test_the_control_address_is_not_in_the_journal(ask, sandbox):
    ask("GET", "/sandbox/people")

    assert sandbox.journal == []
