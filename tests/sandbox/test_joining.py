"""The join: the meeting and this person's attendee, in every shape that upstream may send."""

import json

import pytest

from portal.sandbox.accelevents import FakeAccelevents
from portal.sandbox.chime import read_join_token
from tests.sandbox.conftest import send_request

PLACEMENT = {"AudioHostUrl", "AudioFallbackUrl", "SignalingUrl", "EventIngestionUrl"}


def test_a_join_returns_a_meeting_and_an_attendee_as_json_text(join):
    body = join("ben", 11655).body
    meeting, attendee = json.loads(body["meeting"]), json.loads(body["attendee"])

    assert meeting["ExternalMeetingId"] == "11655"
    assert set(meeting["MediaPlacement"]) == PLACEMENT
    assert meeting["MediaPlacement"]["SignalingUrl"].endswith(
        f".chime.aws/control/{meeting['MeetingId']}"
    )
    assert set(attendee) == {"ExternalUserId", "AttendeeId", "JoinToken"}
    assert attendee["ExternalUserId"] == "Ben Lindqvist_8529"


def test_a_join_names_those_who_are_there_and_forgets_those_who_left(sandbox, join):
    join("ada", 11655)
    sandbox.workshop(11655).left.add("ada@example.org")
    join("sam", 11655)

    profiles = join("ben", 11655).body["attendeeProfileDtos"]

    assert [profile["firstName"] for profile in profiles] == ["Ben", "Sam"]
    assert profiles[0] == {
        "userId": 8529,
        "firstName": "Ben",
        "lastName": "Lindqvist",
        "photo": "8529_portrait.jpg",
    }


def test_a_join_names_the_moderators_and_the_team(join):
    body = join("ben", 11655).body

    assert (body["speakersOrModeratorsUserIds"], body["eventAdmins"]) == ([8544], [101])
    assert body["currentUserRegisteredEventTicketId"] == [57941]


def test_a_join_also_takes_a_seat(sandbox, join):
    join("ben", 11655)

    assert "ben@example.org" in sandbox.workshop(11655).seats


def attendee_id(body):
    return json.loads(body["attendee"])["AttendeeId"]


def test_a_repeated_join_returns_the_same_attendee_of_the_same_meeting(join):
    first, again, other = join("ben", 11655).body, join("ben", 11655).body, join("ada", 11655).body

    assert attendee_id(first) == attendee_id(again)
    assert attendee_id(first) != attendee_id(other)
    assert first["meeting"] == other["meeting"]


def id_in_text(body):
    return json.loads(body["meeting"])["MeetingId"]


@pytest.mark.parametrize(
    ("shape", "meeting_id"),
    [
        ("wrapped", lambda body: body["meeting"]["Meeting"]["MeetingId"]),
        ("bare", lambda body: body["meeting"]["MeetingId"]),
        ("text", id_in_text),
        ("wrapped_text", lambda body: json.loads(body["meeting"])["Meeting"]["MeetingId"]),
        ("text_twice", lambda body: id_in_text({"meeting": json.loads(body["meeting"])})),
        ("lower", lambda body: body["meeting"]["meeting"]["meetingId"]),
        ("flat", lambda body: body["meeting"]["SignalingUrl"] and body["meeting"]["MeetingId"]),
    ],
)
def test_the_meeting_can_have_every_shape(sandbox, join, shape, meeting_id):
    sandbox.change(11655, join_shape=shape)

    assert meeting_id(join("ben", 11655).body) == sandbox.workshop(11655).meeting_id


def test_a_join_can_return_no_meeting(join):
    assert join("ben", 11680).body["meeting"] is None


def test_a_join_can_have_no_body(sandbox, join):
    sandbox.change(11655, join_shape="empty")

    assert (join("ben", 11655).status, join("ben", 11655).body) == (200, "")


def test_a_workshop_on_site_has_no_meeting(join):
    assert join("ben", 11667).body["meeting"] is None


def test_the_meeting_can_be_in_the_detail_alone(sandbox, join, send):
    sandbox.change(11655, join_shape="detail")
    before = send("GET", "/rest/events/demo/session/v2/11655", "ben").body

    joined = join("ben", 11655).body
    after = send("GET", "/rest/events/demo/session/v2/11655", "ben").body

    assert joined["meeting"] is None
    assert "meeting" not in before
    assert after["meeting"]["Meeting"]["MeetingId"] == sandbox.workshop(11655).meeting_id


@pytest.mark.parametrize(
    ("who", "workshop", "error"),
    [
        ("ben", 11658, (407, "4072002", "The time limit for accessing this session is expired")),
        ("ben", 11663, (407, "4072002", "The time limit for accessing this session is expired")),
        ("ben", 11660, (406, "406", "Max user registration capacity reached")),
        ("omar", 11655, (406, "406", "Your ticket does not permit access to this session")),
        ("ben", 99, (404, "404800", "Session not found!")),
    ],
)
def test_a_join_is_refused_for_the_same_reasons_as_a_seat(join, who, workshop, error):
    assert join(who, workshop).error == error


def test_with_a_media_service_the_meeting_is_there_and_its_token_is_valid():
    with FakeAccelevents(media_url="ws://127.0.0.1:9", media_secret="s3cret") as sandbox:
        body = send_request(sandbox, "PUT", "/rest/events/demo/session/11655", "ben").body

    meeting, attendee = json.loads(body["meeting"]), json.loads(body["attendee"])
    claims = read_join_token("s3cret", attendee["JoinToken"])
    placement = meeting["MediaPlacement"]

    assert placement["SignalingUrl"] == f"ws://127.0.0.1:9/control/{meeting['MeetingId']}"
    assert placement["AudioHostUrl"] == "127.0.0.1:3478"
    assert (claims.meeting_id, claims.attendee_id) == (meeting["MeetingId"], attendee["AttendeeId"])
    assert claims.external_user_id == "Ben Lindqvist_8529"
    assert claims.user_id == "8529"
