"""Sign-in by password and by pasted key: its calls upstream, its redirects and its secrets."""

import json

import pytest
from django.test import Client

from portal import events
from tests.attendees.upstream_replies import (
    EMAIL,
    INVALID_KEY,
    KEY,
    LIST,
    LOGIN,
    ORIGIN,
    PASSWORD,
    PROFILE,
    SECRETS,
    SIGN_IN,
    UNKNOWN_TOKEN,
    WRONG_PASSWORD,
    access_url,
    calls,
    login_reply,
    paste_key,
    plan_access,
    plan_key,
    plan_password,
    plan_token,
    refusal,
    sign_in,
)

ACCESS_CALLS = [
    ("GET", "/rest/event/demo/virtualEventPortal/allowedToVirtualAccess"),
    ("GET", "/rest/u/myprofile"),
]


def test_the_sign_in_page_makes_no_call_upstream(client, upstream):
    page = client.get(SIGN_IN)

    assert page.status_code == 200
    assert b'name="password"' in page.content
    assert b'name="key"' in page.content
    assert calls(upstream) == []


def test_the_first_sign_in_page_asks_once_for_the_name_of_the_event(client, upstream):
    events.reset()
    upstream.get(f"{ORIGIN}/rest/events/demo", json={"name": "Spring School"})

    first, second = client.get(SIGN_IN), client.get(SIGN_IN)

    assert b"Spring School" in first.content
    assert b"Spring School" in second.content
    assert len(calls(upstream)) == 1


def test_a_password_costs_one_login_call_and_leads_to_the_list(client, ada_may_sign_in, upstream):
    response = sign_in(client)

    assert (response.status_code, response.url) == (303, LIST)
    assert calls(upstream) == [("POST", "/rest/u/login"), *ACCESS_CALLS]
    sent = json.loads(upstream.calls[0].request.body)
    assert (sent["username"], sent["password"]) == (EMAIL, PASSWORD)


def test_the_pages_know_the_attendee_afterwards(client, ada_may_sign_in):
    sign_in(client)

    assert client.get("/e/demo/who/").content == b"9001|Ada Okafor|AO|attendee"


@pytest.mark.parametrize(
    "pasted",
    [
        KEY,
        f"  {KEY}\n",
        f"userKey={KEY}",
        f"https://www.accelevents.com/e/demo/portal?userKey={KEY}&lang=en",
        "https://www.accelevents.com/e/demo/portal?userkey=k3y-of%2DAda#top",
        f"https://www.accelevents.com/e/demo/portal#/home?userKey={KEY}",
        f"https://www.accelevents.com/u/magic/{KEY}/",
        f"www.accelevents.com/u/magic/{KEY}?utm_source=mail",
        f"https://www.accelevents.com/u/magic/{KEY[:4]}\r\n{KEY[4:]}",
    ],
)
def test_a_pasted_link_or_key_is_spent_once(client, upstream, pasted):
    plan_key(upstream)
    plan_access(upstream)

    response = paste_key(client, pasted)

    assert (response.status_code, response.url) == (303, LIST)
    assert calls(upstream) == [("POST", f"/rest/u/loginUserByUserKey/{KEY}"), *ACCESS_CALLS]


@pytest.mark.parametrize("pasted", ["", "https://x.test/", "..", "..%2f..%2f", "k" * 501])
def test_a_text_without_a_key_is_refused_before_a_call_upstream(client, upstream, pasted):
    page = paste_key(client, pasted)

    assert page.status_code == 422
    assert page.context["key_form"].errors["key"]
    assert calls(upstream) == []


def test_a_key_that_the_portal_refuses_is_not_shown_again(client):
    too_long = KEY * 100

    page = paste_key(client, too_long)

    assert page.status_code == 422
    assert KEY.encode() not in page.content


def test_a_mistyped_e_mail_is_refused_before_a_call_upstream(client, upstream):
    page = sign_in(client, email="ada at example.org")

    assert page.status_code == 422
    assert page.context["email_form"].errors["email"]
    assert calls(upstream) == []


