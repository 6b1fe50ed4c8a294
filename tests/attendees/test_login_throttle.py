"""The login throttle: guessing stops early, an office behind one address goes on."""

from datetime import UTC, datetime, timedelta

import pytest
import requests
from django.test import RequestFactory

from portal.attendees import login_throttle
from portal.attendees.client_ip import throttle_address
from portal.attendees.login_throttle import Way, throttled
from portal.attendees.models import Attempts
from tests.attendees.upstream_replies import (
    EMAIL,
    INVALID_KEY,
    KEY,
    LIST,
    LOGIN,
    UNKNOWN_TOKEN,
    WRONG_PASSWORD,
    calls,
    fail_to_sign_in,
    login_reply,
    paste_key,
    plan_access,
    plan_key,
    plan_password,
    plan_token,
    refusal,
    sign_in,
)

LIMIT = login_throttle.FAILURES_PER_ACCOUNT
MORNING = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def wrong_password(upstream):
    """Accelevents refuses every password."""
    plan_password(upstream, **WRONG_PASSWORD)


@pytest.fixture
def from_office(client):
    """A browser at 192.0.2.7."""
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    return client


def test_guessing_stops_before_upstream_locks_the_account(client, wrong_password, upstream):
    refused = fail_to_sign_in(client, LIMIT)

    stopped = sign_in(client)

    assert [response.status_code for response in refused] == [422] * LIMIT
    assert stopped.status_code == 429
    assert len(calls(upstream)) == LIMIT


def test_a_throttled_attendee_reads_when_to_try_again(client, wrong_password, time_machine):
    time_machine.move_to(MORNING, tick=False)
    fail_to_sign_in(client, LIMIT)

    time_machine.shift(timedelta(minutes=3))
    response = sign_in(client)

    assert response.headers["Retry-After"] == "720"
    assert response.context["error_message"].next_step.endswith(
        "Meanwhile, you can use the link from your email."
    )
    assert response.context["error_message"].next_step.startswith("Try again in 12 minutes.")
    assert b"Try again in 12 minutes." in response.content


def test_after_a_quarter_of_an_hour_an_attendee_may_try_again(
    client, wrong_password, upstream, time_machine
):
    time_machine.move_to(MORNING, tick=False)
    fail_to_sign_in(client, LIMIT)

    time_machine.shift(timedelta(minutes=15, seconds=1))
    response = sign_in(client)

    assert response.status_code == 422
    assert len(calls(upstream)) == LIMIT + 1


def test_guesses_that_are_still_under_way_already_count(client, upstream):
    request = RequestFactory().get("/")

    with (
        throttled(request, Way.PASSWORD, EMAIL),
        throttled(request, Way.PASSWORD, EMAIL),
        throttled(request, Way.PASSWORD, EMAIL),
        throttled(request, Way.PASSWORD, EMAIL),
    ):
        response = sign_in(client)

    assert response.status_code == 429
    assert calls(upstream) == []


def test_spellings_of_one_e_mail_count_together(client, wrong_password):
    fail_to_sign_in(client, LIMIT, email="ADA@Example.org")

    assert sign_in(client, email=f" {EMAIL}").status_code == 429


def test_another_account_at_the_same_address_goes_on(client, wrong_password):
    fail_to_sign_in(client, LIMIT)

    assert sign_in(client, email="bo@example.org").status_code == 422


def test_a_client_at_another_address_cannot_lock_ada_out(client, from_office, wrong_password):
    fail_to_sign_in(client, LIMIT)

    client.defaults["REMOTE_ADDR"] = "198.51.100.1"

    assert sign_in(client).status_code == 422


def test_a_success_clears_the_failures_before(client, upstream):
    upstream.post(LOGIN, **WRONG_PASSWORD)
    upstream.post(LOGIN, **WRONG_PASSWORD)
    upstream.post(LOGIN, json=login_reply())
    upstream.post(LOGIN, **WRONG_PASSWORD)
    plan_access(upstream)

    responses = fail_to_sign_in(client, 2 + 1 + LIMIT)

    assert responses[2].url == LIST
    assert [response.status_code for response in responses[3:]] == [422] * LIMIT


