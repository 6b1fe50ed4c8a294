"""What belongs to an attendee is kept under what upstream's own profile says who they are."""

import pytest
from django.http import HttpRequest

from portal.attendees.authentication import authenticate_with_password, authenticate_with_token
from portal.attendees.identity import KEY_CHARS, attendee_key
from tests.attendees.upstream_replies import (
    EMAIL,
    PASSWORD,
    PROFILE,
    TOKEN,
    access_url,
    login_reply,
    plan_password,
)

OTHERS_ID = "8529"
NOT_EMAILS = (None, 7, [EMAIL], "", "ada at home", "a***@example.org", f"{'a' * 320}@example.org")


def plan(upstream, profile, token=TOKEN, user_id=9001):
    """Let upstream sign Ada in with this profile, or with none if it is a status."""
    plan_password(upstream, json=login_reply(token, user_id))
    upstream.get(access_url(), json={"roles": ["attendee"]})
    reply = {"status": profile} if isinstance(profile, int) else {"json": profile}
    upstream.get(PROFILE, **reply)


def key_by_password(upstream, profile, token=TOKEN, user_id=9001):
    """The key of Ada after such a sign-in."""
    upstream.reset()
    plan(upstream, profile, token, user_id)
    return authenticate_with_password(HttpRequest(), "demo", EMAIL, PASSWORD).key


def key_by_backend(upstream, profile, user_id):
    upstream.reset()
    upstream.get(access_url(), json={"roles": ["attendee"]})
    upstream.get(PROFILE, json=profile)
    return authenticate_with_token("demo", "another-token", user_id).key


def test_one_person_has_one_key_on_two_devices_by_either_way_of_signing_in(upstream):
    first = key_by_password(upstream, {"email": EMAIL})
    second = key_by_password(upstream, {"email": " Ada@Example.org "}, "new-token", 77)
    third = key_by_backend(upstream, {"email": EMAIL}, "")

    assert {first, second, third} == {first}
    assert len(first) == KEY_CHARS


def test_what_the_backend_says_of_a_person_names_them_and_opens_nothing(upstream):
    key = key_by_backend(upstream, {"email": EMAIL}, OTHERS_ID)
    attendee = authenticate_with_token("demo", "another-token", OTHERS_ID)
    others = key_by_password(upstream, {"email": "ben@example.org"}, user_id=OTHERS_ID)
    nameless = key_by_password(upstream, 500, user_id=OTHERS_ID)

    assert attendee.id == OTHERS_ID
    assert attendee.key == key
    assert key not in (others, nameless)


def test_the_backends_claim_does_not_count_without_an_email_either(upstream):
    claimed = key_by_backend(upstream, {"firstName": "Ada"}, OTHERS_ID)

    assert claimed != key_by_password(upstream, 500, user_id=OTHERS_ID)
    assert claimed == attendee_key("demo", "", "", "another-token")


@pytest.mark.parametrize("profile", [500, *({"email": email} for email in NOT_EMAILS)])
def test_without_a_whole_email_the_login_answers_user_id_counts(upstream, profile):
    assert key_by_password(upstream, profile) == attendee_key("demo", "", "9001", "")


def test_without_any_of_them_the_token_counts(upstream):
    assert key_by_password(upstream, 500, user_id=None) == attendee_key("demo", "", "", TOKEN)


def test_the_key_is_another_at_another_event_and_under_another_secret(settings):
    keys = {attendee_key("demo", EMAIL, "", ""), attendee_key("other", EMAIL, "", "")}
    settings.SECRET_KEY = "z" * 64
    keys.add(attendee_key("demo", EMAIL, "", ""))

    assert len(keys) == 3


def test_an_id_that_looks_like_an_email_is_not_taken_for_one():
    assert attendee_key("demo", EMAIL, "", "") != attendee_key("demo", "", EMAIL, "")


def test_the_email_is_neither_kept_nor_logged(client, upstream, log):
    plan(upstream, {"email": "private@example.org"})
    client.post("/e/demo/sign-in/", {"way": "password", "email": EMAIL, "password": PASSWORD})

    assert "attendees" in client.session
    assert "private@" not in str(dict(client.session)) + log.text