def test_a_refused_page_repeats_the_e_mail_but_no_secret(client, upstream):
    plan_password(upstream, **WRONG_PASSWORD)
    plan_key(upstream, **INVALID_KEY)
    plan_token(upstream, **UNKNOWN_TOKEN)

    by_password, by_key = sign_in(client), paste_key(client)

    assert EMAIL.encode() in by_password.content
    assert PASSWORD.strip().encode() not in by_password.content
    assert KEY.encode() not in by_key.content


@pytest.mark.parametrize(
    "path", ["/e/demo/who/", "/e/demo/w/11655/?q=a%20b", "/e/demo/?day=1&mine=1"]
)
def test_sign_in_leads_back_to_the_requested_page(client, ada_may_sign_in, path):
    page = client.get(SIGN_IN, {"next": path})

    response = sign_in(client, next=page.context["next"])

    assert response.url == path


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.test/e/demo/",
        "//evil.test/e/demo/",
        "/\\evil.test/e/demo/",
        "/\t/evil.test/",
        "javascript:alert(1)",
        "e/demo/",
        "/",
        "/e/other/",
        "/e/demo/../other/",
        "/e/demo/%2e%2e/other/",
        "/e/demo/no-such-page/",
        "/e/demo/sign-in/",
        "/e/demo/?q=" + "x" * 1000,
    ],
)
def test_sign_in_leads_nowhere_else(client, ada_may_sign_in, path):
    page = client.get(SIGN_IN, {"next": path})

    response = sign_in(client, next=path)

    assert page.context["next"] == ""
    assert response.url == LIST


def test_a_signed_in_attendee_is_not_asked_again(ada):
    response = ada.get(SIGN_IN, {"next": "/e/demo/who/"})

    assert (response.status_code, response.url) == (303, "/e/demo/who/")


def test_a_profile_that_cannot_be_read_costs_only_the_name(client, upstream):
    plan_password(upstream)
    upstream.get(access_url(), json={"roles": ["speaker"]})
    upstream.get(PROFILE, **refusal(404, "404", "Not found"))

    sign_in(client)

    assert client.get("/e/demo/who/").content == b"9001|Attendee|?|speaker"


@pytest.mark.parametrize(
    "reply",
    [
        refusal(400, "400", "Malformed"),
        refusal(403, "403", "Forbidden"),
        refusal(406, "40600013", "Cant create URL"),
    ],
)
def test_other_failures_of_the_access_check_let_the_list_decide(client, upstream, reply):
    upstream.post(LOGIN, json=login_reply())
    upstream.get(access_url(), **reply)
    upstream.get(PROFILE, json={"firstName": "Ada", "lastName": ""})

    response = sign_in(client)

    assert response.url == LIST
    assert client.get("/e/demo/who/").content == b"9001|Ada|A|"


def test_attendees_without_a_user_id_get_different_ids(client, upstream):
    upstream.post(LOGIN, json=login_reply("token-of-ada", user_id=None))
    upstream.post(LOGIN, json=login_reply("token-of-bo", user_id=None))
    plan_access(upstream)

    sign_in(client)
    first = client.get("/e/demo/who/").content
    sign_in(client)
    second = client.get("/e/demo/who/").content

    assert first.startswith(b"unnamed-")
    assert second.startswith(b"unnamed-")
    assert first != second


def test_another_site_cannot_sign_somebody_in(upstream):
    browser = Client(enforce_csrf_checks=True)
    browser.get(SIGN_IN)

    response = sign_in(browser, headers={"Origin": "https://evil.test"})

    assert response.status_code == 403
    assert calls(upstream) == []


def test_the_log_names_the_attendee_by_id_alone(client, upstream, ada_may_sign_in, caplog):
    caplog.set_level("DEBUG")
    plan_key(upstream)

    sign_in(client)
    paste_key(client)

    assert "9001" in caplog.text
    assert [secret for secret in (*SECRETS, "Okafor") if secret in caplog.text] == []
