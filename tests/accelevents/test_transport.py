"""What happens on the wire, against a real server: limits in time and bytes, and nothing leaks."""

import gzip
import socket
import threading
import time

import pytest

from portal.accelevents import Accelevents, Upstream, connections
from portal.accelevents.exceptions import ApiError, ApiInvalidResponse, ApiUnreachable
from tests.accelevents import raw_socket_server
from tests.accelevents.replies import TOKEN, recorded

CHUNKED = raw_socket_server.HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BOMB = gzip.compress(b" " * 20_000_000)


@pytest.fixture
def serve():
    """Start a Peer: serve(answer) -> Peer."""
    started = []

    def start(answer):
        started.append(raw_socket_server.Peer(answer))
        return started[-1]

    yield start
    [peer.close() for peer in started]


def client(peer, **limits):
    return Accelevents(Upstream(peer.url, **{"pause": 0.0, "read_timeout": 5.0} | limits), TOKEN)


def failure(call):
    """(the error, how many seconds it took by the wall)."""
    started = time.monotonic()
    with pytest.raises(ApiError) as caught:
        call()
    return caught.value, time.monotonic() - started


@pytest.mark.parametrize(
    "answer",
    [
        raw_socket_server.silent,
        raw_socket_server.dripping(b""),
        raw_socket_server.dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "),
        raw_socket_server.dripping(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX-Slow: "),
        raw_socket_server.dripping(raw_socket_server.HEAD + b"Content-Length: 100000\r\n\r\n"),
        raw_socket_server.dripping(CHUNKED + b"186A0\r\n"),
        raw_socket_server.dripping(raw_socket_server.HEAD + b"\r\n"),
    ],
    ids=["silent", "status", "head", "continue", "body", "chunk", "until close"],
)
@pytest.mark.parametrize("method", ["profile", "join"])
def test_every_call_ends_at_its_deadline(serve, answer, method):
    api = client(serve(answer), read_timeout=0.25)
    call = {"profile": api.profile, "join": lambda: api.join("demo", 1)}[method]

    error, seconds = failure(call)

    assert (type(error), error.sent) == (ApiUnreachable, True)
    assert 0.2 < error.seconds <= seconds < 2


@pytest.mark.parametrize(
    "answer",
    [
        raw_socket_server.endless(raw_socket_server.HEAD + b"Content-Length: 10000000\r\n\r\n"),
        raw_socket_server.endless(
            b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 10000000\r\n\r\n"
        ),
        raw_socket_server.endless(b"HTTP/1.1 406 No\r\nContent-Length: 10000000\r\n\r\n"),
    ],
    ids=["ok", "redirect", "refusal"],
)
def test_an_answer_that_says_it_is_huge_is_not_read(serve, answer):
    peer = serve(answer)

    error, seconds = failure(lambda: client(peer).join("demo", 1))

    assert type(error) is ApiInvalidResponse
    assert seconds < 3
    assert peer.taken < 8_000_000  # what the sockets' own buffers swallow


@pytest.mark.parametrize(
    "answer",
    [
        raw_socket_server.endless(raw_socket_server.HEAD + b"\r\n"),
        raw_socket_server.endless(CHUNKED, b"10000\r\n" + b"x" * 65_536 + b"\r\n"),
        raw_socket_server.exactly(
            raw_socket_server.HEAD
            + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(BOMB), BOMB)
        ),
    ],
    ids=["until close", "chunked", "gzip"],
)
def test_an_answer_that_turns_out_huge_is_read_to_the_limit_only(serve, answer):
    peer = serve(answer)

    error, seconds = failure(client(peer, max_bytes=100_000).profile)

    assert (type(error), error.detail) == (ApiInvalidResponse, "too large")
    assert seconds < 3
    assert peer.taken < 8_000_000


