"""A second request of an attendee while the first one is under way is kindly refused."""

from dataclasses import replace

import pytest
from django.utils import timezone

from portal.attendees.encryption import encrypt
from portal.attendees.identity import attendee_key
from portal.attendees.session import Attendee
from tests.support.attendee_client import enter, press
from tests.support.html_page import Page
from tests.workshops.factories import workshop
from workshops.joining import admission, locks, queue
from workshops.joining.keys import idempotency_key

pytestmark = pytest.mark.django_db
SOLDERING = 11655
GIVE_UP = "/e/demo/w/11655/give-up/"
ON_THEIR_WAY, UNDER_WAY = "You are already on your way in", "Your earlier click is being answered"


def under_way(button):
    """Let another request of Ada's for `button` at the soldering workshop hold the lock."""
    key = attendee_key("demo", "ada@example.org", "", "")
    ada = Attendee("demo", "8528", "", "", (), encrypt("token"), timezone.now(), key)
    locks.acquire(idempotency_key(ada, workshop(SOLDERING), button))


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


def test_a_repeated_entry_into_the_room_is_refused_with_a_time(ada, sandbox, no_patience):
    under_way("room")

    answer = enter(ada, SOLDERING)

    assert answer.status_code == 409
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
