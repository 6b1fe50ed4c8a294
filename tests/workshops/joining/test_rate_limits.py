"""A 429 from upstream: one attendee pauses; the event closes only after several attendees."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.attendees import Attendee, encrypt
from tests.support.attendee_client import enter, press, visitor
from tests.support.html_page import Page
from workshops.joining import admission, queue, rate_limits

pytestmark = pytest.mark.django_db
SOLDERING = 11655
WAITING, IN, TOO_MANY = "You’re in line", "You’re registered", "It’s too busy right now"


@pytest.fixture
def ben(sandbox):
    return visitor(sandbox, "ben")


def headline(browser):
    return Page.of(press(browser, SOLDERING)).headline


def test_a_429_for_one_attendee_holds_up_nobody_else(ada, ben, sandbox):
    sandbox.fail("register", "429", retry_after=7)
    first = Page.of(press(ada, SOLDERING))
    sandbox.clear_faults()

    assert first.headline == WAITING
    assert "About 7 seconds" in first.words
    assert headline(ben) == IN
    assert enter(ben, SOLDERING).status_code == 200
    assert sandbox.calls("register") == 2


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("200", {"code": "429"}),
        ("200", {"code": 4290001}),
        ("html", {"status": 429}),
        ("empty", {"status": 429}),
    ],
)
def test_a_429_is_one_in_whatever_form_it_comes(ada, sandbox, kind, options):
    sandbox.fail("register", kind, **options)

    assert headline(ada) == WAITING
    assert sandbox.calls("register") == 1
    assert queue.length() == 1


def test_a_pause_remembers_the_press_and_lasts_as_long_as_upstream_asks(ada, sandbox, later):
    sandbox.fail("register", "429", retry_after=7)
    headline(ada)
    sandbox.clear_faults()
    later(3)

    meanwhile = Page.of(press(ada, SOLDERING))
    calls = sandbox.calls("register")
    later(5)

    assert meanwhile.headline == WAITING
    assert "About 4 seconds" in meanwhile.words
    assert calls == 1
    assert headline(ada) == IN
    assert queue.length() == 0


def test_the_room_observes_the_same_pause(ada, sandbox, later):
    sandbox.fail("join", "429", retry_after=7)
    first = enter(ada, SOLDERING)
    sandbox.clear_faults()
    second = enter(ada, SOLDERING)
    calls = sandbox.calls("join")
    later(8)

    assert [first.status_code, second.status_code] == [409, 409]
    assert TOO_MANY in Page.of(second).words
    assert calls == 1
    assert enter(ada, SOLDERING).status_code == 200


def test_the_page_calls_upstream_three_more_times_at_most(ada, sandbox, later):
    sandbox.fail("register", "429", retry_after=2)
    headlines = [headline(ada)]
    later(3)
    headlines += [headline(ada)]
    later(3)
    headlines += [headline(ada)]
    later(3)
    headlines += [headline(ada)]

    assert headlines == [WAITING, WAITING, WAITING, TOO_MANY]
    assert sandbox.calls("register") == 4


def test_a_pause_that_is_too_long_to_wait_for_is_shown_at_once(ada, sandbox):
    sandbox.fail("register", "429", retry_after=90)

    assert headline(ada) == TOO_MANY
    assert queue.length() == 0


def test_a_pausing_attendee_holds_up_nobody_behind_them(ada, ben, sandbox, settings):
    settings.JOINS_AT_ONCE = 1
    sandbox.fail("register", "429", retry_after=30)
    headline(ada)
    sandbox.clear_faults()

    assert headline(ben) == IN


def test_a_second_429_leaves_a_queued_attendee_their_place(ada, sandbox, later):
    sandbox.fail("register", "429", retry_after=2)
    headline(ada)
    later(3)

    second = headline(ada)

    assert (second, queue.length()) == (WAITING, 1)


def test_a_closed_event_holds_up_no_join_of_another(ada, sandbox, settings):
    settings.JOINS_AT_ONCE = 1
    record_429("other", 1, 2, 3)
    state = admission.read_state(attendee("other", 4))
    with admission.admit_or_queue("a-join-of-the-other-event", state) as position:
        assert position is not None

    assert headline(ada) == IN


def test_admission_to_an_event_closes_after_three_attendees_get_a_429(ada, ben, sandbox, later):
    sandbox.fail("register", "429", retry_after=2)
    cleo, dora = (visitor(sandbox, f"visitor-{number}") for number in (1, 2))
    headlines = [headline(each) for each in (ada, ben, cleo)]
    sandbox.clear_faults()
    closed = headline(dora)
    calls = sandbox.calls("register")
    later(rate_limits.FIRST_CLOSURE + 1)

    assert headlines == [WAITING] * 3
    assert (closed, calls) == (WAITING, 3)
    assert [headline(each) for each in (ada, ben, cleo, dora)] == [IN] * 4


def attendee(event, number):
    key, now = f"{event}-{number}", timezone.now()
    return Attendee(event, str(number), "", "", ("attendee",), encrypt("token"), now, key)


def record_429(event, *numbers):
    """Record a 429 for these attendees of `event`."""
    for number in numbers:
        rate_limits.record(attendee(event, number), 2.0)


def pause_of(event, number):
    someone = attendee(event, number)
    return rate_limits.pause_seconds(cache.get_many(rate_limits.keys(someone)), someone)


def test_a_closed_event_leaves_the_others_open():
    record_429("demo", 1, 2, 3)

    assert pause_of("demo", 4) == pytest.approx(5, abs=0.5)
    assert pause_of("other", 4) == 0.0


def test_one_attendee_cannot_close_their_event():
    record_429("demo", 1, 1, 1, 1, 1)

    assert pause_of("demo", 2) == 0.0


def test_attendees_who_get_a_429_at_different_times_close_nothing(later):
    record_429("demo", 1, 2)
    later(rate_limits.CLOSE_WITHIN_SECONDS + 1)
    record_429("demo", 3)

    assert pause_of("demo", 4) == 0.0


def closures(count, later):
    """The seconds of each of `count` closures; the next one starts when the event reopens."""
    for _ in range(count):
        record_429("demo", 1, 2, 3)
        seconds = pause_of("demo", 4)
        later(seconds + 1)
        yield round(seconds)


def test_each_repeat_within_a_minute_doubles_the_closure_up_to_a_minute(later):
    assert list(closures(6, later)) == [5, 10, 20, 40, 60, 60]


def test_after_a_quiet_minute_a_closure_is_short_again(later):
    list(closures(2, later))
    later(rate_limits.REPEAT_SECONDS)

    assert list(closures(1, later)) == [5]


@pytest.mark.parametrize(
    ("retry_after", "expected"),
    [(None, 5.0), (0.1, 2.0), (2.0, 2.0), (60.0, 60.0), (60.1, None)],
)
def test_a_pause_is_as_long_as_upstream_asks_within_bounds(retry_after, expected):
    assert rate_limits.record(attendee("demo", 1), retry_after) == expected


def test_no_pause_lasts_longer_because_the_clock_was_set_back(time_machine):
    time_machine.move_to(1_750_000_000, tick=False)
    record_429("demo", 1, 2, 3)
    before = pause_of("demo", 1), pause_of("demo", 4)

    time_machine.shift(-3600)

    assert before == (5.0, 5.0)
    assert (pause_of("demo", 1), pause_of("demo", 4)) == (0.0, 0.0)
