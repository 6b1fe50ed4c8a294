"""The joins of `make bench`: who is signed in, what the plain view does, and what went wrong."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.load import visitors
from tests.load.bench import FULL
from tests.load.join_balance import Balance, Call, Press
from tests.load.join_rows import rows
from tests.load.measure import cpu_of
from tests.support.attendee_client import HTMX, join_of
from tests.test_chart import joined

SOLDERING = 11655
PLAIN = f"/e/demo/bare/join/{SOLDERING}/"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def bench_urls(settings):
    """The portal with the bare pages of the bench."""
    settings.ROOT_URLCONF = "tests.load.baseline_urls"


def press(name, due, kind="let_in"):
    """The press of `name`, `due` seconds after the start."""
    return Press(name, due, kind)


def call(name, started, seconds=1.0):
    """The call that registered `name`, which began so many seconds after the start."""
    return Call(
        name, NOON + timedelta(seconds=started), NOON + timedelta(seconds=started + seconds)
    )


@pytest.mark.django_db
def test_the_sessions_and_form_tokens_of_the_bench_are_those_of_the_portal(sandbox, settings):
    person = sandbox.state.person("ada")
    ada = visitors.Visitor(person.email, str(person.id), sandbox.token_for("ada"))
    settings.PORTAL_EVENTS = visitors.EVENTS
    [cookie] = visitors.cookies([ada])
    browser = Client(enforce_csrf_checks=True, headers={"Cookie": cookie} | HTMX)

    answer = browser.post(join_of(SOLDERING), headers={"X-CSRFToken": visitors.CSRF})

    assert b'data-kind="let_in"' in answer.content
    assert sandbox.calls("register") == 1


@pytest.mark.usefixtures("bench_urls")
@pytest.mark.parametrize(
    ("path", "reads"), [("constant", False), ("list/", False), ("session", True)]
)
def test_the_constant_views_read_no_session_and_the_other_one_does(ada, path, reads):
    answer = ada.get(f"/bare/{path}")

    assert answer.status_code == 200
    assert ("Cookie" in answer.get("Vary", "")) is reads


@pytest.mark.usefixtures("bench_urls")
def test_the_plain_view_makes_one_call_for_each_press_and_remembers_nothing(sandbox, ada):
    answers = [ada.post(PLAIN), ada.post(PLAIN)]

    assert [answer.content for answer in answers] == [b'<p data-kind="let_in">You are in.</p>'] * 2
    assert [logged.attendee for logged in sandbox.request_log] == ["ada@example.org"] * 2
    assert sandbox.calls("register") == 2


@pytest.mark.usefixtures("bench_urls")
def test_the_plain_view_reads_who_is_signed_in_as_the_portal_does(sandbox, client):
    assert client.post(PLAIN)["Location"].startswith("/e/demo/sign-in/")
    assert sandbox.calls("register") == 0


def test_the_cpu_time_of_work_is_measured_with_its_result():
    result, seconds = cpu_of(os.getpid(), lambda: sum(range(20_000_000)))

    assert result == 199_999_990_000_000
    assert seconds > 0.05


def test_everybody_was_registered_once_in_order_and_told_so():
    presses = [press("ada", 0), press("ben", 1), press("cem", 2)]
    calls = [call("ada", 0), call("ben", 1), call("cem", 2)]

    assert Balance.of(presses, calls, at_once=1) == Balance()


def test_who_is_never_registered_is_lost_unless_the_page_says_so():
    presses = [press("ada", 0, ""), press("ben", 0, "unsure"), press("cem", 0, "in_line")]

    assert Balance.of(presses, [], at_once=1).lost == 2


def test_a_second_registration_of_an_attendee_counts():
    calls = [call("ada", 0), call("ada", 2)]

    assert Balance.of([press("ada", 0)], calls, at_once=1) == Balance(double=1)


@pytest.mark.parametrize(
    ("kind", "calls", "wrong"),
    [
        ("let_in", [], 1),
        ("let_in", [call("ada", 0)], 0),
        ("in_line", [call("ada", 0)], 1),
        ("refused", [call("ada", 0)], 1),
        ("refused", [], 0),
        ("unsure", [call("ada", 0)], 0),
    ],
)
def test_an_answer_is_wrong_if_upstream_knows_otherwise(kind, calls, wrong):
    assert Balance.of([press("ada", 0, kind)], calls, at_once=1).wrongly_told == wrong


@pytest.mark.parametrize(
    ("case", "presses", "calls", "at_once", "overtaken"),
    [
        ("a later one first", [("ada", 0), ("ben", 1)], [("ben", 1), ("ada", 2)], 1, 1),
        ("room for both", [("ada", 0), ("ben", 1)], [("ben", 1), ("ada", 2)], 2, 0),
        ("too many, in order", [("ada", 0), ("ben", 1)], [("ada", 0), ("ben", 0.5)], 1, 0),
        ("nobody can tell", [("ada", 0), ("ben", 0.4)], [("ben", 1), ("ada", 2)], 1, 0),
        (
            "one place, and one that is taken",
            [("ada", 0), ("ben", 1), ("cem", 2)],
            [("ada", 0), ("cem", 0.9), ("ben", 2)],
            2,
            1,
        ),
        (
            "that place is free again",
            [("ada", 0), ("ben", 1), ("cem", 2)],
            [("ada", 0), ("cem", 1.1), ("ben", 2)],
            2,
            0,
        ),
    ],
)
def test_a_join_overtakes_if_there_was_no_room_for_it_and_for_who_came_clearly_earlier(
    case, presses, calls, at_once, overtaken
):
    pressed, called = [press(*each) for each in presses], [call(*each) for each in calls]

    assert Balance.of(pressed, called, at_once).overtaken == overtaken, case


@pytest.mark.parametrize(("kind", "overtaken"), [("in_line", 1), ("refused", 0), ("", 0)])
def test_who_still_waits_at_the_end_was_overtaken_too(kind, overtaken):
    presses = [press("ada", 0, kind), press("ben", 1)]

    assert Balance.of(presses, [call("ben", 1)], at_once=1).overtaken == overtaken


def test_balances_add_up():
    assert Balance(1, 2, 3, 4) + Balance(10, 20, 30, 40) == Balance(11, 22, 33, 44)


def test_calls_are_those_that_upstream_answered_in_order_of_arrival():
    times = {"at": NOON.isoformat(), "ended": NOON.isoformat()}
    later = times | {"at": (NOON + timedelta(seconds=1)).isoformat()}
    journal = [
        {"attendee": "ben", "path": "/a", "status": 200} | later,
        {"attendee": "ada", "path": "/a", "status": 200} | times,
        {"attendee": "cem", "path": "/a", "status": 503} | times,
        {"attendee": "dot", "path": "/b", "status": 200} | times,
    ]

    assert [each.attendee for each in Call.of(journal, "/a")] == ["ada", "ben"]


def test_every_wrong_end_of_a_join_is_a_missed_goal_of_its_own():
    wrong = joined(balance=Balance(1, 2, 3, 4))

    missed = {row.what: row.figure for row in rows(wrong, FULL.joins) if row.unit == "presses"}

    assert list(missed.values()) == [0, 1, 2, 3, 4]
    assert sum(not row.is_met for row in rows(wrong, FULL.joins) if row.unit == "presses") == 4
