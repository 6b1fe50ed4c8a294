"""Several processes over Redis: one fetch for all, no double join, no loss, an orderly end."""

import threading
import time
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from tests.load import chaos
from tests.load.attendee import Attendee
from tests.load.process_tree import kill, tree
from tests.support.attendee_client import at_once
from tests.support.processes import Portal, until

pytestmark = pytest.mark.processes

SOLDERING = 11655
WINDOW_SECONDS = 1  # LIST_FRESH_SECONDS of the portals here


@pytest.fixture
def upstream():
    """Only real servers: no planned replies."""


def test_a_short_storm_leaves_an_even_balance():
    balance = chaos.run(attendees=12, polls=40, is_short=True)

    assert (balance.falsehoods, balance.registered_twice, balance.without_answer) == ([], [], [])
    assert balance.presses == 12 * chaos.BURSTS
    assert (balance.polls[0], balance.polls[502]) == (0, 0)
    assert balance.polls[304] > balance.polls[200] > 0


def test_a_graceful_stop_lets_joins_finish(tmp_path):
    with (
        FakeAccelevents() as sandbox,
        Portal(
            tmp_path, sandbox.url, DJANGO_SETTINGS_MODULE="tests.support.process_settings"
        ) as portal,
    ):
        ada = Attendee(portal.url, 1)
        ada.sign_in("let-me-in")
        sandbox.fail("register", "delay", seconds=2)
        pressing = threading.Thread(target=ada.press, args=[SOLDERING, 1])
        pressing.start()
        until(lambda: sandbox.calls("register") == 1, lambda: "nobody was registered")

        status = portal.stop()
        pressing.join()

    assert status == 0
    assert ada.told == {SOLDERING: ["let_in"]}


def test_ten_thousand_polls_over_three_processes_are_one_list_fetch_a_window():
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        storm = chaos.Chaos(stack, folder, attendees=20)
        storm.people[0].poll()
        until(lambda: all(one.poll().status == 304 for one in storm.people), lambda: "no 304")
        storm.sandbox.clear_request_log()
        began = time.monotonic()

        statuses = at_once([partial(polls, one, 500) for one in storm.people])

        windows = (time.monotonic() - began) / WINDOW_SECONDS
    fetches = [call.at for call in storm.sandbox.request_log if call.call == "list"]
    gaps = [(after - before).total_seconds() for before, after in pairwise(fetches)]
    assert sum(map(len, statuses)) == 10_000
    assert {status for each in statuses for status in each} <= {200, 304}
    assert 1 <= len(fetches) <= windows + 1
    assert min(gaps, default=WINDOW_SECONDS) > 0.95 * WINDOW_SECONDS


def polls(attendee, times):
    """The statuses of so many polls, one after the other."""
    return [attendee.poll().status for _ in range(times)]


def test_a_worker_that_dies_is_started_again(tmp_path):
    with (
        FakeAccelevents() as sandbox,
        Portal(
            tmp_path, sandbox.url, DJANGO_SETTINGS_MODULE="tests.support.process_settings"
        ) as portal,
    ):
        before = set(tree(portal.pid))
        kill(max(before))

        until(lambda: len(set(tree(portal.pid)) - before) > 0, lambda: "no worker came back")
        until(lambda: Attendee(portal.url, 1).poll().status != 0, lambda: "nobody answers")
