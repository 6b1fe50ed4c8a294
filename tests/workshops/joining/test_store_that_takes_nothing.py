"""A database that is full or read-only: joins are refused kindly, and none is made twice."""

from dataclasses import replace

import pytest
from django.db import connection

from portal.attendees import parallel_requests
from tests.support.attendee_client import enter, press, visitor
from tests.support.html_page import Page
from workshops.joining import admission, locks

pytestmark = pytest.mark.django_db
SOLDERING = 11655
GIVE_UP = "/e/demo/w/11655/give-up/"
CANNOT, IN = "We can’t take your request right now", "You’re registered"


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def read_only():
    """The database refuses every write."""
    execute("PRAGMA query_only = ON")
    yield
    execute("PRAGMA query_only = OFF")


@pytest.fixture
def no_wait(monkeypatch):
    """A request that waits for a lock fails the test."""
    monkeypatch.delattr(locks.time, "sleep")


def test_a_join_is_refused_at_once_and_says_when_to_try_again(ada, sandbox, read_only, no_wait):
    by_form, by_htmx = press(ada, SOLDERING), press(ada, SOLDERING, htmx=True)

    assert (by_form.status_code, by_htmx.status_code) == (503, 200)
    assert [CANNOT in Page.of(each).words for each in (by_form, by_htmx)] == [True, True]
    assert by_form.context["outcome"].retry_at is not None
    assert sandbox.calls("register") == 0
    assert (admission.limiter.active, parallel_requests._requests) == (0, {})


def test_the_room_and_giving_up_are_refused_alike(ada, sandbox, settings, read_only, no_wait):
    call = "DELETE /rest/events/{event}/user-session/{session}"
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, unregister_call=call)

    into_room, give_up = enter(ada, SOLDERING), ada.post(GIVE_UP)

    assert (into_room.status_code, give_up.status_code) == (409, 503)
    assert [CANNOT in Page.of(each).words for each in (into_room, give_up)] == [True, True]
    assert [sandbox.calls(call) for call in ("join", "unregister")] == [0, 0]


def test_pages_that_only_look_go_on(ada, read_only):
    assert ada.get(f"/e/demo/w/{SOLDERING}/join/").status_code == 200


def test_where_no_table_can_be_read_a_join_is_refused_too(ada, sandbox, monkeypatch):
    monkeypatch.setattr(locks, "TAKE_SQL", "SELECT nothing FROM nowhere")

    assert press(ada, SOLDERING).status_code == 503
    assert sandbox.calls("register") == 0


def test_a_store_that_fills_up_during_the_call_lets_nobody_register_twice(
    sandbox, monkeypatch, later
):
    ben = visitor(sandbox, "ben")
    release = locks.RELEASE_SQL
    monkeypatch.setattr(locks, "RELEASE_SQL", "UPDATE nowhere SET at = 0")
    told = Page.of(press(ben, SOLDERING)).headline
    monkeypatch.setattr(locks, "RELEASE_SQL", release)
    later(locks.EXPIRES_SECONDS + 1)

    assert (told, Page.of(press(ben, SOLDERING)).headline) == (IN, IN)
    assert sandbox.calls("register") == 1
