"""What is asked again, when, and what never is."""

import logging
import time

import pytest
import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError, ReadTimeoutError

from portal.accelevents import Accelevents, Upstream
from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiRefused,
    ApiUnavailable,
    ApiUnreachable,
)
from tests.accelevents.replies import JOIN, LOGIN, ORIGIN, PROFILE, SEAT, TOKEN, no, recorded

REFUSED = requests.ConnectionError(
    MaxRetryError(None, "/", NewConnectionError(None, "connection refused"))
)
SLOW = requests.ConnectionError(MaxRetryError(None, "/", ReadTimeoutError(None, "/", "slow")))
PASSING = [
    {"status": 429},
    {"status": 500, "body": "<html>"},
    {"status": 502},
    {"status": 503},
    {"status": 504, "json": {}},
    {"body": requests.ConnectionError()},
    {"body": requests.ConnectTimeout()},
    {"body": REFUSED},
]
NEVER_SENT = [{"body": requests.ConnectTimeout()}, {"body": REFUSED}]
WRITES = [
    ("PUT", JOIN, lambda api: api.join("demo", 11655)),
    ("POST", SEAT, lambda api: api.register("demo", 11655, before_start=True)),
    ("DELETE", SEAT, lambda api: api.unregister("demo", 11655)),
    ("POST", LOGIN, lambda api: api.sign_in_with_password("ada@example.org", "pa55word")),
]


@pytest.mark.parametrize("answer", PASSING)
def test_a_read_is_asked_again_after_passing_trouble(upstream, api, answer):
    upstream.get(PROFILE, **answer)
    upstream.get(PROFILE, **answer)
    upstream.get(PROFILE, json=recorded("profile"))

    assert api.profile().first_name == "Ada"


@pytest.mark.parametrize("answer", PASSING)
def test_a_read_is_asked_three_times_at_most(upstream, api, answer):
    upstream.get(PROFILE, **answer)

    with pytest.raises((ApiInvalidResponse, ApiUnavailable, ApiUnreachable)):
        api.profile()

    assert len(upstream.calls) == 3


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 401},
        {"status": 404},
        no(407),
        {"status": 302},
        {"body": "<html>"},
        no(500, "4068910"),
    ],
)
def test_a_clear_answer_is_not_questioned(upstream, api, answer):
    upstream.get(PROFILE, **answer)

    with pytest.raises((ApiRefused, ApiInvalidResponse)):
        api.profile()

    assert len(upstream.calls) == 1


@pytest.mark.parametrize(("method", "url", "call"), WRITES)
@pytest.mark.parametrize(
    "answer",
    [*PASSING[:6], {"body": requests.ReadTimeout()}, {"body": SLOW}, {"body": OSError()}],
)
def test_what_may_have_arrived_is_never_sent_again(upstream, api, method, url, call, answer):
    upstream.add(method, url, **answer)

    with pytest.raises((ApiInvalidResponse, ApiUnavailable, ApiUnreachable)) as caught:
        call(api)

    assert len(upstream.calls) == 1
    assert getattr(caught.value, "sent", True) is True


@pytest.mark.parametrize(("method", "url", "call"), WRITES)
@pytest.mark.parametrize("answer", NEVER_SENT)
def test_what_surely_never_left_is_sent_again(upstream, api, method, url, call, answer):
    upstream.add(method, url, **answer)
    upstream.add(method, url, **no(406, "4069999", "No."))

    with pytest.raises(ApiRefused):
        call(api)

    assert len(upstream.calls) == 2


@pytest.mark.parametrize(("wish", "asked"), [("30", 1), ("3", 1), ("0", 3), ("soon", 3)])
def test_a_long_wish_to_be_left_alone_is_told_not_slept_through(upstream, api, wish, asked):
    upstream.get(PROFILE, status=503, headers={"Retry-After": wish})
    started = time.monotonic()

    with pytest.raises(ApiUnavailable):
        api.profile()

    assert len(upstream.calls) == asked
    assert time.monotonic() - started < 2.5


def test_a_short_wish_is_kept(upstream, api):
    upstream.get(PROFILE, status=503, headers={"Retry-After": "1"})
    upstream.get(PROFILE, json=recorded("profile"))
    started = time.monotonic()

    api.profile()

    assert 1 <= time.monotonic() - started < 3


def test_nothing_is_asked_again_past_the_deadline(upstream):
    upstream.get(PROFILE, status=503, headers={"Retry-After": "1"})
    api = Accelevents(Upstream(ORIGIN, read_timeout=0.9), TOKEN)
    started = time.monotonic()

    with pytest.raises(ApiUnavailable):
        api.profile()

    assert len(upstream.calls) == 1
    assert time.monotonic() - started < 0.9


@pytest.mark.parametrize("token", ["two\nlines", "tökén✓", " blank"])
def test_a_token_no_header_can_carry_is_an_error_like_any_other(api, token):
    with pytest.raises(ApiUnreachable) as caught:
        Accelevents(Upstream("http://127.0.0.1:1", pause=0.0), token).profile()

    assert token not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ({"json": recorded("join")}, "ok -"),
        (no(406, "4068910", "No."), "406 4068910"),
        (no(407), "407 407"),
        ({"body": requests.ReadTimeout()}, "no answer "),
    ],
)
def test_a_call_is_logged_in_one_line_by_its_template(upstream, caplog, api, answer, line):
    caplog.set_level(logging.INFO, "portal.accelevents")
    upstream.put(JOIN, **answer)
    upstream_answer = _outcome(lambda: api.join("demo", 11655))

    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith(f"PUT /rest/events/{{event}}/session/{{session}}: {line}")
    assert TOKEN not in caplog.text + str(upstream_answer)


def _outcome(call):
    try:
        return call()
    except ApiError as error:
        return error
