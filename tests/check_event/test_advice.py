"""Every row has its words, whatever upstream answers, and every failure its name."""

from itertools import product

import pytest

from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
    AuthenticationRequired,
    EndpointNotFound,
    Reason,
)
from portal.check_event.advice import MARKS, TEXTS, advice_for, title_of
from portal.check_event.advice_texts import ANY_QUESTION, TITLES
from portal.check_event.failures import answer_for, is_not_found, said
from portal.check_event.rows import Row

CALL = "PUT /x/{session}"
GENERAL = "The resource you were trying to reach is not found."
FAILURES = [
    (ApiUnreachable(CALL, detail="ReadTimeout"), "silent"),
    (ApiUnavailable(CALL, http_status=429), "busy"),
    (ApiUnavailable(CALL, http_status=503, detail="HTML: '<html>'"), "wall"),
    (ApiRefused(CALL, http_status=403, detail="HTML: '<html>'"), "wall"),
    (ApiRefused(CALL, http_status=404, detail="HTML: '<html>'"), "missing"),
    (ApiInvalidResponse(CALL, http_status=200, detail="HTML: '<html>'"), "missing"),
    (ApiInvalidResponse(CALL, http_status=302), "missing"),
    (EndpointNotFound(CALL, http_status=405, code="405"), "missing"),
    (ApiRefused(CALL, http_status=404, code="404", upstream_message=GENERAL), "missing"),
    (ApiRefused(CALL, http_status=404, code="404", upstream_message="No such room"), "refused"),
    (ApiRefused(CALL, http_status=404, code="4042005"), "refused"),
    (ApiRefused(CALL, http_status=400, code="400"), "refused"),
    (AuthenticationRequired(CALL, http_status=401, code="4010101"), "sign_in"),
    (ApiInvalidResponse(CALL, http_status=502), "broken"),
    (ApiInvalidResponse(CALL, http_status=200, detail="expected a list"), "unusable"),
    (ApiRefused(CALL, http_status=404, code="4040200", reason=Reason.EVENT_NOT_FOUND), "no_event"),
]


@pytest.mark.parametrize(("error", "answer"), FAILURES)
def test_each_failure_has_one_word(error, answer):
    assert answer_for(error) == answer


def test_every_question_has_words_for_every_failure():
    rows = [Row(question, answer) for question, answer in product(TITLES, ANY_QUESTION)]

    assert all(advice_for(row).seen and title_of(row.question) for row in rows)
    assert {advice_for(row).verdict for row in rows} <= set(MARKS)
    assert set(TEXTS) <= set(TITLES)


def test_what_keeps_attendees_out_is_bad_and_the_rest_worth_a_look():
    verdicts = {question: advice_for(Row(question, "silent")).verdict for question in TITLES}

    assert {question for question, verdict in verdicts.items() if verdict == "bad"} == {
        "sign_in", "token", "list", "join",
    }  # fmt: skip


def test_what_upstream_said_is_told_without_its_page():
    refused = ApiRefused(CALL, http_status=406, code="4068910", upstream_message="Not registered.")
    page = ApiRefused(CALL, http_status=403, code="403", detail="HTML: '<html>secret'")

    assert said(refused) == f"{CALL}: 406, 4068910, Not registered."
    assert said(page) == f"{CALL}: 403, a web page"
    assert said(ApiUnreachable(CALL, detail="ReadTimeout")) == f"{CALL}: ReadTimeout"


@pytest.mark.parametrize(
    ("code", "message", "proves"),
    [
        ("404800", "", True),
        ("404", "Session not found!", True),
        ("404", "", False),
        ("4040200", "Event Not Found", False),
    ],
)
def test_only_a_session_that_was_looked_for_proves_the_path(code, message, proves):
    error = ApiError(CALL, http_status=404, code=code, upstream_message=message)

    assert is_not_found(error) == proves
