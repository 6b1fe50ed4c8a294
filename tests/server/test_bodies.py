"""Bodies over real sockets: whole, within their size and time, or never acted upon."""

from itertools import count

import pytest

from tests.server.conftest import running
from tests.server.small_app import MAX_BYTES

pytestmark = pytest.mark.processes

HEAD = "POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
FORM = HEAD + "Content-Length: 10\r\n\r\n"
CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n"
POLICIES = (
    "cache-control: private, no-store",
    "content-security-policy: default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy: same-origin",
    "x-content-type-options: nosniff",
    "x-request-id: ",
)


numbers = count()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One server for all tests; each asks for a path of its own."""
    with running(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture
def path():
    return f"/{next(numbers)}"


@pytest.fixture
def after():
    return f"/after/{next(numbers)}"


def status(response):
    return response.partition("\r\n")[0]


def lacking(response):
    """The policies that a response does not have."""
    head = response.partition("\r\n\r\n")[0].lower()
    return [policy for policy in POLICIES if policy not in head]


@pytest.mark.parametrize(
    "request_text",
    [
        FORM + "way=key&a=",
        CHUNKED + "4\r\nway=\r\n6\r\nkey&a=\r\n0\r\n\r\n",
    ],
    ids=["by length", "chunked"],
)
def test_a_whole_body_is_acted_upon(server, path, request_text):
    response = server.send(request_text.format(path=path))

    assert (status(response), response[-10:]) == ("HTTP/1.1 200 OK", "way=key&a=")
    assert server.reached(path) == ["10"]


def test_a_request_without_a_body_needs_none(server, path):
    response = server.send(HEAD.format(path=path) + "Content-Length: 0\r\n\r\n")

    assert (status(response), server.reached(path)) == ("HTTP/1.1 200 OK", ["0"])


@pytest.mark.parametrize(
    "request_text",
    [
        FORM + "way=key",
        FORM,
        CHUNKED + "4\r\nway=\r\n",
        CHUNKED + "4\r\nway=\r\n6\r\nke",
        CHUNKED + "4\r\nway=\r\nzz\r\nkey&a=\r\n0\r\n\r\n",
    ],
    ids=["short", "empty", "no last chunk", "half a chunk", "bad chunk"],
)
def test_a_body_that_breaks_off_is_answered_400_and_not_acted_upon(
    server, path, after, request_text
):
    response = server.send_and_finish(request_text.format(path=path))
    server.send(FORM.format(path=after) + "way=key&a=")

    assert (server.reached(path), server.reached(after)) == ([], ["10"])
    assert (status(response), lacking(response)) == ("HTTP/1.1 400 Bad Request", [])


@pytest.mark.parametrize(
    "text", [FORM + "way=key", CHUNKED + "4\r\nway=\r\n"], ids=["by length", "chunked"]
)
def test_a_body_cut_off_by_a_reset_is_not_acted_upon(server, path, after, text):
    server.send_and_reset(text.format(path=path))
    server.send(FORM.format(path=after) + "way=key&a=")

    assert (server.reached(path), server.reached(after)) == ([], ["10"])


@pytest.mark.parametrize(
    "text", [FORM + "way=key", CHUNKED + "4\r\nway=\r\n"], ids=["by length", "chunked"]
)
def test_a_body_that_never_ends_is_answered_408_and_the_connection_ends(server, path, text):
    response = server.send(text.replace("Connection: close\r\n", "").format(path=path))

    assert status(response) == "HTTP/1.1 408 Request Timeout"
    assert (lacking(response), server.reached(path)) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        HEAD + f"Content-Length: {MAX_BYTES + 1}\r\n\r\n",  # refused before any of it is sent
        CHUNKED + f"{MAX_BYTES + 1:x}\r\n" + "x" * (MAX_BYTES + 1) + "\r\n",
    ],
    ids=["by length", "chunked"],
)
def test_a_body_that_is_too_large_is_answered_413_and_the_connection_ends(server, path, text):
    response = server.send(text.replace("Connection: close\r\n", "").format(path=path))

    assert status(response) == "HTTP/1.1 413 Payload Too Large"
    assert (lacking(response), server.reached(path)) == ([], [])


def test_a_body_of_the_largest_size_is_taken(server, path):
    text = HEAD + f"Content-Length: {MAX_BYTES}\r\n\r\n" + "x" * MAX_BYTES

    server.send(text.format(path=path))

    assert server.reached(path) == [str(MAX_BYTES)]
