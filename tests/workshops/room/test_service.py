"""Entering the room: the script sends a POST and gets the meeting or a refusal."""

import json

import pytest

from portal.observability import findings
from tests.support.attendee_client import calls_made, enter, press, room_of, visitor
from tests.support.html_page import Page

pytestmark = pytest.mark.django_db  # the lock is in the database
SOLDERING, READING = 11655, 11680
PLACES = {"AudioHostUrl", "SignalingUrl"}
NO_ROOM = "This workshop has no online meeting"


def fields(payload):
    """The field names of a JSON answer, of its meeting, its placement and its attendee."""
    meeting, attendee = payload.pop("meeting"), payload.pop("attendee")
    return set(payload), set(meeting), set(meeting["MediaPlacement"]), set(attendee)


def test_a_join_takes_one_register_and_one_join_call(ada, sandbox):
    press(ada, SOLDERING)
    ada.get(room_of(SOLDERING))
    enter(ada, SOLDERING)

    assert (sandbox.calls("register"), sandbox.calls("join")) == (1, 1)


@pytest.mark.parametrize(
    "shape", ["text", "wrapped", "bare", "wrapped_text", "text_twice", "lower", "flat"]
)
def test_the_meeting_has_one_shape_whichever_shape_upstream_sends(ada, sandbox, shape):
    sandbox.change(SOLDERING, join_shape=shape)

    answer = enter(ada, SOLDERING)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    payload = json.loads(answer.content)
    assert (payload["me"]["name"], payload["me"]["role"]) == ("Ada Okafor", "")
    assert payload["people"] == {
        "8528": {"name": "Ada Okafor", "role": ""},
        "8544": {"name": "Sam Whitfield", "role": "moderator"},
        "101": {"name": "", "role": "admin"},
    }
    assert payload["meeting"]["MediaRegion"] == "eu-central-1"
    assert payload["attendee"]["ExternalUserId"] == "Ada Okafor_8528"
    names, meeting, placement, attendee = fields(payload)
    assert names == {"me", "people", "title", "chat", "muted", "camera_off"}
    assert meeting == {"MeetingId", "MediaRegion", "MediaPlacement", "MeetingFeatures"}
    assert placement == PLACES
    assert attendee == {"AttendeeId", "ExternalUserId", "JoinToken"}


def test_the_payload_contains_the_rules_of_the_meeting(ada):
    payload = json.loads(enter(ada, 11657).content)

    assert (payload["muted"], payload["camera_off"], payload["chat"]) == (True, True, True)


def test_the_room_page_holds_no_secret_of_the_meeting(ada, sandbox):
    payload = json.loads(enter(ada, SOLDERING).content)

    page = ada.get(room_of(SOLDERING)).content.decode()

    secrets = [*payload["attendee"].values(), payload["meeting"]["MeetingId"], "chime.aws/"]
    assert [secret for secret in secrets if f'"{secret}"' in page] == []
    assert payload["attendee"]["JoinToken"] not in page


@pytest.mark.parametrize("allowed", [("*.elsewhere.test",), ("chime.aws",), ("*.aws.test",)])
def test_a_meeting_at_an_unknown_host_is_refused_and_the_log_names_the_host(
    ada, sandbox, settings, log, allowed
):
    settings.MEDIA_HOSTS = allowed

    answer = enter(ada, SOLDERING)

    assert answer.status_code == 409
    assert NO_ROOM in Page.of(answer).words
    assert "names the host 'ab12.k.m1.ec1.app.chime.aws:3478'" in log.text
    assert secret_of(sandbox, "ada") not in log.text + answer.content.decode()
    assert "JoinToken" not in log.text + answer.content.decode()


def secret_of(sandbox, name):
    """The id of this person as an attendee of the soldering meeting."""
    return sandbox.workshop(SOLDERING).attendee_ids[f"{name}@example.org"]


