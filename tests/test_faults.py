"""Every fault of upstream, in every call, becomes a plain sentence without a secret."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from portal.sandbox.accelevents import FAULT_KINDS
from tests.support.attendee_client import LIST, enter, press, room_of, type_password, visitor
from tests.support.html_page import Page

pytestmark = pytest.mark.django_db  # the queue is in the database
SOLDERING = 11655
SLOW = ["delay", "drip"]
SILENT = [*SLOW, "reset", "hangup"]
BUSY = ["503", "429"]
BROKEN = ["500", "html", "truncated", "huge", "redirect"]
REFUSED = ["400", "401", "403", "404", "407"]
FAULTS = [*SILENT, *BUSY, *BROKEN, *REFUSED, "empty", "wrong_types", "wrong_path"]
OPTIONS = {"delay": {"seconds": 60}, "503": {"retry_after": 7}, "429": {"retry_after": 7}}

UNUSABLE = "Accelevents sent a response we can’t use"
NO_PASSWORD = "Password sign-in isn’t working right now"
UNSURE, IN = "We couldn’t confirm you got in", "You’re registered"
SAID_NO, NO_ROOM = "We couldn’t get you in", "This workshop has no online meeting"
ROOM = room_of(SOLDERING)
REFUSALS = {
    "400": "Accelevents refused this",
    "403": "Your account can’t see this",
    "404": "This is no longer available",
    "407": "Accelevents refused this",
    "wrong_path": "This is no longer available",
}
ON_A_PAGE = {
    **dict.fromkeys(SILENT, "Accelevents isn’t responding"),
    **dict.fromkeys(BUSY, "Accelevents is busy"),
    **dict.fromkeys(BROKEN, UNUSABLE),
    **REFUSALS,
}
LATE = "It’s too late to join"
WORDS = {
    "list": ON_A_PAGE
    | {"401": REFUSALS["403"], "empty": UNUSABLE, "wrong_types": "Untitled session"},
    "login": ON_A_PAGE
    | {"401": "Incorrect email or password", "empty": UNUSABLE, "wrong_types": UNUSABLE}
    | dict.fromkeys(["html", "redirect", "404", "wrong_path"], NO_PASSWORD),
    "register": {
        **dict.fromkeys([*SILENT, "500", "503"], UNSURE),
        **dict.fromkeys(["drip", "huge", "wrong_types"], IN),  # the attendee has a seat after all
        **dict.fromkeys(["html", "truncated", "redirect", "empty"], ROOM),  # nothing is proven
        **dict.fromkeys(["400", "401", "403", "404", "wrong_path"], ROOM),
        "407": LATE,
        "429": "You’re in line",
    },
    "join": {
        **dict.fromkeys([*SILENT, *BROKEN, "503"], UNSURE),
        **dict.fromkeys(["truncated", "huge", "empty", "wrong_types"], NO_ROOM),
        **dict.fromkeys(["400", "401", "404", "wrong_path"], SAID_NO),
        "403": "This workshop isn’t open to you",
        "407": LATE,
        "429": "It’s too busy right now",
    },
}
ACTS = {
    "list": lambda browser, sandbox: browser.get(LIST),
    "login": lambda browser, sandbox: type_password(Client(), sandbox, "ben"),
    "register": lambda browser, sandbox: press(browser, SOLDERING),
    "join": lambda browser, sandbox: enter(browser, SOLDERING),
}
# Without a part of the query a list may be answered after all; and in smaller pages.
CALLS = {("list", kind): 2 for kind in (*BROKEN, *REFUSED, "empty", "wrong_path")} | {
    ("list", "401"): 1,
    ("list", "400"): 8,
    ("list", "huge"): 8,
}
FINE = {200, 302, 303, 401, 409, 422, 502, 503}  # never a bare 500 and never upstream's own 407


@pytest.fixture
def ben(sandbox):
    """The client of Ben, who has no seat yet."""
    return visitor(sandbox, "ben")


@pytest.fixture
def deadline(request, settings, sandbox):
    """A short timeout for slow replies."""
    seconds = 1.0 if request.getfixturevalue("kind") in SLOW else 5.0
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, read_timeout=seconds)


def secrets_in(text, sandbox):
    """The tokens, passwords, keys and email addresses in a text."""
    known = [sandbox.state.person("ben").password, sandbox.state.api_key, "ben-key", "@example.org"]
    return [word for word in known if word in text] + re.findall(r"[0-9a-f]{40,}", text)


def html_of(response):
    """The HTML of the response, without the email address that the attendee has typed."""
    return response.content.decode().replace('value="ben@example.org"', "")


def test_every_kind_of_fault_is_covered():
    assert {kind for kind in FAULTS if not kind.isdecimal()} == FAULT_KINDS
    assert {place: sorted(words) for place, words in WORDS.items()} == dict.fromkeys(
        WORDS, sorted(FAULTS)
    )


@pytest.mark.parametrize("place", ["list", "login", "register", "join"])
@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_explained_in_plain_words(ben, sandbox, deadline, log, place, kind):
    sandbox.fail(place, kind, **OPTIONS.get(kind, {}))

    response = ACTS[place](ben, sandbox)

    words = response.headers.get("Location", "") + Page.of(response).words
    has_seat = "ben@example.org" in sandbox.workshop(SOLDERING).seats
    assert response.status_code in FINE
    assert WORDS[place][kind] in words
    assert (IN in words.replace(UNSURE, "")) <= has_seat
    assert "registered for" not in words
    assert sandbox.calls(place) == CALLS.get((place, kind), 1)
    assert secrets_in(log.text + html_of(response), sandbox) == []


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("list", "Not with …!"),
        ("login", "Not with …!"),
        ("register", ""),  # which leaves it to the room
        ("join", "Not with …!"),
    ],
)
def test_a_secret_that_upstream_quotes_reaches_neither_page_nor_log(
    ben, sandbox, log, place, sentence
):
    token, password = list(sandbox.state.tokens)[-1], sandbox.state.person("ben").password
    sent = {"list": token, "login": password, "register": token, "join": token}
    sandbox.fail(place, "406", text=f"Not with {sent[place]}!")

    response = ACTS[place](ben, sandbox)

    assert sentence in Page.of(response).words
    assert secrets_in(log.text + html_of(response), sandbox) == []
