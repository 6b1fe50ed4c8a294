"""Getting a token: by password, by the key of a magic link, by the token of an access link."""

import json

import pytest
from responses.matchers import json_params_matcher

from portal.accelevents.exceptions import ApiInvalidResponse, ApiRefused, Reason
from portal.accelevents.records import LoginResult, Profile
from tests.accelevents.replies import (
    GATEWAY,
    LOGIN,
    LOGIN_TOKEN,
    PROFILE,
    TOKEN,
    USER_KEY,
    recorded,
    refusal,
)

KEY = PASSWORD = "k3y/of?ada"
EMAIL = "ada@example.org"
LOGIN_RESULT = LoginResult("eyJhbGciOi.t0ken", "8528")
LOCKED = "Your account has been locked to protect your security. Please reset your password"

BY_PASSWORD = (LOGIN, lambda api: api.sign_in_with_password(EMAIL, PASSWORD))
BY_KEY = (f"{USER_KEY}/k3y%2Fof%3Fada", lambda api: api.sign_in_with_user_key(KEY))
BY_TOKEN = (f"{LOGIN_TOKEN}/k3y%2Fof%3Fada", lambda api: api.sign_in_with_login_token(KEY))
each_way = pytest.mark.parametrize(
    ("url", "sign_in"), [BY_PASSWORD, BY_KEY, BY_TOKEN], ids=["password", "key", "token"]
)


@each_way
def test_each_way_to_sign_in_yields_a_token_and_sends_none(upstream, api, url, sign_in):
    upstream.post(url, json=recorded("login"))

    assert sign_in(api) == LOGIN_RESULT
    assert "Authorization" not in upstream.calls[0].request.headers


def test_a_password_is_sent_as_it_was_typed(upstream, anonymous_api):
    body = {"username": EMAIL, "password": PASSWORD, "rememberme": False}
    upstream.post(LOGIN, json=recorded("login"), match=[json_params_matcher(body)])

    assert anonymous_api.sign_in_with_password(EMAIL, PASSWORD) == LOGIN_RESULT


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (refusal(404, "4040100", "No User could be found."), Reason.WRONG_PASSWORD),
        (refusal(401, "401", "Incorrect password"), Reason.WRONG_PASSWORD),
        (refusal(406, "", "Incorrect password"), Reason.WRONG_PASSWORD),
        (refusal(401, "4010101", "Not authorized"), Reason.WRONG_PASSWORD),
        ({"status": 200, "json": {"errorCode": "4040100"}}, Reason.WRONG_PASSWORD),
        (refusal(401, "4010102", LOCKED), Reason.ACCOUNT_LOCKED),
        (refusal(401, "4010102", ""), Reason.ACCOUNT_LOCKED),
        (refusal(401, 4010102, "Something new"), Reason.ACCOUNT_LOCKED),
        (refusal(406, "406", LOCKED), Reason.ACCOUNT_LOCKED),
        (refusal(406, "406", "More than one user exist with same email"), Reason.ACCOUNT_PROBLEM),
    ],
)
def test_a_refused_password_is_not_an_expired_session(errors_of, anonymous_api, answer, reason):
    url, sign_in = BY_PASSWORD

    error = errors_of("POST", url, lambda: sign_in(anonymous_api), **answer)

    assert (type(error), error.reason) == (ApiRefused, reason)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            refusal(401, "4010101", "User is not authorize to access. Not A Valid Magic Link."),
            "invalid",
        ),
        (refusal(401, "", ""), "invalid"),
        (refusal(404, "4040100", "No User could be found."), "invalid"),
        (refusal(401, "4010102", "This key has been blocked."), "blocked"),
        (refusal(401, "4010102", ""), "blocked"),
        (refusal(406, "4068006", "Link has been expired Or used."), "used"),
        (refusal(406, "406", "Link has been expired Or used."), "used"),
    ],
)
@pytest.mark.parametrize(("url", "sign_in"), [BY_KEY, BY_TOKEN], ids=["key", "token"])
def test_a_refused_key_has_its_reason(errors_of, anonymous_api, url, sign_in, answer, reason):
    error = errors_of("POST", url, lambda: sign_in(anonymous_api), **answer)

    assert (type(error), error.reason) == (ApiRefused, Reason(f"key_{reason}"))


def test_a_locked_account_behind_a_key_is_recognized_by_its_words(errors_of, anonymous_api):
    url, sign_in = BY_KEY

    error = errors_of(
        "POST", url, lambda: sign_in(anonymous_api), **refusal(401, "4010102", LOCKED)
    )

    assert error.reason is Reason.ACCOUNT_LOCKED


@each_way
@pytest.mark.parametrize(
    "answer",
    [
        {"body": ""},
        {"json": {}},
        {"json": {"userId": 8528}},
        {"json": {"access_token": ""}},
        {"json": {"access_token": "two words"}},
        {"json": {"access_token": "line\nbreak"}},
        {"json": {"access_token": "tökén"}},
        {"json": {"access_token": "x" * 9000}},
        {"body": '{"access_token": "s3cret-but-cut-o'},
        {"body": GATEWAY},
        {"status": 401, "body": GATEWAY},  # a bot wall says nothing of a password or a key
        {"status": 403, "body": GATEWAY},
        {"status": 404, "body": GATEWAY},
    ],
)
def test_an_answer_without_a_usable_token_is_invalid(
    errors_of, anonymous_api, url, sign_in, answer
):
    error = errors_of("POST", url, lambda: sign_in(anonymous_api), **answer)

    assert type(error) is ApiInvalidResponse
    assert "s3cret" not in str(error) + error.upstream_message


@pytest.mark.parametrize("key", ["", ".", ".."])
def test_a_key_that_would_change_the_path_is_invalid_and_not_sent(anonymous_api, key):
    with pytest.raises(ApiRefused) as caught:
        anonymous_api.sign_in_with_user_key(key)

    assert caught.value.reason is Reason.KEY_INVALID


@each_way
@pytest.mark.parametrize("status", [200, 406, 404, 500])
def test_no_log_and_no_error_contains_a_secret_that_was_sent(
    errors_of, caplog, anonymous_api, url, sign_in, status
):
    caplog.set_level("DEBUG")
    echo = {"errorCode": "1", "errorMessage": f"not {KEY} nor k3y%2Fof%3Fada"}

    error = errors_of(
        "POST", url, lambda: sign_in(anonymous_api), status=status, body=json.dumps(echo)
    )

    output = (
        caplog.text + str(error) + error.upstream_message + repr(error) + repr(error.__context__)
    )
    assert "not … nor …" in output
    assert "k3y" not in output


def test_an_e_mail_address_that_upstream_quotes_is_not_logged(errors_of, anonymous_api):
    url, sign_in = BY_PASSWORD

    error = errors_of(
        "POST", url, lambda: sign_in(anonymous_api), **refusal(406, "1", f"{EMAIL} is no user")
    )

    assert error.upstream_message == "… is no user"


def test_a_profile_is_read_with_the_token(upstream, api):
    upstream.get(PROFILE, json=recorded("profile"))

    assert api.profile() == Profile("Ada", "Okafor", "", EMAIL)
    assert upstream.calls[0].request.headers["Authorization"] == TOKEN
