"""Two devices of one person meet the same lock, and no claim of an event's site opens another's."""

import pytest
from django.test import Client

from portal.attendees.authentication import authenticate_with_token
from tests.support.attendee_client import at_once, calls_made, press, tab, type_password, visitor
from tests.workshops.factories import workshop
from workshops.joining import locks
from workshops.joining.keys import idempotency_key

pytestmark = pytest.mark.django_db(transaction=True)  # both devices use connections of their own
SOLDERING = 11655
BENS_ID = "8529"


@pytest.fixture
def phone(sandbox):
    """Ada's other device, on which she has signed in by password: with another token."""
    browser = Client(raise_request_exception=False)
    type_password(browser, sandbox)
    return browser


@pytest.mark.django_db(transaction=True)
def test_a_join_on_one_device_holds_the_lock_of_the_other(ada, phone, sandbox):
    sandbox.fail("register", "delay", seconds=0.3)

    at_once([lambda: press(tab(ada), SOLDERING), lambda: press(tab(phone), SOLDERING)])

    assert calls_made(sandbox).count("register") == 1


def test_a_sign_in_by_the_events_site_meets_the_lock_of_its_own_person(sandbox, monkeypatch):
    monkeypatch.setattr(locks, "TIMEOUT_SECONDS", 0)
    claimed = authenticate_with_token("demo", sandbox.token_for("ada"), BENS_ID)
    with locks.exclusive(idempotency_key(claimed, workshop(SOLDERING), "join")):
        answers = [press(visitor(sandbox, name), SOLDERING).status_code for name in ("ada", "ben")]

    assert answers == [409, 200]
