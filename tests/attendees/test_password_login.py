"""A sign-in call that is not there is told as that, not as a wrong password, and logged once."""

import pytest

from portal.observability import findings
from tests.attendees.upstream_replies import (
    EMAIL,
    LIST,
    LOGIN,
    PASSWORD,
    SIGN_IN,
    WRONG_PASSWORD,
    login_reply,
    plan_access,
    plan_password,
    refusal,
    sign_in,
)

HEADLINE = "Password sign-in isn’t working right now"
HTML = "<!doctype html><title>Not here</title>"
LOCKED = refusal(401, "4010102", "Your account has been locked")
ABSENT = [
    {"status": 404, "body": HTML},
    {"status": 404, "body": ""},
    {"status": 404, "json": {"status": 404, "error": "Not Found", "path": "/rest/u/login"}},
    {"status": 405, "body": ""},
    {"status": 405, "json": {"errorCode": "405", "errorMessage": "Method not allowed"}},
    {"status": 200, "body": HTML},
    {"status": 403, "body": HTML},
    {"status": 301, "headers": {"Location": "https://www.accelevents.com/u/login"}},
    {"status": 302, "headers": {"Location": "/login"}},
    {"status": 307, "body": HTML},
]


def answer():
    return findings.found("password_login")


@pytest.mark.parametrize("reply", ABSENT)
def test_a_sign_in_call_that_is_not_there_says_so_and_shows_the_other_way(client, upstream, reply):
    plan_password(upstream, **reply)

    page = sign_in(client)

    message = page.context["error_message"]
    assert (page.status_code, message.headline) == (503, HEADLINE)
    assert message.next_step.startswith("Use the link in your email")
    assert b'name="key"' in page.content
    assert answer() == "missing"


def test_the_operator_is_told_once_until_it_works_again(client, upstream, log):
    plan_password(upstream, **ABSENT[0])
    sign_in(client)
    sign_in(client)
    first = [record for record in log.records if record.name == "portal.attendees.login_calls"]
    upstream.replace("POST", LOGIN, json=login_reply())
    plan_access(upstream)
    sign_in(client)

    assert [record.levelname for record in first] == ["ERROR"]
    assert "no sign-in by password" in first[0].getMessage()
    assert answer() == "works"
    assert [secret for secret in (EMAIL, PASSWORD.strip()) if secret in log.text] == []


@pytest.mark.parametrize(
    ("reply", "status", "found"),
    [
        (WRONG_PASSWORD, 422, "works"),
        (refusal(404, "4040100", "No User could be found."), 422, "works"),
        (refusal(404, "404", "No User could be found."), 422, "works"),
        (LOCKED, 422, "works"),
        (refusal(406, "40600013", "Cant create url"), 422, findings.UNSEEN),
        (refusal(404, "4049999", "Something new"), 422, findings.UNSEEN),
        ({"status": 200, "json": {}}, 502, findings.UNSEEN),
        ({"status": 500, "body": HTML}, 502, findings.UNSEEN),
        ({"status": 503, "body": HTML}, 503, findings.UNSEEN),
        ({"status": 429, "body": HTML}, 503, findings.UNSEEN),
    ],
)
def test_any_other_failure_is_told_as_what_it_is(client, upstream, reply, status, found):
    plan_password(upstream, **reply)

    page = sign_in(client)

    assert page.status_code == status
    assert page.context["error_message"].headline != HEADLINE
    assert answer() == found


def test_a_call_that_is_not_there_costs_no_attempt(client, upstream):
    plan_password(upstream, **ABSENT[0])

    statuses = [sign_in(client).status_code for _ in range(6)]

    assert statuses == [503] * 6


def test_who_has_no_password_is_told_before_and_after_a_try(client, upstream):
    plan_password(upstream, **WRONG_PASSWORD)
    hint = (
        "If you signed up with Google, Apple, LinkedIn, Facebook or Okta, you don’t have a password"
    )

    before, after = client.get(SIGN_IN), sign_in(client)

    assert before.content.decode().count(hint) == 1
    assert hint in after.context["error_message"].next_step


def test_a_good_password_is_noted(client, ada_may_sign_in):
    assert (sign_in(client).url, answer()) == (LIST, "works")
