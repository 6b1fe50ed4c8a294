"""Calls to a real server end within their limits of time and bytes, and fail clearly."""

import gzip

import pytest

from portal.accelevents import Accelevents, Upstream
from portal.accelevents.exceptions import ApiInvalidResponse, ApiUnreachable
from portal.accelevents.transport import ResponseTooLarge
from tests.accelevents.raw_socket_server import (
    CHUNKED,
    HEAD,
    dripping,
    endless,
    exactly,
    good,
    resetting,
    silent,
)
from tests.accelevents.real_calls import client_of, timed_error
from tests.accelevents.replies import TOKEN

BOMB = gzip.compress(b" " * 20_000_000)


@pytest.mark.parametrize(
    "answer",
    [
        silent,
        dripping(b""),
        dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "),
        dripping(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX-Slow: "),
        dripping(HEAD + b"Content-Length: 100000\r\n\r\n"),
        dripping(CHUNKED + b"186A0\r\n"),
        dripping(HEAD + b"\r\n"),
    ],
    ids=["silent", "status", "head", "continue", "body", "chunk", "until close"],
)
@pytest.mark.parametrize("method", ["profile", "join"])
def test_every_call_ends_at_its_deadline(serve, answer, method):
    api = client_of(serve(answer), read_timeout=0.25)
    call = {"profile": api.profile, "join": lambda: api.join("demo", 1)}[method]

    error, seconds = timed_error(call)

    assert (type(error), error.sent) == (ApiUnreachable, True)
    assert 0.2 < error.seconds <= seconds < 2


@pytest.mark.parametrize(
    "answer",
    [
        endless(HEAD + b"Content-Length: 10000000\r\n\r\n"),
        endless(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 10000000\r\n\r\n"),
        endless(b"HTTP/1.1 406 No\r\nContent-Length: 10000000\r\n\r\n"),
    ],
    ids=["ok", "redirect", "refusal"],
)
def test_an_answer_that_announces_a_huge_body_is_not_read(serve, answer):
    server = serve(answer)

    error, seconds = timed_error(lambda: client_of(server).join("demo", 1))

    assert isinstance(error, ApiInvalidResponse)
    assert seconds < 3
    assert server.bytes_sent < 8_000_000  # what the sockets' own buffers swallow


@pytest.mark.parametrize(
    "answer",
    [
        endless(HEAD + b"\r\n"),
        endless(CHUNKED, b"10000\r\n" + b"x" * 65_536 + b"\r\n"),
        exactly(
            HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(BOMB), BOMB)
        ),
    ],
    ids=["until close", "chunked", "gzip"],
)
def test_an_answer_that_turns_out_huge_is_read_only_to_the_limit(serve, answer):
    server = serve(answer)

    error, seconds = timed_error(client_of(server, max_bytes=100_000).profile)

    assert (type(error), error.detail) == (ResponseTooLarge, "too large")
    assert seconds < 3
    assert server.bytes_sent < 8_000_000


def test_an_answer_just_under_the_limit_is_read(serve):
    server = serve(good({"firstName": "Ada", "more": "x" * 90_000}))

    assert client_of(server, max_bytes=100_000).profile().first_name == "Ada"


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (resetting, ApiUnreachable),
        (exactly(b""), ApiUnreachable),
        (exactly(b"hello\r\n\r\n"), ApiUnreachable),
        (
            exactly(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
            ApiUnreachable,
        ),
        (
            exactly(HEAD + b"Content-Length: 900\r\n\r\n{}"),
            ApiInvalidResponse,
        ),
        (exactly(CHUNKED + b"900\r\n{}"), ApiInvalidResponse),
        (exactly(CHUNKED + b"what\r\n{}"), ApiInvalidResponse),
        (
            exactly(HEAD + b"Content-Encoding: gzip\r\n\r\nno"),
            ApiInvalidResponse,
        ),
        (exactly(b"HTTP/1.1 101 Switching\r\n\r\n"), ApiInvalidResponse),
    ],
)
def test_a_join_that_was_cut_off_is_unclear_and_not_repeated(serve, answer, raised):
    server = serve(answer)

    error, _ = timed_error(lambda: client_of(server).join("demo", 1))

    assert type(error) is raised
    assert len(server.requests) == 1
    assert getattr(error, "sent", True) is True


def test_a_read_that_was_cut_off_is_repeated_twice(serve):
    server = serve(resetting)

    error, _ = timed_error(client_of(server).profile)

    assert (type(error), len(server.requests)) == (ApiUnreachable, 3)


@pytest.mark.parametrize("method", ["profile", "join"])
def test_a_refused_connection_surely_sent_nothing(method):
    api = Accelevents(Upstream("http://127.0.0.1:1", retry_delay=0.0), TOKEN)
    call = {"profile": api.profile, "join": lambda: api.join("demo", 1)}[method]

    error, _ = timed_error(call)

    assert (type(error), error.sent) == (ApiUnreachable, False)


def test_a_server_without_tls_is_unreachable(upstream, serve):
    upstream.add_passthru("https://127.0.0.1")
    server = serve(exactly(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    api = Accelevents(Upstream(server.url.replace("http:", "https:"), retry_delay=0.0), TOKEN)

    error, _ = timed_error(api.profile)

    assert (type(error), error.detail) == (ApiUnreachable, "SSLError, SSLError")
