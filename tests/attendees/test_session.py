"""The session of a sign-in: its content, its lifetime, and no secret in a stolen table."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.conf import settings as project
from django.test import Client

from portal.attendees.encryption import DecryptionError, decrypt, encrypt
from portal.attendees.models import Session
from portal.attendees.session import Attendee, api_for
from portal.attendees.session import upstream as upstream_setting
from tests.attendees.upstream_replies import (
    BUTTON,
    PROFILE,
    SIGN_IN,
    SIGN_OUT,
    TOKEN,
    plan_access,
    plan_password,
    sign_in,
)

FORM = project.CSRF_COOKIE_NAME
TO_SIGN_IN = "/e/demo/sign-in/?next=%2Fe%2Fdemo%2Fwho%2F"


@pytest.fixture
def ada_at_both(ada, upstream) -> Client:
    """Ada, signed in to both events."""
    plan_password(upstream)
    plan_access(upstream, "other")
    sign_in(ada, "other")
    upstream.reset()
    return ada


def test_the_session_table_shows_no_token(ada):
    row = Session.objects.get()
    record = json.loads(row.data)["data"]["attendees"]["demo"]

    assert TOKEN not in row.data
    assert decrypt(record["token"]) == TOKEN


def test_the_session_table_shows_no_cookie(ada):
    row = Session.objects.get()

    assert ada.session.session_key not in str(row.__dict__)
    assert row.key_digest == sha256(ada.session.session_key.encode()).hexdigest()


def test_sign_in_takes_a_new_session_key_and_form_token(client, ada_may_sign_in):
    sign_in(client)
    old_key, form_token = client.session.session_key, client.cookies[FORM].value

    sign_in(client)

    assert client.session.session_key != old_key
    assert client.cookies[FORM].value != form_token
    assert Session.objects.count() == 1


def test_signing_in_to_one_event_does_not_sign_in_to_another(ada):
    response = ada.get("/e/other/who/")

    assert response.url == "/e/other/sign-in/?next=%2Fe%2Fother%2Fwho%2F"
    assert ada.get("/e/demo/who/").status_code == 200


def test_sign_out_of_the_last_event_leaves_no_session(ada):
    response = ada.post(SIGN_OUT)

    assert (response.status_code, response.url) == (303, f"{SIGN_IN}?signed_out=1")
    assert Session.objects.count() == 0
    assert ada.get("/e/demo/who/").url == TO_SIGN_IN


def test_the_sign_in_page_says_that_the_attendee_is_signed_out(ada):
    page = ada.post(SIGN_OUT, follow=True)

    assert page.context["signed_out"] is True


def test_sign_out_of_one_event_keeps_the_other_under_a_new_key(ada_at_both):
    before = ada_at_both.session.session_key

    ada_at_both.post(SIGN_OUT)

    assert ada_at_both.session.session_key != before
    assert ada_at_both.get("/e/other/who/").status_code == 200
    assert ada_at_both.get("/e/demo/who/").url == TO_SIGN_IN


def test_a_second_press_on_sign_out_does_no_harm(ada):
    ada.post(SIGN_OUT)

    assert ada.post(SIGN_OUT).url == f"{SIGN_IN}?signed_out=1"


def test_a_get_does_not_sign_out(ada):
    assert ada.get(SIGN_OUT).url == "/e/demo/"
    assert ada.get("/e/demo/who/").status_code == 200


def test_a_sign_in_ends_after_a_working_day(ada, time_machine):
    time_machine.move_to(datetime.now(UTC) + timedelta(hours=12, seconds=1))

    assert ada.get("/e/demo/who/").url == f"{TO_SIGN_IN}&over=1"


def test_a_later_sign_in_elsewhere_does_not_prolong_it(ada, upstream, time_machine):
    started = datetime.now(UTC)
    plan_password(upstream)
    plan_access(upstream, "other")

    time_machine.move_to(started + timedelta(hours=11))
    sign_in(ada, "other")
    time_machine.move_to(started + timedelta(hours=12, seconds=1))

    assert ada.get("/e/demo/who/").url == TO_SIGN_IN
    assert ada.get("/e/other/who/").status_code == 200


def test_an_older_secret_key_still_decrypts(ada, upstream, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret key for this test alone"
    upstream.get(PROFILE, json={"firstName": "Ada"})

    page = ada.get("/e/demo/reading/")

    assert page.content == b"Ada"
    assert upstream.calls[0].request.headers["Authorization"] == TOKEN


def test_a_removed_secret_key_decrypts_nothing(settings):
    encrypted = encrypt(TOKEN)

    settings.SECRET_KEY = "a new secret key for this test alone"

    with pytest.raises(DecryptionError):
        decrypt(encrypted)


@pytest.mark.parametrize(
    "damage",
    [
        {"signed_in_at": "yesterday"},
        {"roles": None},
        {"id": {}, "token": ""},
    ],
)
def test_a_damaged_record_leads_to_the_sign_in_page(ada, damage):
    session = ada.session
    session["attendees"]["demo"] |= damage
    session.save()

    assert ada.get("/e/demo/who/").url == TO_SIGN_IN


def test_a_token_that_no_key_decrypts_ends_the_sign_in_when_it_is_needed(ada, log):
    session = ada.session
    session["attendees"]["demo"]["token"] = "not ours"
    session.save()

    response = ada.get("/e/demo/reading/")

    assert response.url == "/e/demo/sign-in/?next=%2Fe%2Fdemo%2Freading%2F&over=1"
    assert "no key decrypts the token of" in log.text
    assert ada.get("/e/demo/who/").url == TO_SIGN_IN


def test_the_attendee_in_a_log_line_shows_neither_token_nor_name():
    roles = ("attendee",)
    ada = Attendee("demo", "9001", "Ada", "Okafor", roles, encrypt(TOKEN), datetime.now(UTC), "k")

    assert "9001" in repr(ada)
    assert [secret for secret in ("Ada", "Okafor", ada.token, TOKEN) if secret in repr(ada)] == []


def test_a_caller_may_set_a_shorter_timeout_than_the_portal():
    assert api_for(None, timeout=2.5).upstream.read_timeout == 2.5
    assert api_for(None).upstream == upstream_setting()


@pytest.mark.parametrize("path", [SIGN_IN, BUTTON])
def test_the_second_of_two_presses_on_sign_in_just_goes_on(ada_may_sign_in, path):
    browser = Client(enforce_csrf_checks=True)
    token = browser.get(SIGN_IN).context["csrf_token"]
    sign_in(browser, csrfmiddlewaretoken=str(token))

    second = browser.post(path, {"way": "password", "csrfmiddlewaretoken": str(token)})

    assert (second.status_code, second.url) == (303, "/e/demo/")


def test_a_page_from_before_a_sign_out_says_to_load_it_again(ada):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = ada.cookies

    page = browser.post("/e/demo/who/")
    fragment = browser.post("/e/demo/who/", headers={"HX-Request": "true"})

    assert page.status_code == 403
    assert b"This page was open too long" in page.content
    assert (fragment.status_code, fragment.headers["HX-Refresh"]) == (403, "true")
