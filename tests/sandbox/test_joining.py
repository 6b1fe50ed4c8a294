"""The join: the meeting and this person's place in it, in every shape upstream may send."""

import json

import pytest

from portal.sandbox.accelevents.fake import Sandbox
from portal.sandbox.chime.join_tokens import read
from tests.sandbox.conftest import question

PLACEMENT = {
    "AudioHostUrl", "AudioFallbackUrl", "SignalingUrl", "TurnControlUrl", "ScreenDataUrl",
    "ScreenViewingUrl", "ScreenSharingUrl", "EventIngestionUrl",
}  # fmt: skip


def test_a_join_answers_with_a_meeting_and_a_place_in_it(join):
    body = join("ben", 11655).body
    meeting, place = body["meeting"]["Meeting"], body["attendee"]["Attendee"]

    assert meeting["ExternalMeetingId"] == "11655"
    assert set(meeting["MediaPlacement"]) == PLACEMENT
    assert meeting["MediaPlacement"]["SignalingUrl"].endswith(
        f".chime.aws/control/{meeting['MeetingId']}"
    )
    assert set(place) == {"ExternalUserId", "AttendeeId", "JoinToken"}
    assert place["ExternalUserId"] == "8529"


def test_a_join_tells_who_moderates_and_who_is_of_the_team(join):
    body = join("ben", 11655).body

    assert (body["speakersOrModeratorsUserIds"], body["eventAdmins"]) == ([8544], [101])
    assert body["currentUserRegisteredEventTicketId"] == [57941]


def test_a_join_takes_a_seat_by_itself(sandbox, join):
    join("ben", 11655)

    assert "ben@example.org" in sandbox.workshop(11655).seats


def place_id(body):
    return body["attendee"]["Attendee"]["AttendeeId"]


def test_a_repeated_join_gives_the_same_place_in_the_same_meeting(join):
    first, again, other = join("ben", 11655).body, join("ben", 11655).body, join("ada", 11655).body

    assert place_id(first) == place_id(again)
    assert place_id(first) != place_id(other)
    assert first["meeting"] == other["meeting"]


def read_as_text(body):
    return json.loads(body["meeting"])["Meeting"]["MeetingId"]


@pytest.mark.parametrize(
    ("shape", "meeting_id"),
    [
        ("wrapped", lambda body: body["meeting"]["Meeting"]["MeetingId"]),
        ("bare", lambda body: body["meeting"]["MeetingId"]),
        ("text", read_as_text),
        ("text_twice", lambda body: read_as_text({"meeting": json.loads(body["meeting"])})),
        ("lower", lambda body: body["meeting"]["meeting"]["meetingId"]),
        ("flat", lambda body: body["meeting"]["SignalingUrl"] and body["meeting"]["MeetingId"]),
    ],
)
def test_the_meeting_comes_in_every_shape(sandbox, join, shape, meeting_id):
    sandbox.change(11655, join_shape=shape)

    assert meeting_id(join("ben", 11655).body) == sandbox.workshop(11655).meeting_id


def test_a_join_may_come_without_a_meeting(join):
    assert join("ben", 11680).body["meeting"] is None


def test_a_join_may_come_without_a_body(sandbox, join):
    sandbox.change(11655, join_shape="empty")

    assert (join("ben", 11655).status, join("ben", 11655).body) == (200, "")


def test_a_workshop_on_site_has_no_meeting(join):
    assert join("ben", 11667).body["meeting"] is None


def test_the_meeting_may_be_told_by_the_detail_alone(sandbox, join, ask):
    sandbox.change(11655, join_shape="detail")
    before = ask("GET", "/rest/events/demo/session/v2/11655", "ben").body

    joined = join("ben", 11655).body
    after = ask("GET", "/rest/events/demo/session/v2/11655", "ben").body

    assert joined["meeting"] is None
    assert "meeting" not in before
    assert after["meeting"]["Meeting"]["MeetingId"] == sandbox.workshop(11655).meeting_id


@pytest.mark.parametrize(
    ("who", "workshop", "said"),
    [
        ("ben", 11658, (407, "4072002", "The time limit for accessing this session is expired")),
        ("ben", 11663, (407, "4072002", "The time limit for accessing this session is expired")),
        ("ben", 11660, (406, "406", "Max user registration capacity reached")),
        ("omar", 11655, (406, "406", "Your ticket does not permit access to this session")),
        ("ben", 99, (404, "404800", "Session not found!")),
    ],
)
def test_a_join_is_refused_as_a_seat_is(join, who, workshop, said):
    assert join(who, workshop).said == said


def test_with_media_the_meeting_is_there_and_the_token_opens_it():
    with Sandbox(media_url="ws://127.0.0.1:9", media_secret="s3cret") as sandbox:
        body = question(sandbox, "PUT", "/rest/events/demo/session/11655", "ben").body

    meeting, place = body["meeting"]["Meeting"], body["attendee"]["Attendee"]
    seat = read("s3cret", place["JoinToken"])
    told = meeting["MediaPlacement"]

    assert told["SignalingUrl"] == f"ws://127.0.0.1:9/control/{meeting['MeetingId']}"
    assert told["TurnControlUrl"] == "http://127.0.0.1:9/v2/turn_sessions"
    assert told["AudioHostUrl"] == "127.0.0.1:3478"
    assert (seat.meeting_id, seat.attendee_id) == (meeting["MeetingId"], place["AttendeeId"])
    assert seat.external_user_id == "8529"