def test_an_answer_just_under_the_limit_is_read(serve):
    peer = serve(raw_socket_server.steady({"firstName": "Ada", "more": "x" * 90_000}))

    assert client(peer, max_bytes=100_000).profile().first_name == "Ada"


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (raw_socket_server.resetting, ApiUnreachable),
        (raw_socket_server.exactly(b""), ApiUnreachable),
        (raw_socket_server.exactly(b"hello\r\n\r\n"), ApiUnreachable),
        (
            raw_socket_server.exactly(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
            ApiUnreachable,
        ),
        (
            raw_socket_server.exactly(raw_socket_server.HEAD + b"Content-Length: 900\r\n\r\n{}"),
            ApiInvalidResponse,
        ),
        (raw_socket_server.exactly(CHUNKED + b"900\r\n{}"), ApiInvalidResponse),
        (raw_socket_server.exactly(CHUNKED + b"what\r\n{}"), ApiInvalidResponse),
        (
            raw_socket_server.exactly(raw_socket_server.HEAD + b"Content-Encoding: gzip\r\n\r\nno"),
            ApiInvalidResponse,
        ),
        (raw_socket_server.exactly(b"HTTP/1.1 101 Switching\r\n\r\n"), ApiInvalidResponse),
    ],
)
def test_a_join_that_was_cut_off_is_unclear_and_not_repeated(serve, answer, raised):
    peer = serve(answer)

    error, _ = failure(lambda: client(peer).join("demo", 1))

    assert type(error) is raised
    assert len(peer.requests) == 1
    assert getattr(error, "sent", True) is True


def test_a_read_that_was_cut_off_is_repeated_twice(serve):
    peer = serve(raw_socket_server.resetting)

    error, _ = failure(client(peer).profile)

    assert (type(error), len(peer.requests)) == (ApiUnreachable, 3)


@pytest.mark.parametrize("method", ["profile", "join"])
def test_a_refused_connection_surely_sent_nothing(serve, method):
    peer = serve(raw_socket_server.silent)
    peer.close()
    peer_url = "http://127.0.0.1:1"
    api = Accelevents(Upstream(peer_url, pause=0.0), TOKEN)
    call = {"profile": api.profile, "join": lambda: api.join("demo", 1)}[method]

    error, _ = failure(call)

    assert (type(error), error.sent) == (ApiUnreachable, False)


def test_a_server_that_speaks_no_tls_is_unreachable(upstream, serve):
    upstream.add_passthru("https://127.0.0.1")
    peer = serve(raw_socket_server.exactly(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    api = Accelevents(Upstream(peer.url.replace("http:", "https:"), pause=0.0), TOKEN)

    error, _ = failure(api.profile)

    assert (type(error), error.detail) == (ApiUnreachable, "SSLError, SSLError")


def test_connections_are_shared_by_all_clients(serve):
    peer = serve(raw_socket_server.steady())

    [client(peer).profile() for _ in range(5)]

    assert (len(peer.requests), peer.connections) == (5, 1)


def test_a_connection_the_peer_has_closed_costs_no_join(serve):
    gone = threading.Event()

    def answer_and_go(peer, connection):
        raw_socket_server.steady(recorded("join"))(peer, connection)
        connection.shutdown(socket.SHUT_RDWR)
        gone.set()

    peer = serve(answer_and_go)

    client(peer).join("demo", 1)
    assert gone.wait(1)
    client(peer).join("demo", 1)

    assert (len(peer.requests), peer.connections) == (2, 2)


def test_a_connection_idle_for_long_is_not_used_again(serve, monkeypatch):
    peer = serve(raw_socket_server.steady())
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.0)

    client(peer).profile()
    client(peer).profile()

    assert peer.connections == 2


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Again"])
def test_a_redirect_is_not_followed_and_takes_no_token_elsewhere(serve, status):
    elsewhere = serve(raw_socket_server.steady())
    head = f"HTTP/1.1 {status}\r\nLocation: {elsewhere.url}/x\r\nContent-Length: 0\r\n\r\n"
    peer = serve(raw_socket_server.exactly(head.encode()))

    error, _ = failure(lambda: client(peer).join("demo", 1))

    assert type(error) is ApiInvalidResponse
    assert (len(peer.requests), elsewhere.requests) == (1, [])


def test_a_cookie_goes_to_nobody(serve):
    peer = serve(raw_socket_server.steady(None, "Set-Cookie: who=ada; Path=/"))
    api = client(peer)

    api.profile()
    api.profile()
    client(peer).profile()

    assert ["cookie" in request.lower() for request in peer.requests] == [False] * 3


def test_a_netrc_and_a_proxy_variable_change_nothing(serve, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login mallory password swordfish\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    peer = serve(raw_socket_server.steady())

    client(peer).profile()

    assert f"\r\nAuthorization: {TOKEN}\r\n" in peer.requests[0]


def test_two_people_on_one_connection_keep_their_tokens(serve):
    peer = serve(raw_socket_server.steady())
    limits = Upstream(peer.url)

    Accelevents(limits, "token-of-ada").profile()
    Accelevents(limits).profile()

    assert "token-of-ada" in peer.requests[0]
    assert "Authorization" not in peer.requests[1]
