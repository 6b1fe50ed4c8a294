"""Admission: joins beyond the limit wait in the queue, and no press is lost."""

import re
import time

import pytest
from django.core.cache import cache

from tests.support.attendee_client import HTMX, LIST, enter, join_of, press, visitor
from tests.support.html_page import Page
from workshops.joining import admission, queue, rate_limits

pytestmark = pytest.mark.django_db
SOLDERING = 11655
WAITING, IN, TURN = "You’re in line", "You’re registered", "It’s your turn"
ALREADY = "You’re already joining"


@pytest.fixture
def full(settings, monkeypatch):
    """The limit is one join, and one is under way; full() ends it."""
    settings.JOINS_AT_ONCE = 1
    monkeypatch.setattr(admission, "ACQUIRE_TIMEOUT", 0)
    admission.limiter.acquire(1)
    return lambda: admission.limiter.release(0.5)


@pytest.fixture
def ben(sandbox):
    return visitor(sandbox, "ben")


def headline(browser):
    return Page.of(press(browser, SOLDERING)).headline


def reloaded(browser):
    """The headline of the join's page after a reload, which registers nobody."""
    return Page.of(browser.get(join_of(SOLDERING))).headline


def position_of(browser):
    """The position in the queue that the page shows to this attendee."""
    words = Page.of(press(browser, SOLDERING)).words
    return re.search(r"(\d+ \w+ \w+ ahead of you|You’re next)", words)[0]


def test_a_join_beyond_the_limit_is_queued_and_calls_nothing_upstream(ada, sandbox, full):
    answer = press(ada, SOLDERING)

    page = Page.of(answer)
    assert page.headline == WAITING
    assert "You’re next. About 1 second." in page.words
    assert "Refreshing won’t lose your place." in page.words
    assert [sandbox.calls(call) for call in ("mine", "register")] == [0, 0]


def test_the_position_is_the_order_of_arrival_and_survives_a_reload(ada, ben, sandbox, full):
    cleo = visitor(sandbox, "visitor-1")
    positions = [position_of(each) for each in (ada, ben, cleo, ada, cleo, ben)]

    assert positions == [
        "You’re next", "1 person is ahead of you", "2 people are ahead of you",
        "You’re next", "2 people are ahead of you", "1 person is ahead of you",
    ]  # fmt: skip


def test_the_first_in_the_queue_goes_first(ada, ben, sandbox, full):
    before = [headline(ada), headline(ben)]
    full()

    after = [headline(ben), headline(ada), headline(ben)]

    assert before == [WAITING, WAITING]
    assert after == [WAITING, IN, IN]
    assert sandbox.calls("register") == 2


def test_a_later_join_does_not_pass_those_in_the_queue(ada, ben, full):
    headline(ada)
    full()

    assert (headline(ben), headline(ada), headline(ben)) == (WAITING, IN, IN)


def test_a_closed_tab_gives_up_its_place(ada, ben, full, later):
    headline(ada)
    later(queue.EXPIRES_SECONDS / 2)
    headline(ben)
    later(queue.EXPIRES_SECONDS / 2 + 1)

    assert position_of(ben) == "You’re next"
    assert position_of(ada) == "1 person is ahead of you"


def test_a_double_press_takes_one_place_and_one_register_call(ada, sandbox, full):
    headline(ada)
    headline(ada)
    length = queue.length()
    full()

    assert (length, headline(ada), headline(ada)) == (1, IN, IN)
    assert sandbox.calls("register") == 1
    assert queue.length() == 0


def test_the_waiting_page_asks_again_by_itself(ada, full):
    page = Page.of(press(ada, SOLDERING, htmx=True))

    polls = [tag for _, tag in page.tags if "hx-trigger" in tag]
    assert [tag["hx-post"] for tag in polls] == [join_of(SOLDERING)]
    assert re.fullmatch(r"load delay:[\d.]+s, click", polls[0]["hx-trigger"])


def test_without_a_script_the_page_reloads_itself_and_shows_when_a_turn_has_come(
    ada, sandbox, full
):
    first = press(ada, SOLDERING)
    still = ada.get(join_of(SOLDERING))
    full()
    turn = ada.get(join_of(SOLDERING))

    assert b'<noscript><meta http-equiv="refresh" content="3"></noscript>' in first.content
    assert [Page.of(each).headline for each in (first, still, turn)] == [WAITING, WAITING, TURN]
    assert "Enter now" in Page.of(turn).words
    assert sandbox.calls("register") == 0  # no GET registers anybody

    assert headline(ada) == IN
    assert sandbox.calls("register") == 1


def test_a_turn_holds_up_nobody_behind_it_and_lasts_for_a_minute(ada, ben, full, later):
    headline(ada), headline(ben)
    full()

    assert reloaded(ada) == TURN
    assert headline(ben) == IN
    later(queue.TURN_SECONDS - 1)
    assert headline(ada) == IN


def test_a_turn_that_nobody_takes_expires(ada, full, later):
    headline(ada)
    full()
    reloaded(ada)

    later(queue.TURN_SECONDS + 1)

    assert queue.length() == 0


def test_the_list_stays_available_while_a_join_is_queued(ada, full):
    headline(ada)

    assert ada.get(LIST).status_code == 200


def test_the_room_says_when_to_try_again_if_the_limit_is_reached(ada, sandbox, full):
    answer = enter(ada, SOLDERING)

    assert answer.status_code == 409
    assert "It’s too busy right now" in Page.of(answer).words
    assert sandbox.calls("join") == 0


def test_an_htmx_response_is_not_a_whole_page(ada, full):
    answer = ada.post(join_of(SOLDERING), headers=HTMX)

    assert Page.of(answer).count("html") == 0
    assert WAITING in Page.of(answer).words


def test_a_second_press_gets_the_outcome_of_the_first_and_is_not_queued(ada, sandbox):
    press(ada, SOLDERING)
    cache.set(rate_limits._event_key("demo"), (time.time() + 5, 5.0), 5)

    again = Page.of(press(ada, SOLDERING))

    assert again.headline == IN
    assert queue.length() == 0
    assert sandbox.calls("register") == 1