def test_a_join_without_a_meeting_reads_the_workshop_at_once(ada, sandbox):
    sandbox.change(SOLDERING, join_shape="detail")

    answer = enter(ada, SOLDERING)

    assert answer.status_code == 200
    assert json.loads(answer.content)["attendee"]["ExternalUserId"] == "Ada Okafor_8528"
    assert calls_made(sandbox)[-2:] == ["join", "detail"]


def test_it_is_found_out_whether_upstream_sends_a_whole_meeting(ada, sandbox):
    enter(ada, SOLDERING)
    complete = findings.found("meeting", "demo")
    sandbox.change(READING, join_shape="detail")
    enter(ada, READING)

    assert (complete, findings.found("meeting", "demo")) == ("complete", "incomplete")


def test_the_log_names_the_keys_of_a_meeting_that_is_no_use_and_no_value(ada, sandbox, log):
    enter(ada, READING)

    assert "for want of MeetingId, AudioHostUrl, SignalingUrl, AttendeeId, JoinToken" in log.text
    assert "attendeeprofiledtos, capacity, chatenabled" in log.text
    assert "Okafor" not in log.text


@pytest.mark.parametrize("shape", ["missing", "empty"])
def test_a_join_without_any_meeting_is_explained(ada, sandbox, shape):
    sandbox.change(READING, join_shape=shape)

    answer = enter(ada, READING)

    words = Page.of(answer).words
    assert answer.status_code == 409
    assert NO_ROOM in words
    assert "You’re registered" not in words
    assert (sandbox.calls("join"), sandbox.calls("detail")) == (1, 1)


@pytest.mark.parametrize(
    ("name", "workshop", "headline"),
    [
        ("ben", 11660, "This workshop is full"),
        ("ben", 11661, "Your ticket doesn’t include this workshop"),
        ("noor", SOLDERING, "You don’t have a ticket for this event"),
        ("ben", 11668, "It’s too late to join"),
        ("ben", 11659, "This workshop isn’t open yet"),
        ("ben", 11663, "This workshop is over"),
    ],
)
def test_the_room_refuses_for_the_same_reasons_as_joining(sandbox, name, workshop, headline):
    answer = enter(visitor(sandbox, name), workshop)

    page = Page.of(answer)
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "text/html; charset=utf-8")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert headline in page.words
    assert page.count("html") == 0
    assert calls_made(sandbox)[-1] == "join"


def test_the_script_gets_the_sign_in_page_if_the_sign_in_has_expired(ada, sandbox):
    ada.get(room_of(SOLDERING))
    sandbox.expire("ada")

    answer = enter(ada, SOLDERING)

    assert answer.status_code == 401
    assert json.loads(answer.content)["sign_in"].startswith("/e/demo/sign-in/")
    assert ada.get(room_of(SOLDERING)).status_code == 303


def test_the_meeting_is_not_available_by_get(ada, sandbox):
    assert ada.get(f"{room_of(SOLDERING)}join/").status_code == 405
    assert sandbox.calls("join") == 0


def test_who_asks_again_at_once_is_told_to_wait_and_only_then_makes_another_call(ada, sandbox):
    enter(ada, SOLDERING)

    again = enter(ada, SOLDERING)

    assert (again.status_code, again.headers["Retry-After"]) == (202, "2")
    assert sandbox.calls("join") == 1


def test_a_refusal_asks_for_no_second_try(sandbox):
    assert "Retry-After" not in enter(visitor(sandbox, "ben"), 11660).headers


def test_whoever_has_left_comes_back_without_a_wait(ada, sandbox):
    enter(ada, SOLDERING)
    at_once = enter(ada, SOLDERING).status_code
    ada.post(f"{room_of(SOLDERING)}leave/")

    back = enter(ada, SOLDERING).status_code
    ada.post(f"{room_of(SOLDERING)}leave/")
    once_more = enter(ada, SOLDERING).status_code

    # Each join may cost one of the meeting's places for good.
    assert (at_once, back, once_more) == (202, 200, 202)
    assert sandbox.calls("join") == 2
