"""Which calls are retried, when, and which never are."""

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
from tests.accelevents.replies import JOIN, LOGIN, ORIGIN, PROFILE, SEAT, TOKEN, recorded, refusal

REFUSED = requests.ConnectionError(
    MaxRetryError(None, "/", NewConnectionError(None, "connection refused"))
)
SLOW = requests.ConnectionError(MaxRetryError(None, "/", ReadTimeoutError(None, "/", "slow")))
TRANSIENT = [
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


@pytest.mark.parametrize("answer", TRANSIENT)
def test_a_read_is_retried_after_transient_trouble(upstream, api, answer):
    upstream.get(PROFILE, **answer)
    upstream.get(PROFILE, **answer)
    upstream.get(PROFILE, json=recorded("profile"))

    assert api.profile().first_name == "Ada"


@pytest.mark.parametrize("answer", TRANSIENT)
def test_a_read_is_sent_three_times_at_most(upstream, api, answer):
    upstream.get(PROFILE, **answer)

    with pytest.raises((ApiInvalidResponse, ApiUnavailable, ApiUnreachable)):
        api.profile()

    assert len(upstream.calls) == 3


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 401},
        {"status": 404},
        refusal(407),
        {"status": 302},
        {"body": "<html>"},
        refusal(500, "4068910"),
    ],
)
def test_a_clear_answer_is_not_retried(upstream, api, answer):
    upstream.get(PROFILE, **answer)

    with pytest.raises((ApiRefused, ApiInvalidResponse)):
        api.profile()

    assert len(upstream.calls) == 1


@pytest.mark.parametrize(("method", "url", "call"), WRITES)
@pytest.mark.parametrize(
    "answer",
    [*TRANSIENT[:6], {"body": requests.ReadTimeout()}, {"body": SLOW}, {"body": OSError()}],
)
def test_a_write_that_may_have_arrived_is_never_sent_again(
    upstream, api, method, url, call, answer
):
    upstream.add(method, url, **answer)

    with pytest.raises((ApiInvalidResponse, ApiUnavailable, ApiUnreachable)) as caught:
        call(api)

    assert len(upstream.calls) == 1
    assert getattr(caught.value, "sent", True) is True


@pytest.mark.parametrize(("method", "url", "call"), WRITES)
@pytest.mark.parametrize("answer", NEVER_SENT)
def test_a_write_that_surely_never_left_is_sent_again(upstream, api, method, url, call, answer):
    upstream.add(method, url, **answer)
    upstream.add(method, url, **refusal(406, "4069999", "No."))

    with pytest.raises(ApiRefused):
        call(api)

    assert len(upstream.calls) == 2


@pytest.mark.parametrize(("retry_after", "calls"), [("30", 1), ("3", 1), ("0", 3), ("soon", 3)])
def test_a_long_retry_after_is_reported_and_not_waited_for(upstream, api, retry_after, calls):
    upstream.get(PROFILE, status=503, headers={"Retry-After": retry_after})
    started = time.monotonic()

    with pytest.raises(ApiUnavailable):
        api.profile()

    assert len(upstream.calls) == calls
    assert time.monotonic() - started < 2.5


def test_a_short_retry_after_is_respected(upstream, api):
    upstream.get(PROFILE, status=503, headers={"Retry-After": "1"})
    upstream.get(PROFILE, json=recorded("profile"))
    started = time.monotonic()

    api.profile()

    assert 1 <= time.monotonic() - started < 3


def test_nothing_is_retried_past_the_deadline(upstream):
    upstream.get(PROFILE, status=503, headers={"Retry-After": "1"})
    api = Accelevents(Upstream(ORIGIN, read_timeout=0.9), TOKEN)
    started = time.monotonic()

    with pytest.raises(ApiUnavailable):
        api.profile()

    assert len(upstream.calls) == 1
    assert time.monotonic() - started < 0.9


@pytest.mark.parametrize("token", ["two\nlines", "tökén✓", " blank"])
def test_a_token_that_no_header_can_carry_is_an_ordinary_error(api, token):
    with pytest.raises(ApiUnreachable) as caught:
        Accelevents(Upstream("http://127.0.0.1:1", retry_delay=0.0), token).profile()

    assert token not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (refusal(406, "4068910", "No."), "406 4068910"),
        (refusal(407), "407 407"),
        ({"body": requests.ReadTimeout()}, "no answer "),
    ],
)
def test_a_failed_call_is_logged_in_one_line_by_its_template(upstream, caplog, api, answer, line):
    caplog.set_level(logging.INFO, "portal.accelevents")
    upstream.put(JOIN, **answer)

    result = outcome_of(lambda: api.join("demo", 11655))

    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith(f"PUT /rest/events/{{event}}/session/{{session}}: {line}")
    assert TOKEN not in caplog.text + str(result)


def test_a_call_that_succeeds_is_only_counted(upstream, caplog, api):
    caplog.set_level(logging.DEBUG, "portal.accelevents")
    upstream.put(JOIN, json=recorded("join"))

    api.join("demo", 11655)

    assert caplog.messages == []


def outcome_of(call):
    try:
        return call()
    except ApiError as error:
        return error
