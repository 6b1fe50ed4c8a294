"""A portal over a stand-in that speaks a dialect, with more workshops than fit on a page."""

from dataclasses import replace

import pytest
from django.test import Client

from tests.dialects.expected import EXPECTED, Expected
from tests.support.attendee_client import type_password

EARLIER = 60  # workshops that are over: they come before those that matter, on pages of their own


@pytest.fixture(params=EXPECTED, ids=lambda names: names.replace(" ", "+") or "none")
def dialects(request) -> str:
    """The names of the dialects that are spoken, separated by spaces; each entry of EXPECTED."""
    return request.param


@pytest.fixture
def expected(dialects) -> Expected:
    """What is expected in these dialects."""
    return EXPECTED[dialects]


@pytest.fixture
def speaking(sandbox, settings, dialects, expected):
    """The stand-in, in these dialects."""
    [sandbox.add(title="Over", starts=-900 - each, ends=-800 - each) for each in range(EARLIER)]
    for person in sandbox.state.people.values():
        person.user_key = f"{person.first}-key"
    sandbox.speak(*dialects.split())
    key = sandbox.state.api_key if expected.has_key else ""
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, api_key=key)
    return sandbox


def paste_key(browser, sandbox, name):
    """The response to the sign-in form with the key of the link that this person was mailed."""
    key = sandbox.state.person(name).user_key
    return browser.post("/e/demo/sign-in/", {"way": "key", "key": key})


def type_password_in_vain(browser, sandbox, name):
    """The same, after a password that got this person nowhere."""
    assert type_password(browser, sandbox, name).status_code == 503
    return paste_key(browser, sandbox, name)


WAYS = {"password": type_password, "key": type_password_in_vain}


@pytest.fixture
def signed_in(speaking, expected):
    """signed_in("ada"): the client of this person, who signed in by the form."""

    def signed_in(name):
        browser = Client(raise_request_exception=False)
        response = WAYS[expected.way](browser, speaking, name)
        assert (response.status_code, response.url) == (303, "/e/demo/")
        return browser

    return signed_in
