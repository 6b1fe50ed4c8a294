"""What a press costs: statements, trips to the cache of all processes, calls upstream."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.observability import findings, heartbeats
from tests.support.attendee_client import LIST, calls_made, enter, press, visitor
from tests.support.html_page import Page
from tests.workshops.joining.counting_cache import CountingCache

pytestmark = pytest.mark.django_db
SOLDERING = 11655
SESSION = 1  # statement that reads the session


@pytest.fixture
def cost(settings, sandbox):
    """A function: (statements, trips, calls) of a request of Ada's, who has seen the list."""
    name = "tests.workshops.joining.counting_cache.CountingCache"
    settings.CACHES = {"default": {"BACKEND": name, "LOCATION": "counted"}}
    settings.SESSION_ENGINE = "portal.attendees.session_store"
    browser = visitor(sandbox)
    browser.get(LIST)
    findings.record("token", "raw")
    findings.record("register", "confirmed")
    findings.record("meeting", "complete", "demo")
    heartbeats.process_count()

    def measure(act):
        sandbox.clear_request_log()
        CountingCache.trips.clear()
        with CaptureQueriesContext(
            connection,
        ) as statements:
            answer = act(browser)
        return answer, len(statements), len(CountingCache.trips), calls_made(sandbox)

    return measure


def test_a_join_takes_three_statements_two_trips_and_one_call(cost):
    answer, statements, trips, calls = cost(lambda ada: press(ada, SOLDERING, htmx=True))

    assert "You’re registered" in Page.of(answer).words
    assert (statements, trips, calls) == (SESSION + 2, 2, ["register"])


def test_a_refused_join_takes_one_trip_more_to_remember_why(cost):
    answer, statements, trips, calls = cost(lambda ada: press(ada, 11660, htmx=True))

    assert "This workshop is full" in Page.of(answer).words
    assert (statements, trips, calls) == (SESSION + 2, 3, ["register"])


def test_a_repeated_press_takes_three_statements_and_no_trip(cost):
    cost(lambda ada: press(ada, SOLDERING))
    answer, statements, trips, calls = cost(lambda ada: press(ada, SOLDERING, htmx=True))

    assert "You’re registered" in Page.of(answer).words
    assert (statements, trips, calls) == (SESSION + 2, 0, [])


def test_an_entry_into_the_room_takes_one_statement_more_to_say_who_is_inside(cost):
    answer, statements, trips, calls = cost(lambda ada: enter(ada, SOLDERING))

    assert answer.status_code == 200
    assert (statements, trips, calls) == (SESSION + 3, 2, ["join"])