@pytest.mark.parametrize(
    "reply",
    [
        {"body": requests.ReadTimeout()},
        {"status": 500},
        refusal(406, "406", "More than one user exist with same email"),
    ],
)
def test_a_failure_that_is_no_guess_does_not_count(client, upstream, reply):
    plan_password(upstream, **reply)

    fail_to_sign_in(client, LIMIT + 1)

    assert len(calls(upstream)) == LIMIT + 1


def test_a_whole_office_may_mistype(from_office, wrong_password):
    emails = [f"person{n}@example.org" for n in range(30)]

    responses = [sign_in(from_office, email=email) for email in emails]

    assert {response.status_code for response in responses} == {422}


def test_one_address_cannot_try_every_account(from_office, wrong_password, upstream, monkeypatch):
    monkeypatch.setattr(login_throttle, "FAILURES_PER_ADDRESS", 2)
    emails = [f"person{n}@example.org" for n in range(3)]

    responses = [sign_in(from_office, email=email) for email in emails]

    assert [response.status_code for response in responses] == [422, 422, 429]
    assert len(calls(upstream)) == 2


def test_wrong_passwords_of_a_whole_address_keep_nobody_from_the_link_in_their_mail(
    from_office, wrong_password, upstream, monkeypatch
):
    monkeypatch.setattr(login_throttle, "FAILURES_PER_ADDRESS", 1)
    fail_to_sign_in(from_office, 1)
    plan_key(upstream)
    plan_access(upstream)

    assert sign_in(from_office, email="bo@example.org").status_code == 429
    assert paste_key(from_office).url == LIST


def test_wrong_keys_of_a_whole_address_keep_nobody_from_their_password(
    from_office, upstream, monkeypatch
):
    monkeypatch.setattr(login_throttle, "FAILURES_PER_ADDRESS", 1)
    plan_key(upstream, **INVALID_KEY)
    plan_token(upstream, **UNKNOWN_TOKEN)
    paste_key(from_office)
    plan_password(upstream)
    plan_access(upstream)

    assert paste_key(from_office, "another-key").status_code == 429
    assert sign_in(from_office).url == LIST


def test_keys_count_like_passwords(client, upstream, monkeypatch):
    monkeypatch.setattr(login_throttle, "FAILURES_PER_ADDRESS", 1)
    plan_key(upstream, **INVALID_KEY)
    plan_token(upstream, **UNKNOWN_TOKEN)

    first, second = paste_key(client), paste_key(client, "another-key")

    assert (first.status_code, second.status_code) == (422, 429)
    assert b"Meanwhile, you can use your password if you have one." in second.content
    assert len(calls(upstream)) == 2  # as a mailed key, then as a token


def test_the_table_shows_no_e_mail_key_or_address(from_office, wrong_password, upstream):
    plan_key(upstream, **INVALID_KEY)
    plan_token(upstream, **UNKNOWN_TOKEN)
    sign_in(from_office)
    paste_key(from_office)

    rows = str(list(Attempts.objects.values()))

    assert Attempts.objects.count() == 4
    assert [secret for secret in (EMAIL, KEY, "192.0.2.7") if secret in rows] == []


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_clients_of_one_connection_share_one_address(remote, address):
    assert throttle_address(RequestFactory().get("/", REMOTE_ADDR=remote)) == address


@pytest.mark.parametrize(("trusted", "address"), [(True, "203.0.113.5"), (False, "10.0.0.1")])
def test_only_a_trusted_proxy_may_name_the_client(settings, trusted, address):
    settings.TRUSTED_PROXY = trusted
    headers = {"X-Forwarded-For": "198.51.100.9, 203.0.113.5"}

    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers=headers)

    assert throttle_address(request) == address
