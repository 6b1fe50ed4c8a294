"""A 401 ends a sign-in only if upstream no longer knows the attendee's profile."""

from dataclasses import replace

import pytest
import requests
from responses.matchers import header_matcher

from portal.observability import registry
from tests.attendees.upstream_replies import (
    ORIGIN,
    PROFILE,
    SIGN_IN,
    TOKEN,
    calls,
    plan_access,
    plan_password,
    refusal,
    sign_in,
)

REGISTER = f"{ORIGIN}/rest/events/demo/user-session/7"
NOT_AUTHORIZED = refusal(401, "4010101", "Not authorized")
NO_ANSWER = [
    {"body": requests.ReadTimeout()},
    {"status": 500},
    {"status": 503},
    {"status": 403, "body": "<html>wall</html>"},
    {"status": 200, "body": "<html>wall</html>"},
]
ASKED, TRIED = ("GET", "/rest/u/myprofile"), ("POST", "/rest/events/demo/user-session/7")


@pytest.fixture
def call_refused(upstream):
    """Upstream answers 401 to the call that changes something."""
    upstream.post(REGISTER, **NOT_AUTHORIZED)


def test_a_call_that_is_not_allowed_signs_nobody_out(ada, upstream, call_refused):
    upstream.get(PROFILE, json={"firstName": "Ada"})

    page = ada.get("/e/demo/registering/")

    assert page.status_code == 502
    assert page.context["headline"] == "Your account can’t see this"
    assert page.context["why"] == "Accelevents didn’t allow it."
    assert ada.get("/e/demo/who/").status_code == 200
    assert calls(upstream) == [TRIED, ASKED]


def test_under_htmx_the_page_stays_and_says_so(ada, upstream, call_refused):
    upstream.get(PROFILE, json={"firstName": "Ada"})

    answer = ada.get("/e/demo/registering/", headers={"HX-Request": "true"})

    assert answer.headers["HX-Retarget"] == "#notices"
    assert "Your account can’t see this" in answer.content.decode()


@pytest.mark.parametrize("reply", NO_ANSWER)
def test_a_silent_upstream_signs_nobody_out(ada, upstream, call_refused, settings, reply):
    settings.ACCELEVENTS = replace(settings.ACCELEVENTS, retries=0)
    upstream.get(PROFILE, **reply)

    page = ada.get("/e/demo/registering/")

    assert page.status_code == 503
    assert page.context["headline"] == "Accelevents isn’t responding"
    assert ada.get("/e/demo/who/").status_code == 200


@pytest.mark.parametrize("reply", [NOT_AUTHORIZED, refusal(404, "4040100", "User Not Found.")])
def test_a_sign_in_that_is_over_leads_to_the_sign_in_page(ada, upstream, call_refused, reply):
    upstream.get(PROFILE, **reply)

    assert ada.get("/e/demo/registering/").url.startswith(SIGN_IN)
    assert ada.get("/e/demo/who/").url.startswith(SIGN_IN)


def test_one_check_in_half_a_minute_is_enough(ada, upstream, call_refused, later):
    upstream.get(PROFILE, json={"firstName": "Ada"})
    ada.get("/e/demo/registering/")
    ada.get("/e/demo/registering/")
    checks_at_first = calls(upstream).count(ASKED)
    later(31)
    ada.get("/e/demo/registering/")

    assert (checks_at_first, calls(upstream).count(ASKED)) == (1, 2)


def want_bearer(upstream):
    """Plan that upstream knows a token only after the word "Bearer"."""
    raw = header_matcher({"Authorization": TOKEN})
    bearer = header_matcher({"Authorization": f"Bearer {TOKEN}"})
    upstream.get(PROFILE, match=[raw], **NOT_AUTHORIZED)
    upstream.get(PROFILE, match=[bearer], json={"firstName": "Ada"})


def test_a_process_that_has_to_learn_how_tokens_are_sent_tries_the_page_again(ada, upstream):
    want_bearer(upstream)

    page = ada.get("/e/demo/reading/?q=1")

    assert page.url == "/e/demo/reading/?q=1"
    assert ada.get(page.url).content == b"Ada"


def test_another_process_knows_the_form_that_this_one_has_found(ada, upstream):
    want_bearer(upstream)
    ada.get("/e/demo/reading/")
    registry.reset_all()  # as another process

    page = ada.get("/e/demo/reading/")

    assert (page.status_code, page.content) == (200, b"Ada")


def test_a_new_sign_in_is_checked_anew(ada, upstream, call_refused):
    upstream.get(PROFILE, **NOT_AUTHORIZED)
    ada.get("/e/demo/registering/")
    upstream.reset()
    plan_password(upstream)
    plan_access(upstream)
    sign_in(ada)
    upstream.post(REGISTER, **NOT_AUTHORIZED)

    page = ada.get("/e/demo/registering/")

    assert page.context["headline"] == "Your account can’t see this"
