"""The budget of threads that may wait for upstream at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import pytest

from portal.accelevents.exceptions import TooManyWaiting
from portal.accelevents.waiting import give_budget, permission
from tests.accelevents.raw_socket_server import good
from tests.accelevents.real_calls import client_of


@pytest.fixture
def run():
    """Runs a function in a thread whose budget lets one thread wait, shared with `budget`."""
    budget = BoundedSemaphore(1)
    with ThreadPoolExecutor(1, initializer=lambda: give_budget(budget)) as pool:
        yield lambda function: pool.submit(function).result(5), budget


def may_wait():
    with permission() as given:
        return given


def test_a_thread_waits_while_its_budget_is_not_spent(run):
    in_thread, budget = run
    before = in_thread(may_wait)
    budget.acquire(blocking=False)

    assert (before, in_thread(may_wait)) == (True, False)


def test_a_wait_that_has_ended_no_longer_counts(run):
    in_thread, _ = run

    assert [in_thread(may_wait), in_thread(may_wait)] == [True, True]


def test_a_thread_that_was_refused_gives_nothing_back(run):
    in_thread, budget = run
    budget.acquire(blocking=False)
    in_thread(may_wait)

    assert in_thread(may_wait) is False


def test_a_thread_without_a_budget_always_waits():
    with permission() as first, permission() as second:
        assert (first, second) == (True, True)


def test_a_call_that_may_not_wait_is_not_sent(run, serve):
    in_thread, budget = run
    budget.acquire(blocking=False)
    server = serve(good())

    with pytest.raises(TooManyWaiting) as raised:
        in_thread(client_of(server).profile)

    assert (raised.value.status, raised.value.retry_after) == (None, 5.0)
    assert str(raised.value) == "GET /rest/u/myprofile: no answer, too many are waiting"
    budget.release()
    assert in_thread(client_of(server).profile)
