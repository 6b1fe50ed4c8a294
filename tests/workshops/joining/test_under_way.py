"""A second request of an attendee while the first one is under way is kindly refused."""

import json
import time
from dataclasses import replace

import pytest
from django.utils import timezone

from portal.attendees import parallel_requests
from portal.attendees.encryption import encrypt
from portal.attendees.identity import attendee_key
from portal.attendees.session import Attendee
from tests.support.attendee_client import enter, press, visitor
from tests.support.html_page import Page
from tests.workshops.factories import workshop
from workshops.joining import admission, locks, queue
from workshops.joining.keys import idempotency_key
from workshops.joining.owners import new_owner
from workshops.models import JoinLock

pytestmark = pytest.mark.django_db
SOLDERING = 11655
ADA = attendee_key("demo", "ada@example.org", "", "")
GIVE_UP = "/e/demo/w/11655/give-up/"
ON_THEIR_WAY, UNDER_WAY = "You’re already joining", "Your earlier request is still being answered"


def under_way(button):
    """Let another request of Ada's for `button` at the soldering workshop hold the lock."""
    ada = Attendee("demo", "8528", "", "", (), encrypt("token"), timezone.now(), ADA)
    key = idempotency_key(ada, workshop(SOLDERING), button)
    JoinLock.objects.create(key_digest=key, acquired_at=time.time(), owner=new_owner())


@pytest.fixture
def no_patience(monkeypatch):
    """The lock is not waited for."""
    monkeypatch.setattr(locks, "TIMEOUT_SECONDS", 0)


def test_a_repeated_press_reports_that_the_first_one_is_under_way(ada, sandbox, no_patience):
    under_way("join")

    by_form, by_htmx = press(ada, SOLDERING), press(ada, SOLDERING, htmx=True)
    into_room = enter(ada, SOLDERING)

    assert (by_form.status_code, by_htmx.status_code, into_room.status_code) == (409, 200, 200)
    assert Page.of(by_form).headline == ON_THEIR_WAY
    assert ON_THEIR_WAY in Page.of(by_htmx).words
    assert (sandbox.calls("register"), queue.length()) == (0, 0)
    assert admission.limiter.active == 0


def test_a_repeated_entry_into_the_room_is_told_when_to_ask_again(ada, sandbox, no_patience):
    under_way("room")

    answer = enter(ada, SOLDERING)

    assert answer.status_code == 202
    assert UNDER_WAY in Page.of(answer).words
    assert answer.context["outcome"].retry_at is not None
    assert sandbox.calls("join") == 0


def test_a_repeated_give_up_leads_nobody_back_in(ada, sandbox, settings, no_patience):
    call = "DELETE /rest/events/{event}/user-session/{session}"
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, unregister_call=call)
    under_way("give-up")

    answer = ada.post(GIVE_UP)

    page = Page.of(answer)
    assert (answer.status_code, page.headline) == (409, UNDER_WAY)
    assert [tag for _, tag in page.tags if "hx-post" in tag] == []
    assert sandbox.calls("unregister") == 0


def test_a_request_that_waits_for_the_lock_holds_no_slot(ada, monkeypatch):
    active = []
    monkeypatch.setattr(locks.time, "sleep", lambda _: active.append(admission.limiter.active))
    monkeypatch.setattr(locks, "TIMEOUT_SECONDS", 0.1)
    under_way("join")

    assert Page.of(press(ada, SOLDERING)).headline == ON_THEIR_WAY
    assert set(active) == {0}


@pytest.fixture
def two_under_way():
    """Two requests of Ada's are under way in this process, for whatever workshops."""
    with parallel_requests.one_of_few(ADA), parallel_requests.one_of_few(ADA):
        yield


def test_a_third_request_of_one_attendee_is_answered_without_a_lock(
    ada, sandbox, settings, two_under_way
):
    call = "DELETE /rest/events/{event}/user-session/{session}"
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, unregister_call=call)

    by_form, by_htmx = press(ada, SOLDERING), press(ada, SOLDERING, htmx=True)
    others = enter(ada, SOLDERING), ada.post(GIVE_UP)

    assert [each.status_code for each in (by_form, by_htmx, *others)] == [409, 200, 202, 409]
    assert ON_THEIR_WAY in Page.of(by_htmx).words
    assert [UNDER_WAY in Page.of(each).words for each in others] == [True, True]
    assert JoinLock.objects.count() == 0
    assert [sandbox.calls(call) for call in ("register", "join", "unregister")] == [0, 0, 0]


def test_of_others_and_of_pages_that_only_look_any_number_is_answered(ada, sandbox, two_under_way):
    look = ada.get(f"/e/demo/w/{SOLDERING}/join/")

    assert look.status_code == 200
    assert ON_THEIR_WAY not in Page.of(look).words
    assert Page.of(press(visitor(sandbox, "ben"), SOLDERING)).headline == "You’re registered"


def test_requests_that_have_ended_count_no_more(ada):
    with parallel_requests.one_of_few(ADA), parallel_requests.one_of_few(ADA):
        pass

    assert parallel_requests._requests == {}
    assert Page.of(press(ada, SOLDERING)).headline == "You’re registered"


def test_who_enters_the_room_again_at_once_is_told_to_wait(ada, sandbox, later):
    first, second = enter(ada, SOLDERING), enter(ada, SOLDERING)
    calls = sandbox.calls("join")
    later(locks.REPLAY_SECONDS + 0.1)

    assert (first.status_code, second.status_code, calls) == (200, 202, 1)
    assert UNDER_WAY in Page.of(second).words
    assert 0 < (second.context["outcome"].retry_at - timezone.now()).total_seconds() + 2.1 <= 2.2
    assert enter(ada, SOLDERING).status_code == 200
    assert sandbox.calls("join") == 2


def test_what_the_room_leaves_in_the_database_holds_no_secret(ada, sandbox):
    token = json.loads(enter(ada, SOLDERING).content)["attendee"]["JoinToken"]

    (row,) = JoinLock.objects.all()
    assert token not in row.result
    assert json.loads(row.result)["reason"] == "already_under_way"
