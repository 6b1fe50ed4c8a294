"""The event site's backend signs an attendee in, server to server."""

import json

import pytest

from portal.embedding import backend_api, one_time_codes
from tests.embedding.conftest import HOST, INSIDE, browser

SECRET, OLD_SECRET = "n" * 40, "o" * 40
CHALLENGE = one_time_codes.challenge_of("v" * 43)


def hand_off(token, challenge=CHALLENGE, secret=SECRET, client=None, **changed):
    """The portal's response to the backend, which is no browser and has its own connection."""
    body = {"event": "demo", "access_token": token, "challenge": challenge} | changed
    return (client or browser(enforce_csrf_checks=True)).post(
        "/handoff/",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )


def get_challenge(frame):
    response = frame.post("/embed/e/demo/hand-off/challenge/", {"host": HOST}, headers=INSIDE)
    return response.json()["challenge"]


def redeem(frame, code):
    return frame.post("/embed/e/demo/hand-off/claim/", {"code": code}, headers=INSIDE)


@pytest.mark.parametrize("secret", [SECRET, OLD_SECRET])
def test_the_backend_signs_its_attendee_in(frame, sandbox, secret):
    code = hand_off(sandbox.token_for("ada"), get_challenge(frame), secret).json()["code"]

    assert redeem(frame, code).status_code == 200
    assert "Ada Okafor" in frame.get("/embed/e/demo/", headers=INSIDE).content.decode()


def test_the_token_is_checked_upstream_before_there_is_a_code(sandbox):
    hand_off(sandbox.token_for("ada"))

    assert [call.call for call in sandbox.request_log] == ["profile", "access"]


def test_the_user_id_from_the_backend_becomes_the_attendees(frame, sandbox):
    response = hand_off(sandbox.token_for("ada"), user_id="8528")

    payload = one_time_codes.redeem("demo", response.json()["code"])

    assert payload.attendee.id == "8528"


@pytest.mark.parametrize("secret", ["", "x" * 40, "b" * 40, SECRET[:-1]])
def test_a_wrong_secret_or_that_of_another_event_is_refused(sandbox, secret):
    response = hand_off(sandbox.token_for("ada"), secret=secret)

    assert (response.status_code, response.json()) == (401, {"error": "wrong_secret"})
    assert sandbox.request_log == []


def test_an_event_without_a_secret_has_no_hand_off(sandbox, settings):
    settings.EMBED_SECRETS = {}

    assert hand_off(sandbox.token_for("ada")).status_code == 401


def test_guessing_the_secret_is_stopped_before_the_right_one_could_come_out(sandbox, later):
    statuses = [hand_off("token", secret="x" * 40).status_code for _ in range(25)]
    right_one = hand_off(sandbox.token_for("ada")).status_code
    later(61)

    assert statuses == [401] * 20 + [429] * 5
    assert right_one == 429
    assert hand_off(sandbox.token_for("ada")).status_code == 200


def test_more_codes_than_a_conference_needs_are_refused(sandbox, monkeypatch):
    monkeypatch.setattr(backend_api, "CODES_PER_MINUTE", 1)

    assert hand_off(sandbox.token_for("ada")).status_code == 200
    assert hand_off(sandbox.token_for("ada")).status_code == 429


def test_a_token_that_upstream_refuses_gives_no_code(sandbox):
    response = hand_off("not-a-token")

    assert (response.status_code, response.json()) == (422, {"error": "token_refused"})


def test_an_attendee_without_a_ticket_gets_no_code(sandbox):
    assert hand_off(sandbox.token_for("nia")).json() == {"error": "token_refused"}


def test_an_upstream_outage_has_an_error_of_its_own(sandbox):
    sandbox.fail("profile", "500")

    response = hand_off(sandbox.token_for("ada"))

    assert (response.status_code, response.json()) == (502, {"error": "upstream"})


@pytest.mark.parametrize(
    "changed",
    [
        {"challenge": "short"},
        {"access_token": ""},
        {"access_token": "a\nb"},
        {"user_id": "x" * 101},
    ],
)
def test_an_invalid_body_is_refused(sandbox, changed):
    assert hand_off("token", **changed).json() == {"error": "unreadable"}


@pytest.mark.parametrize("body", ["", "[]", "{", "x" * 30_000, "[" * 19_000])
def test_a_body_that_is_no_json_object_is_refused(sandbox, body):
    response = browser().post("/handoff/", body, content_type="application/json")

    assert response.status_code == 400


@pytest.mark.parametrize(
    ("connection", "answer"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, ["code"]),
        ({"REMOTE_ADDR": "::1"}, ["code"]),
        ({"REMOTE_ADDR": "::ffff:127.0.0.1"}, ["code"]),
        ({"REMOTE_ADDR": "192.0.2.7"}, ["error"]),
        ({"REMOTE_ADDR": ""}, ["error"]),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}, ["error"]),
    ],
)
def test_plain_http_is_for_connections_on_loopback_whatever_host_is_named(
    sandbox, settings, connection, answer
):
    settings.ALLOWED_HOSTS = ["localhost"]
    plain = browser(SERVER_NAME="localhost", **connection)
    plain.is_secure = False

    response = hand_off(sandbox.token_for("ada"), client=plain)

    assert list(response.json()) == answer


def test_plain_http_from_elsewhere_is_told_so(sandbox):
    plain = browser(REMOTE_ADDR="192.0.2.7")
    plain.is_secure = False

    response = hand_off(sandbox.token_for("ada"), client=plain)

    assert (response.status_code, response.json()) == (403, {"error": "https_only"})


def test_neither_token_nor_secret_nor_code_is_logged(frame, sandbox, log):
    token = sandbox.token_for("ada")
    code = hand_off(token, get_challenge(frame)).json()["code"]
    redeem(frame, code)
    hand_off("a-refused-token")

    assert "was refused" in log.text
    secrets = [token, SECRET, code, "a-refused-token"]
    assert [secret for secret in secrets if secret in log.text] == []


def test_a_code_from_the_backend_works_only_in_the_frame_with_the_challenge(frame, sandbox):
    get_challenge(frame)
    code = hand_off(sandbox.token_for("ada"), CHALLENGE).json()["code"]

    assert redeem(frame, code).status_code == 403
