"""The limit of threads that compute at once, while any number of them block."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.accelevents import computing, connections
from portal.accelevents.computing import ComputeLimit, blocking, limit_computing
from tests.accelevents.raw_socket_server import good
from tests.accelevents.real_calls import client_of

TIMEOUT = 5  # seconds that a test waits before it fails


@pytest.fixture
def run():
    """Runs functions in threads of which one computes at a time; returns their futures."""
    limit = ComputeLimit(1)
    with ThreadPoolExecutor(3, initializer=lambda: limit_computing(limit)) as pool:
        yield lambda function: pool.submit(within_limit, function)


def within_limit(function):
    with computing.computing():
        return function()


def patience(monkeypatch, seconds):
    monkeypatch.setattr(computing, "STALL_SECONDS", seconds)


def test_one_thread_computes_at_a_time(run, monkeypatch):
    patience(monkeypatch, TIMEOUT)
    begun, go_on, order = threading.Event(), threading.Event(), []
    first = run(lambda: (begun.set(), go_on.wait(TIMEOUT), order.append("first")))
    begun.wait(TIMEOUT)
    second = run(lambda: order.append("second"))

    go_on.set()
    first.result(TIMEOUT)
    second.result(TIMEOUT)

    assert order == ["first", "second"]


def test_another_thread_computes_while_one_blocks(run, monkeypatch):
    patience(monkeypatch, 2 * TIMEOUT)
    other_is_done = threading.Event()

    def block():
        with blocking():
            return other_is_done.wait(TIMEOUT)

    blocked = run(block)
    run(other_is_done.set)

    assert blocked.result(TIMEOUT)


def test_who_has_blocked_waits_until_it_may_compute_again(run, monkeypatch):
    patience(monkeypatch, TIMEOUT)
    computes, go_on, order = threading.Event(), threading.Event(), []

    def block():
        with blocking():
            computes.wait(TIMEOUT)
        order.append("was blocked")

    def compute():
        computes.set()
        go_on.wait(TIMEOUT)
        order.append("computed")

    first, second = run(block), run(compute)
    computes.wait(TIMEOUT)
    go_on.set()
    first.result(TIMEOUT)
    second.result(TIMEOUT)

    assert order == ["computed", "was blocked"]


def test_a_stalled_thread_does_not_stop_the_others(run, monkeypatch):
    patience(monkeypatch, 0.01)
    others_are_done = threading.Event()
    stalled = run(lambda: others_are_done.wait(TIMEOUT))

    run(lambda: None).result(TIMEOUT)
    run(others_are_done.set).result(TIMEOUT)

    assert stalled.result(TIMEOUT)


def test_a_failure_gives_its_place_back(run, monkeypatch):
    patience(monkeypatch, TIMEOUT)
    with pytest.raises(ZeroDivisionError):
        run(lambda: 1 / 0).result(TIMEOUT)

    assert run(lambda: "computed").result(TIMEOUT / 2) == "computed"


def test_without_a_limit_nothing_is_held_up():
    with computing.computing(), blocking():
        computing.sleep(0)


def test_a_call_upstream_lets_others_compute_while_its_answer_has_not_come(run, monkeypatch, serve):
    patience(monkeypatch, 2 * TIMEOUT)
    other_is_done = threading.Event()

    def answer(server, connection):
        other_is_done.wait(TIMEOUT)
        good()(server, connection)

    call = run(client_of(serve(answer)).profile)
    run(other_is_done.set)

    assert call.result(TIMEOUT / 2)


CONNECTIONS = [
    (connections.HTTPConnection, connections._PlainConnection),
    (connections.HTTPSConnection, connections._SecureConnection),
]


@pytest.mark.parametrize(("base", "kind"), CONNECTIONS)
def test_a_connection_that_is_being_made_lets_others_compute(run, monkeypatch, base, kind):
    patience(monkeypatch, 2 * TIMEOUT)
    other_is_done, waited = threading.Event(), []
    monkeypatch.setattr(base, "connect", lambda _: waited.append(other_is_done.wait(TIMEOUT)))

    made = run(kind("localhost").connect)
    run(other_is_done.set)
    made.result(TIMEOUT)

    assert waited == [True]
