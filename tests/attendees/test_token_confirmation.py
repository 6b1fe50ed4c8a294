"""A token is not given up for one 401: the profile decides, in both forms of its header."""

import pytest
import requests
from responses.matchers import header_matcher

from portal.attendees import authenticate_with_token
from portal.observability import findings
from tests.attendees.upstream_replies import (
    LIST,
    LOGIN,
    PROFILE,
    TOKEN,
    access_url,
    login_reply,
    paste_key,
    plan_key,
    refusal,
    sign_in,
)

NOT_AUTHORIZED = refusal(401, "4010101", "Not authorized")
ROLES = {"roles": ["speaker"]}
ADA = {"firstName": "Ada", "lastName": "Okafor"}
RAW, BEARER = TOKEN, f"Bearer {TOKEN}"


def accept(upstream, form, url, body):
    """Let `url` know the token in one form of its header, and refuse the other."""
    other = BEARER if form == RAW else RAW
    upstream.get(url, json=body, match=[header_matcher({"Authorization": form})])
    upstream.get(url, **NOT_AUTHORIZED, match=[header_matcher({"Authorization": other})])


def test_an_upstream_that_wants_bearer_is_understood_at_the_first_sign_in(client, upstream):
    upstream.post(LOGIN, json=login_reply())
    accept(upstream, BEARER, access_url(), ROLES)
    accept(upstream, BEARER, PROFILE, ADA)

    assert sign_in(client).url == LIST
    assert client.get("/e/demo/who/").content == b"9001|Ada Okafor|AO|speaker"
    assert len(upstream.calls) == 5  # the login, and access and profile in both forms
    assert findings.found("token") == "bearer"


def test_a_usual_sign_in_notes_that_a_raw_token_is_understood(client, ada_may_sign_in, upstream):
    sign_in(client)

    assert (findings.found("token"), len(upstream.calls)) == ("raw", 3)


def test_a_profile_that_refuses_a_token_that_is_let_in_costs_only_the_name(client, upstream):
    upstream.post(LOGIN, json=login_reply())
    upstream.get(access_url(), json=ROLES)
    upstream.get(PROFILE, **NOT_AUTHORIZED)

    assert sign_in(client).url == LIST
    assert client.get("/e/demo/who/").content == b"9001|Attendee|?|speaker"


def test_a_token_that_nobody_accepts_does_not_sign_in(client, upstream):
    upstream.post(LOGIN, json=login_reply())
    upstream.get(access_url(), **NOT_AUTHORIZED)
    upstream.get(PROFILE, **NOT_AUTHORIZED)

    page = sign_in(client)

    assert page.status_code == 422
    assert page.context["error_message"].headline == "You were signed out right away"
    assert page.context["error_message"].next_step.startswith("Sign in again")


def test_an_access_check_that_refuses_a_good_token_lets_the_list_decide(client, upstream):
    upstream.post(LOGIN, json=login_reply())
    upstream.get(access_url(), **NOT_AUTHORIZED)
    upstream.get(PROFILE, json=ADA)

    assert sign_in(client).url == LIST
    assert client.get("/e/demo/who/").content == b"9001|Ada Okafor|AO|"


@pytest.mark.parametrize("reply", [{"status": 404}, {"body": requests.ConnectionError()}])
def test_a_key_that_is_spent_is_not_lost_because_nobody_can_tell(client, upstream, reply, settings):
    plan_key(upstream)
    upstream.get(access_url(), **NOT_AUTHORIZED)
    upstream.get(PROFILE, **reply)

    assert paste_key(client).url == LIST


def test_a_ticket_that_is_missing_shows_after_the_token_is_understood(client, upstream):
    upstream.post(LOGIN, json=login_reply())
    no_ticket = refusal(406, "4068012", "You have not purchased Virtual Event Tickets.")
    upstream.get(access_url(), **no_ticket, match=[header_matcher({"Authorization": BEARER})])
    upstream.get(access_url(), **NOT_AUTHORIZED, match=[header_matcher({"Authorization": RAW})])
    accept(upstream, BEARER, PROFILE, ADA)

    page = sign_in(client)

    assert page.context["error_message"].headline == "You don’t have a ticket for this event"


def test_a_token_from_the_backend_of_the_events_site_is_tried_in_both_forms_too(upstream):
    accept(upstream, BEARER, PROFILE, ADA)
    accept(upstream, BEARER, access_url(), ROLES)
    upstream.assert_all_requests_are_fired = False  # the form is known before access is asked for

    attendee = authenticate_with_token("demo", TOKEN, "9001")

    assert (attendee.name, attendee.roles) == ("Ada Okafor", ("speaker",))
    assert [call.request.headers["Authorization"] for call in upstream.calls] == [
        RAW, BEARER, BEARER,
    ]  # fmt: skip
