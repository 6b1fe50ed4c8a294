"""The link from a mail: a GET spends nothing, the button spends the key, and only once."""

from datetime import UTC, datetime, timedelta

import requests
from django.http import HttpResponse

from portal.attendees import SealedCookie, magic_link, session_count
from portal.attendees.login_throttle import single_use
from portal.attendees.sealed_cookies import MAX_AGE_SECONDS
from tests.attendees.upstream_replies import (
    BUTTON,
    KEY,
    LINK,
    LIST,
    PROFILE,
    SIGN_IN,
    TOKEN,
    access_url,
    calls,
    key_login_url,
    login_reply,
    plan_access,
    plan_key,
    refusal,
)

USED = refusal(406, "4068006", "Link has been expired Or used.")
SPENT = ("POST", f"/rest/u/loginUserByUserKey/{KEY}")


def test_a_mail_scanner_spends_nothing(client, upstream):
    client.head(LINK)
    client.get(LINK, follow=True)
    client.get(BUTTON)

    assert calls(upstream) == []


def test_the_key_leaves_the_address_at_once(client):
    response = client.get(LINK)

    assert (response.status_code, response.url) == (303, BUTTON)
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_key_is_stored_encrypted_and_never_shown(client):
    page = client.get(LINK, follow=True)

    assert page.status_code == 200
    assert b"csrfmiddlewaretoken" in page.content
    assert KEY.encode() not in page.content
    assert KEY not in client.cookies[magic_link.COOKIE.name].value
    assert session_count() == 0


def test_the_button_spends_the_key_and_signs_in(client, upstream):
    plan_key(upstream)
    plan_access(upstream)
    client.get(LINK)

    response = client.post(BUTTON)

    assert (response.status_code, response.url) == (303, LIST)
    assert client.get("/e/demo/who/").content.startswith(b"9001|Ada Okafor")
    assert calls(upstream).count(SPENT) == 1


def test_a_second_press_spends_nothing_and_leads_to_the_list(client, upstream):
    plan_key(upstream)
    plan_access(upstream)
    client.get(LINK)

    client.post(BUTTON)
    second = client.post(BUTTON)

    assert second.url == SIGN_IN
    assert client.get(SIGN_IN).url == LIST
    assert calls(upstream).count(SPENT) == 1


def test_a_press_while_another_is_under_way_spends_nothing(client, upstream):
    client.get(LINK)

    with single_use(KEY):
        response = client.post(BUTTON)

    assert (response.status_code, response.url) == (303, BUTTON)
    assert calls(upstream) == []


def test_a_used_link_shows_the_other_ways_to_sign_in_and_is_not_tried_again(client, upstream):
    plan_key(upstream, **USED)
    client.get(LINK)

    page = client.post(BUTTON)
    again = client.post(BUTTON)

    assert page.status_code == 422
    assert page.context["error_message"].headline == "This link was already used or has expired"
    assert b'name="password"' in page.content
    assert again.url == SIGN_IN
    assert calls(upstream) == [SPENT]


def test_a_link_survives_an_outage(client, upstream):
    upstream.post(key_login_url(), body=requests.ReadTimeout())
    upstream.post(key_login_url(), json=login_reply())
    plan_access(upstream)
    client.get(LINK)

    page = client.post(BUTTON)
    later = client.post(BUTTON)

    assert page.status_code == 503
    assert page.context["error_message"].headline == "Accelevents isn’t responding"
    assert later.url == LIST


def test_a_signed_in_attendee_is_asked_before_being_replaced(ada, upstream):
    plan_key(upstream, json=login_reply("t0ken-of-Bo", user_id=9002))
    upstream.get(
        access_url(),
        json={"roles": ["attendee"]},
    )
    upstream.get(
        PROFILE,
        json={"firstName": "Bo", "lastName": "Lind"},
    )

    page = ada.get(LINK, follow=True)
    before = ada.get("/e/demo/who/").content
    ada.post(BUTTON)
    after = ada.get("/e/demo/who/").content

    assert b"Ada Okafor" in page.content
    assert before.startswith(b"9001|Ada Okafor")
    assert after.startswith(b"9002|Bo Lind")


def test_without_a_link_the_button_page_leads_to_sign_in(client):
    assert client.get(BUTTON).url == SIGN_IN
    assert client.post(BUTTON).url == SIGN_IN


def test_a_link_to_one_event_is_no_link_to_another(client, upstream):
    client.get(LINK)

    assert client.post("/e/other/sign-in/link/").url == "/e/other/sign-in/"
    assert calls(upstream) == []


def test_a_link_that_was_opened_long_ago_is_held_no_more(client, time_machine):
    client.get(LINK)

    time_machine.move_to(datetime.now(UTC) + timedelta(seconds=MAX_AGE_SECONDS + 1))

    assert client.post(BUTTON).url == SIGN_IN


def test_what_another_cookie_holds_is_no_link(client):
    SealedCookie("__Host-portal-other").store(other := HttpResponse(), ["demo", KEY, False])

    client.cookies[magic_link.COOKIE.name] = other.cookies["__Host-portal-other"].value

    assert client.get(BUTTON).url == SIGN_IN


def test_a_link_to_an_unknown_event_stores_nothing(client):
    response = client.get(f"/e/elsewhere/sign-in/link/{KEY}/")

    assert response.status_code == 404
    assert not response.cookies


def test_the_token_of_a_link_goes_nowhere_but_upstream(client, upstream):
    plan_key(upstream)
    plan_access(upstream)
    client.get(LINK)

    response = client.post(BUTTON)

    assert upstream.calls[1].request.headers["Authorization"] == TOKEN
    assert TOKEN not in str(response.headers) + response.cookies.output()
