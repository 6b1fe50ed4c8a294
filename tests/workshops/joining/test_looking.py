"""A page that only looks: what it says, and how often it asks upstream."""

import pytest
from django.core.cache import cache

from portal.attendees.identity import attendee_key
from tests.support.attendee_client import LIST, join_of, visitor
from tests.support.html_page import Page
from workshops.joining import service

pytestmark = pytest.mark.django_db
SOLDERING, BOOKS, BREAD = 11655, 11656, 11657
IN, UNSURE = "You’re registered", "We couldn’t confirm you got in"
NOT_REGISTERED = "it doesn’t list you as registered"
NOT_VERIFIED = "so you may or may not be registered"


def look(browser, workshop=SOLDERING):
    return Page.of(browser.get(join_of(workshop)))


def test_upstream_is_asked_once_in_two_seconds_whatever_workshop_is_looked_at(sandbox, later):
    rex = visitor(sandbox, "rex")

    headlines = [look(rex, each).headline for each in (SOLDERING, BOOKS, BREAD, SOLDERING)]
    calls = sandbox.calls("mine")
    later(service.LOOK_SECONDS + 0.1)
    look(rex)

    assert headlines == [IN, IN, UNSURE, IN]
    assert (calls, sandbox.calls("mine")) == (1, 2)


def test_a_look_that_was_just_answered_counts_as_verified(ada, sandbox):
    words = [look(ada).words, look(ada).words]

    assert [NOT_REGISTERED in each for each in words] == [True, True]


def test_a_look_that_was_just_not_answered_does_not(ada, sandbox):
    look(ada)
    sandbox.fail("mine", "500")

    after = [look(visitor(sandbox, "ben")).words for _ in range(2)]

    assert [NOT_VERIFIED in each for each in after] == [True, True]


def test_another_attendee_is_answered_by_a_look_of_their_own(ada, sandbox):
    look(ada), look(visitor(sandbox, "ben"))

    assert sandbox.calls("mine") == 2


def test_while_another_look_is_under_way_an_older_answer_proves_nothing(ada, sandbox, later):
    ada.get(LIST)
    later(30)
    cache.add(f"look:{attendee_key('demo', 'ada@example.org', '', '')}", 1, 2)

    assert NOT_VERIFIED in look(ada).words
    assert sandbox.calls("mine") == 1
