"""Connections are shared and fresh, and carry nothing of one attendee to another."""

import socket
import threading

import pytest

from portal.accelevents import Accelevents, Upstream, connections
from portal.accelevents.exceptions import ApiInvalidResponse
from tests.accelevents.raw_socket_server import exactly, good
from tests.accelevents.real_calls import client_of, timed_error
from tests.accelevents.replies import TOKEN, recorded


def test_all_clients_share_their_connections(serve):
    server = serve(good())

    [client_of(server).profile() for _ in range(5)]

    assert (len(server.requests), server.connections) == (5, 1)


def test_a_connection_that_the_peer_closed_costs_no_join(serve):
    gone = threading.Event()

    def answer_and_go(server, connection):
        good(recorded("join"))(server, connection)
        connection.shutdown(socket.SHUT_RDWR)
        gone.set()

    server = serve(answer_and_go)

    client_of(server).join("demo", 1)
    assert gone.wait(1)
    client_of(server).join("demo", 1)

    assert (len(server.requests), server.connections) == (2, 2)


def test_a_connection_that_was_idle_for_long_is_not_reused(serve, monkeypatch):
    server = serve(good())
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.0)

    client_of(server).profile()
    client_of(server).profile()

    assert server.connections == 2


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Again"])
def test_a_redirect_is_not_followed_and_takes_no_token_elsewhere(serve, status):
    elsewhere = serve(good())
    head = f"HTTP/1.1 {status}\r\nLocation: {elsewhere.url}/x\r\nContent-Length: 0\r\n\r\n"
    server = serve(exactly(head.encode()))

    error, _ = timed_error(lambda: client_of(server).join("demo", 1))

    assert type(error) is ApiInvalidResponse
    assert (len(server.requests), elsewhere.requests) == (1, [])


def test_no_cookie_is_sent_to_anybody(serve):
    server = serve(good(None, "Set-Cookie: who=ada; Path=/"))
    api = client_of(server)

    api.profile()
    api.profile()
    client_of(server).profile()

    assert ["cookie" in request.lower() for request in server.requests] == [False] * 3


def test_a_netrc_and_a_proxy_variable_change_nothing(serve, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login mallory password swordfish\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    server = serve(good())

    client_of(server).profile()

    assert f"\r\nAuthorization: {TOKEN}\r\n" in server.requests[0]


def test_two_people_on_one_connection_have_their_own_tokens(serve):
    server = serve(good())
    limits = Upstream(server.url)

    Accelevents(limits, "token-of-ada").profile()
    Accelevents(limits).profile()

    assert "token-of-ada" in server.requests[0]
    assert "Authorization" not in server.requests[1]
