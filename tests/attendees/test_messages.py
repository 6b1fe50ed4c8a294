"""Every refusal at sign-in has its own sentence and its own next step."""

import pytest
import requests

from portal.attendees import message_texts
from tests.attendees.upstream_replies import (
    LOGIN,
    UNKNOWN_TOKEN,
    WRONG_PASSWORD,
    access_url,
    calls,
    login_reply,
    paste_key,
    plan_key,
    plan_password,
    refusal,
    sign_in,
    token_login_url,
)

LOCKED = "Your account has been locked to protect your security. Please reset your password."
NO_TICKET = "You have not purchased Virtual Event Tickets. Please, contact the organizers"
FULL = "The maximum number of attendees for this event has been reached."
FREE_GONE = "All capacity for free registrations has been redeemed."
TWO_ACCOUNTS = "More than one user exist with same email"

BY_PASSWORD = [
    (WRONG_PASSWORD, 422, "Incorrect email or password", "Check both"),
    (
        refusal(404, "4040100", "No User could be found."),
        422,
        "Incorrect email or password",
        "Check both",
    ),
    (refusal(401, "4010102", LOCKED), 422, "This account is temporarily locked", "Wait 30 minutes"),
    (
        refusal(406, "406", TWO_ACCOUNTS),
        422,
        "There’s more than one account with this email",
        "Ask the organizer to merge",
    ),
    (
        {"status": 429, "headers": {"Retry-After": "30"}},
        503,
        "Accelevents is busy",
        "Try again",
    ),
    (
        {"body": requests.ReadTimeout()},
        503,
        "Accelevents isn’t responding",
        "Try again in a minute",
    ),
    (
        {"status": 500, "body": "<html>"},
        502,
        "Accelevents sent a response we",
        "Try again",
    ),
    (
        {"status": 200, "json": {}},
        502,
        "Accelevents sent a response we can’t use",
        "Try",
    ),
]

BY_KEY = [
    (
        refusal(401, "4010101", "Not A Valid Magic Link."),
        "This link isn’t valid",
        "Copy the whole link",
    ),
    (
        refusal(401, "4010102", "This key has been blocked."),
        "This link has been blocked",
        "Contact",
    ),
    (
        refusal(406, "4068006", "Link has been expired Or used."),
        "This link was already used",
        "Ask for a new",
    ),
]

BY_EVENT = [
    (refusal(406, "4068012", NO_TICKET), "You don’t have a ticket for this event", "Get a ticket"),
    (
        refusal(406, "4060454", "Please activate your event"),
        "This event isn’t open yet",
        "Come back",
    ),
    (refusal(406, "4060081", FULL), "This event is full", "Ask the organizer if"),
    (refusal(406, "4068917", FREE_GONE), "All free spots are taken", "Buy a ticket"),
]


@pytest.mark.parametrize(("reply", "status", "headline", "next_step"), BY_PASSWORD)
def test_a_refused_password_is_explained_with_a_next_step(
    client, upstream, reply, status, headline, next_step
):
    plan_password(upstream, **reply)

    page = sign_in(client)

    assert page.status_code == status
    assert page.context["error_message"].headline.startswith(headline)
    assert page.context["error_message"].next_step.startswith(next_step)
    assert headline.encode() in page.content
    assert calls(upstream) == [("POST", "/rest/u/login")]


@pytest.mark.parametrize(("reply", "headline", "next_step"), BY_KEY)
def test_a_refused_key_is_explained_with_a_next_step(client, upstream, reply, headline, next_step):
    plan_key(upstream, **reply)
    upstream.post(token_login_url(), **UNKNOWN_TOKEN)
    upstream.assert_all_requests_are_fired = False  # only an unknown key may be a token

    page = paste_key(client)

    assert page.status_code == 422
    assert page.context["error_message"].headline.startswith(headline)
    assert page.context["error_message"].next_step.startswith(next_step)
    assert headline.encode() in page.content


@pytest.mark.parametrize(("reply", "headline", "next_step"), BY_EVENT)
def test_an_event_that_lets_nobody_in_is_explained_with_a_next_step(
    client, upstream, reply, headline, next_step
):
    upstream.post(LOGIN, json=login_reply())
    upstream.get(access_url(), **reply)

    page = sign_in(client)

    assert page.status_code == 422
    assert page.context["error_message"].headline.startswith(headline)
    assert page.context["error_message"].next_step.startswith(next_step)
    assert client.get("/e/demo/who/").status_code == 303


def test_a_wrong_password_and_an_unknown_e_mail_look_the_same(client, upstream):
    upstream.post(LOGIN, **WRONG_PASSWORD)
    upstream.post(LOGIN, **refusal(404, "4040100", "No User could be found."))

    known, unknown = sign_in(client), sign_in(client)

    assert known.context["error_message"] == unknown.context["error_message"]
    assert known.status_code == unknown.status_code


def test_each_reason_has_a_text_of_its_own():
    texts = [
        *message_texts.FOR_REASON.values(),
        *message_texts.FOR_CODE.values(),
        message_texts.UNKNOWN,
        message_texts.UNREACHABLE,
    ]

    assert len({headline for headline, _, _ in texts}) == len(texts)
    assert len({next_step for _, _, next_step in texts}) >= len(texts) - 1


def test_a_refusal_without_a_known_reason_repeats_the_upstream_message(client, upstream):
    plan_password(upstream, **refusal(406, "40600013", "Cant create url"))

    page = sign_in(client)

    assert page.context["error_message"].headline == "Accelevents refused this"
    assert "Cant create url" in page.context["error_message"].why
