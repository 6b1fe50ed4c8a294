"""Whichever way upstream speaks, its whole list is read over real HTTP, and the way is noted."""

import pytest

from portal.accelevents import Accelevents, Upstream
from portal.observability import findings
from tests.accelevents.replies import BERLIN

SKIPPED_BY_THE_CLOCK = 11671
DIALECTS = [
    ((), {"list_pages": "as_asked", "list_expand": "accepted", "times": "text", "token": "raw"}),
    (("page_cap",), {"list_pages": "capped"}),
    (("page_refused",), {"list_pages": "smaller"}),
    (("filtered_is_page",), {"list_pages": "as_asked"}),
    (("iso_times",), {"times": "iso"}),
    (("epoch_times",), {"times": "epoch"}),
    (("bearer",), {"token": "bearer"}),
    (("expand_refused",), {"list_expand": "refused"}),
    (
        ("bearer", "page_cap", "filtered_is_page", "expand_refused", "iso_times"),
        {"list_pages": "capped", "list_expand": "refused", "times": "iso", "token": "bearer"},
    ),
]


def signed_in(sandbox):
    """Ada's client, whose token was confirmed."""
    upstream = Upstream(sandbox.url, retries=0)
    password = sandbox.state.person("ada").password
    login = Accelevents(upstream).sign_in_with_password("ada@example.org", password)
    api = Accelevents(upstream, login.token)
    api.confirm_token()
    return api


def unambiguous(listed):
    """The workshops but the one whose start a wall clock cannot tell."""
    return [workshop for workshop in listed.workshops if workshop.id != SKIPPED_BY_THE_CLOCK]


@pytest.mark.parametrize(("dialects", "found"), DIALECTS)
def test_a_list_of_five_hundred_is_whole(sandbox, dialects, found):
    sandbox.speak(*dialects)

    listed = signed_in(sandbox).all_workshops("big", BERLIN)

    assert (len(listed.workshops), listed.dropped) == (500, 0)
    assert {question: findings.found(question, "big") for question in found} == found


@pytest.mark.parametrize("dialect", ["iso_times", "epoch_times"])
def test_times_are_the_same_in_every_form(sandbox, dialect):
    api = signed_in(sandbox)
    zone = api.event("demo").zone
    as_text = unambiguous(api.all_workshops("demo", zone))

    sandbox.speak(dialect)
    in_dialect = unambiguous(api.all_workshops("demo", zone))

    assert as_text == in_dialect
    assert as_text[0].starts


@pytest.mark.parametrize("call", ["mine", "detail"])
def test_the_other_reads_do_without_expand_too(sandbox, call):
    api = signed_in(sandbox)
    reads = {
        "mine": lambda: api.my_workshops("demo", BERLIN),
        "detail": lambda: api.workshop("demo", 11655, BERLIN),
    }
    sandbox.speak("expand_refused")

    assert reads[call]()
    assert sandbox.calls(call) == 2
