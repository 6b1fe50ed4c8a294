"""Access links of speakers and exhibitors sign in like mailed ones, which look alike."""

import pytest
import requests

from portal.attendees.login_throttle import single_use
from tests.attendees.upstream_replies import (
    BUTTON,
    INVALID_KEY,
    KEY,
    LINK,
    LIST,
    SIGN_IN,
    UNKNOWN_TOKEN,
    calls,
    paste_key,
    plan_access,
    plan_key,
    plan_token,
    refusal,
    token_login_url,
)

AS_KEY = ("POST", f"/rest/u/loginUserByUserKey/{KEY}")
AS_TOKEN = ("POST", f"/rest/u/login/token/{KEY}")
ACCESS_LINK = f"https://www.accelevents.com/u/login/token/{KEY}"
USED = refusal(406, "4068006", "Link has been expired Or used.")


def logins(upstream):
    return [call for call in calls(upstream) if call[0] == "POST"]


@pytest.mark.parametrize("pasted", [ACCESS_LINK, f"https://www.accelevents.com/?token={KEY}"])
def test_a_link_that_says_token_signs_in_by_one_call(client, upstream, pasted):
    plan_token(upstream)
    plan_access(upstream)

    assert paste_key(client, pasted).url == LIST
    assert logins(upstream) == [AS_TOKEN]


def test_a_bare_key_that_upstream_does_not_know_is_tried_once_as_a_token(client, upstream):
    plan_key(upstream, **INVALID_KEY)
    plan_token(upstream)
    plan_access(upstream)

    assert paste_key(client).url == LIST
    assert logins(upstream) == [AS_KEY, AS_TOKEN]


def test_a_token_that_upstream_does_not_know_is_tried_once_as_a_key(client, upstream):
    plan_token(upstream, **UNKNOWN_TOKEN)
    plan_key(upstream)
    plan_access(upstream)

    assert paste_key(client, ACCESS_LINK).url == LIST
    assert logins(upstream) == [AS_TOKEN, AS_KEY]


@pytest.mark.parametrize(
    ("as_key", "as_token", "status", "headline"),
    [
        (INVALID_KEY, UNKNOWN_TOKEN, 422, "This link isn’t valid"),
        (INVALID_KEY, {"status": 405}, 422, "This link isn’t valid"),
        (INVALID_KEY, {"status": 404, "body": "<html>"}, 422, "This link isn’t valid"),
        (INVALID_KEY, {"status": 200, "body": "<html>"}, 422, "This link isn’t valid"),
        (INVALID_KEY, {"status": 302}, 422, "This link isn’t valid"),
        (INVALID_KEY, USED, 422, "This link was already used or has expired"),
        (INVALID_KEY, {"status": 503}, 503, "Accelevents is busy"),
        (INVALID_KEY, {"body": requests.ReadTimeout()}, 503, "Accelevents isn’t responding"),
    ],
)
def test_what_neither_call_takes_is_told_by_the_call_that_knows_more(
    client, upstream, as_key, as_token, status, headline
):
    plan_key(upstream, **as_key)
    plan_token(upstream, **as_token)

    page = paste_key(client)

    assert (page.status_code, page.context["error_message"].headline) == (status, headline)
    assert logins(upstream) == [AS_KEY, AS_TOKEN]


@pytest.mark.parametrize("reply", [USED, refusal(401, "4010102", "This key has been blocked.")])
def test_a_key_that_upstream_knows_is_never_tried_as_a_token(client, upstream, reply):
    plan_key(upstream, **reply)

    assert paste_key(client).status_code == 422
    assert logins(upstream) == [AS_KEY]


def test_an_opened_access_link_is_held_as_one_until_the_button(client, upstream):
    plan_token(upstream)
    plan_access(upstream)
    opened = client.get(SIGN_IN, {"token": KEY})

    assert (opened.status_code, opened.url, calls(upstream)) == (303, BUTTON, [])
    assert client.post(BUTTON).url == LIST
    assert logins(upstream) == [AS_TOKEN]


def test_two_presses_at_once_spend_a_token_once_too(client, upstream):
    client.get(LINK)

    with single_use(KEY):
        response = paste_key(client, ACCESS_LINK)

    assert (response.status_code, response.url) == (303, SIGN_IN)
    assert calls(upstream) == []


def test_no_log_shows_the_token_of_an_access_link(client, upstream, caplog):
    caplog.set_level("DEBUG")
    upstream.post(token_login_url(), **refusal(404, "4040100", f"No User could be found. {KEY}"))
    plan_key(upstream, **INVALID_KEY)

    paste_key(client, ACCESS_LINK)

    assert KEY not in caplog.text
