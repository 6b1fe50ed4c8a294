"""Every answer to the register call, by status and body: what comes of the join, by which calls."""

import pytest

from portal.accelevents.exceptions import ApiRefused, Reason
from portal.observability import findings
from tests.support.attendee_client import calls_made, press, room_of
from workshops.joining import evidence

pytestmark = pytest.mark.django_db  # the lock is in the database
SOLDERING = 11655
ROOM, IN, UNSURE = room_of(SOLDERING), "let_in", "unsure"
FULL, WRONG_TICKET, WAITING = "full", "wrong_ticket", "in_line"
HTML = "<!doctype html><title>Attention required</title>"
LOOKED = ["register", "mine"]


def said(sentence):
    return {"errorMessage": sentence}


REFUSING = (400, 403, 404, 405, 406, 407, 415)
MOVED, FAILING = (302, 308), (500, 502, 503, 504)
UNPROVEN = {
    **dict.fromkeys([200, *MOVED, *REFUSING], (ROOM, LOOKED)),
    401: (ROOM, ["register", "profile", "mine"]),
    429: (WAITING, ["register"]),
    **dict.fromkeys(FAILING, (UNSURE, LOOKED)),
}
# A code or a documented sentence counts whatever the status is; the body of a redirect is not read.
BY_CODE = dict.fromkeys([200, *MOVED, *REFUSING, 401, 429, *FAILING], (ROOM, LOOKED))
REFUSED = dict.fromkeys([200, *REFUSING, 401], (FULL, ["register"]))
TABLE = {
    "nothing": ("", UNPROVEN),
    "a page": (HTML, UNPROVEN),
    "a cut-off page": (HTML[:12], UNPROVEN),
    "cut-off JSON": ('{"errorCode": "406", "errorMess', UNPROVEN),
    "a web server's JSON": ({"status": 404, "error": "Not Found", "path": "/rest/x"}, UNPROVEN),
    "not found": (said("The resource you were trying to reach is not found."), UNPROVEN),
    "malformed": (said("The request could not be understood: malformed syntax."), UNPROVEN),
    "forbidden": (
        said("Accessing the resource you were trying to reach is forbidden."),
        UNPROVEN | {401: (ROOM, LOOKED)},
    ),
    "something new": ({"errorCode": "406", "errorMessage": "Only on Sundays."}, BY_CODE),
    "cannot create": ({"errorCode": 40600013, "errorMessage": "Cant create url"}, BY_CODE),
    "no such session": ({"errorCode": "404800", "errorMessage": "Session not found!"}, BY_CODE),
    "already registered": (
        said("You are already registered: your ticket grants it, capacity or not."),
        UNPROVEN | {401: (ROOM, LOOKED)},
    ),
    "a row's sentence": (said("Max user registration capacity reached"), UNPROVEN | REFUSED),
    "a row's code": (
        {"errorCode": "4042005"},
        dict.fromkeys(BY_CODE, (WRONG_TICKET, ["register"])) | dict.fromkeys(MOVED, (ROOM, LOOKED)),
    ),
}
ROWS = [
    pytest.param(status, body, *expected, id=f"{status} with {name}")
    for name, (body, by_status) in TABLE.items()
    for status, expected in by_status.items()
]


def end_of(answer):
    """The address of the room, or the reason or kind of the outcome on the page."""
    return getattr(answer, "url", "") or shown(answer.context["outcome"])


def shown(outcome):
    return outcome.reason if outcome.kind == "refused" else outcome.kind


def finding():
    return findings.found("register")


@pytest.mark.parametrize(("status", "body", "end", "calls"), ROWS)
def test_only_a_documented_reason_refuses_and_all_else_is_left_to_the_room(
    ada, sandbox, status, body, end, calls
):
    sandbox.fail("register", str(status), body=body)

    answer = press(ada, SOLDERING)

    assert end_of(answer) == end
    assert calls_made(sandbox)[-len(calls) :] == calls
    assert sandbox.calls("register") == 1
    assert "You’re registered" not in answer.content.decode()


UNUSABLE = [
    row
    for row in ROWS
    if row.values[2] in (ROOM, UNSURE) and row.values[0] in (200, 302, 400, 403, 406, 500)
]


@pytest.mark.parametrize(("status", "body", "end", "calls"), UNUSABLE)
def test_whoever_upstream_has_registered_all_the_same_is_in(ada, sandbox, status, body, end, calls):
    sandbox.fail("register", str(status), body=body, after=True)

    assert end_of(press(ada, SOLDERING)) == IN
    assert calls_made(sandbox)[-2:] == LOOKED


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (404, "", "missing"),
        (405, HTML, "missing"),
        (404, HTML, "missing"),
        (403, HTML, "unconfirmed"),
        (302, "", "unconfirmed"),
        (200, HTML, "unconfirmed"),
        (401, "", "unconfirmed"),
        (404, {"errorCode": "404800"}, "unconfirmed"),
        (406, {"errorCode": "40600013"}, "unconfirmed"),
        (406, {"errorMessage": "Max user registration capacity reached"}, "unseen"),
        (429, "", "unseen"),
        (500, "", "unseen"),
    ],
)
def test_the_operator_is_told_what_the_answer_means_for_the_call(
    ada, sandbox, status, body, expected
):
    sandbox.fail("register", str(status), body=body)

    press(ada, SOLDERING)

    assert finding() == expected


def test_what_was_confirmed_once_is_not_doubted_for_one_odd_answer(ada, sandbox):
    findings.record("register", "confirmed")
    sandbox.fail("register", "403")

    press(ada, SOLDERING)

    assert finding() == "confirmed"


def test_a_path_that_has_gone_is_told_even_after_it_was_confirmed(ada, sandbox):
    findings.record("register", "confirmed")
    sandbox.fail("register", "wrong_path")

    press(ada, SOLDERING)

    assert finding() == "missing"


@pytest.mark.parametrize(("is_listed", "expected"), [(True, True), (False, False)])
def test_a_session_that_the_list_shows_cannot_be_said_to_be_gone(is_listed, expected):
    gone = ApiRefused("POST /x", reason=Reason.NOT_FOUND, is_documented=True)

    assert evidence.is_unproven(gone, is_listed=is_listed) is expected
