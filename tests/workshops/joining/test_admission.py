"""The gate: so many joins upstream and no more, the others in line, and nobody's press lost."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from portal.observability import heartbeats
from tests.support.attendee_client import HTMX, LIST, enter, join_of, press, visitor
from tests.support.html_page import Page
from workshops.joining import admission, queue

pytestmark = pytest.mark.django_db
SOLDERING = 11655
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
WAITING, IN = "Waiting in line", "You are in"


@pytest.fixture
def full(settings, monkeypatch):
    """A gate for one, who is inside; it is free again by full()."""
    settings.JOINS_AT_ONCE = 1
    monkeypatch.setattr(admission, "ACQUIRE_TIMEOUT", 0)
    admission.limiter.acquire(1, 0)
    return lambda: admission.limiter.release(0.5)


@pytest.fixture
def ben(sandbox):
    return visitor(sandbox, "ben")


def headline(browser):
    return Page.of(press(browser, SOLDERING)).headline


def ahead(browser):
    """How many are before them, as they are told."""
    return re.search(
        r"(\d+ \w+ \w+ before you|You are next)", Page.of(press(browser, SOLDERING)).words
    )[0]


def test_no_more_are_inside_than_may_be():
    inside, most, slots, lock = [], [], admission.ConcurrencyLimiter(), threading.Lock()

    def through(number):
        taken = slots.acquire(3, 5)
        with lock:
            inside.append(number)
            most.append(len(inside))
        with lock:
            inside.remove(number)
        slots.release(0.1)
        return taken

    with ThreadPoolExecutor(12) as pool:
        assert all(pool.map(through, range(60)))
    assert max(most) <= 3


def test_a_full_gate_puts_a_press_in_line_and_asks_nothing_upstream(ada, sandbox, full):
    answer = press(ada, SOLDERING)

    page = Page.of(answer)
    assert page.headline == WAITING
    assert "You are next; it takes about 1 second." in page.words
    assert "Reloading keeps your place." in page.words
    assert [sandbox.calls(call) for call in ("mine", "register")] == [0, 0]


def test_the_place_in_line_is_the_order_of_arrival_and_survives_a_reload(ada, ben, sandbox, full):
    cleo = visitor(sandbox, "visitor-1")
    found = [ahead(each) for each in (ada, ben, cleo, ada, cleo, ben)]

    assert found == [
        "You are next", "1 person is before you", "2 people are before you",
        "You are next", "2 people are before you", "1 person is before you",
    ]  # fmt: skip


def test_who_stands_first_goes_first(ada, ben, sandbox, full):
    waited = [headline(ada), headline(ben)]
    full()

    after = [headline(ben), headline(ada), headline(ben)]

    assert waited == [WAITING, WAITING]
    assert after == [WAITING, IN, IN]
    assert sandbox.calls("register") == 2


def test_who_comes_later_does_not_pass_those_in_line(ada, ben, full):
    headline(ada)
    full()

    assert (headline(ben), headline(ada), headline(ben)) == (WAITING, IN, IN)


def test_a_closed_tab_gives_its_place_up(ada, ben, full, later):
    headline(ada)
    later(queue.EXPIRES_SECONDS / 2)
    headline(ben)
    later(queue.EXPIRES_SECONDS / 2 + 1)

    assert ahead(ben) == "You are next"
    assert ahead(ada) == "1 person is before you"


def test_a_double_press_is_one_place_and_one_register_call(ada, sandbox, full):
    headline(ada)
    headline(ada)
    length = queue.length()
    full()

    assert (length, headline(ada), headline(ada)) == (1, IN, IN)
    assert sandbox.calls("register") == 1


def test_the_page_asks_again_by_itself(ada, full):
    page = Page.of(press(ada, SOLDERING, htmx=True))

    asks = [tag for _, tag in page.tags if "hx-trigger" in tag]
    assert [tag["hx-post"] for tag in asks] == [join_of(SOLDERING)]
    assert re.fullmatch(r"load delay:[\d.]+s, click", asks[0]["hx-trigger"])


def test_without_script_the_page_loads_itself_again_and_gets_in(ada, sandbox, full):
    first = press(ada, SOLDERING)
    still = ada.get(join_of(SOLDERING))
    full()
    last = ada.get(join_of(SOLDERING))

    assert b'<noscript><meta http-equiv="refresh" content="3"></noscript>' in first.content
    assert [Page.of(each).headline for each in (first, still, last)] == [WAITING, WAITING, IN]
    assert b"http-equiv" not in last.content
    assert sandbox.calls("register") == 1


def test_upstreams_wish_for_a_pause_closes_the_gate_and_loses_no_press(ada, ben, sandbox, later):
    sandbox.fail("register", "429", retry_after=7)
    first = Page.of(press(ada, SOLDERING))
    sandbox.mend()

    assert first.headline == WAITING
    assert "about 7 seconds" in first.words
    assert headline(ben) == WAITING
    assert sandbox.calls("register") == 1

    later(8)
    assert [headline(ada), headline(ben)] == [IN, IN]
    assert sandbox.calls("register") == 3


def test_a_pause_too_long_to_wait_for_is_told(ada, sandbox):
    sandbox.fail("register", "429", retry_after=90)

    assert headline(ada) == "Too many people at the door"
    assert queue.length() == 0


def test_meanwhile_the_list_is_there(ada, full):
    headline(ada)

    assert ada.get(LIST).status_code == 200


def test_the_room_says_when_to_come_again(ada, sandbox, full):
    answer = enter(ada, SOLDERING)

    assert answer.status_code == 409
    assert "Too many people at the door" in Page.of(answer).words
    assert sandbox.calls("join") == 0


def test_a_newcomer_takes_but_one_place_until_the_others_know_of_it(settings, monkeypatch):
    settings.JOINS_AT_ONCE, settings.THREADS = 30, 64
    alone = admission.process_limit()
    heartbeats.reset()
    new = admission.process_limit()

    monkeypatch.setattr(heartbeats, "HEARTBEAT_SECONDS", 0)

    assert (alone, new, admission.process_limit()) == (30, 1, 15)


def test_processes_share_what_may_be_upstream_at_once(settings, monkeypatch):
    monkeypatch.setattr(heartbeats, "HEARTBEAT_SECONDS", 0)
    settings.JOINS_AT_ONCE, settings.THREADS = 30, 64
    alone = admission.process_limit()
    heartbeats.reset()
    other = admission.process_limit()

    heartbeats.reset()
    assert (alone, other, admission.process_limit()) == (30, 15, 10)


def test_a_cache_that_forgets_everything_does_not_make_a_process_alone(settings, time_machine):
    settings.JOINS_AT_ONCE = 30
    time_machine.move_to(START, tick=False)
    heartbeats.live_processes()
    heartbeats._own_state.clear()  # what another process then says of itself
    admission.process_limit()

    cache.clear()
    time_machine.move_to(START + timedelta(seconds=heartbeats.HEARTBEAT_SECONDS + 1), tick=False)
    soon = len(heartbeats.live_processes())
    time_machine.move_to(START + timedelta(seconds=heartbeats.EXPIRES_SECONDS + 1), tick=False)

    assert (soon, len(heartbeats.live_processes())) == (2, 1)


def test_a_process_never_gives_all_its_threads_to_joins(settings):
    settings.JOINS_AT_ONCE, settings.THREADS = 1000, 64

    assert admission.process_limit() == 32


def test_an_answer_in_place_is_not_a_whole_page(ada, full):
    answer = ada.post(join_of(SOLDERING), headers=HTMX)

    assert Page.of(answer).count("html") == 0
    assert WAITING in Page.of(answer).words


def test_a_second_press_shares_the_first_answer_and_stands_in_no_line(ada, sandbox, settings):
    press(ada, SOLDERING)
    cache.set(admission.CLOSED_UNTIL, time.time() + 5, 5)

    again = Page.of(press(ada, SOLDERING))

    assert again.headline == IN
    assert queue.length() == 0
    assert sandbox.calls("register") == 1
