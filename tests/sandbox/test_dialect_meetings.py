"""What the dialects of a meeting change in a join."""

import json

import pytest


@pytest.fixture
def speak(sandbox):
    """speak(*names): the dialects that the stand-in answers in."""
    return sandbox.speak


def meeting_and_attendee(reply):
    """Both parts of a join's answer, read once from their JSON text."""
    return json.loads(reply.body["meeting"]), json.loads(reply.body["attendee"])


def test_the_meeting_comes_in_wrapped_objects(join, speak):
    speak("meeting_objects")

    body = join("ada", 11655).body

    assert body["meeting"]["Meeting"]["MediaPlacement"]["SignalingUrl"].startswith("wss://")
    assert set(body["attendee"]["Attendee"]) == {"ExternalUserId", "AttendeeId", "JoinToken"}


def test_the_meeting_has_only_what_it_needs(join, speak):
    speak("meeting_minimal")

    reply = join("ada", 11655)
    meeting, attendee = meeting_and_attendee(reply)

    assert set(reply.body) == {"meeting", "attendee"}
    assert set(meeting) == {"MeetingId", "MediaPlacement"}
    assert set(meeting["MediaPlacement"]) == {"AudioHostUrl", "SignalingUrl"}
    assert set(attendee) == {"AttendeeId", "JoinToken"}


def test_an_attendee_of_the_meeting_has_no_external_id(join, speak):
    speak("no_external_ids")

    meeting, attendee = meeting_and_attendee(join("ada", 11655))

    assert "ExternalUserId" not in attendee
    assert attendee["JoinToken"]
    assert len(meeting["MediaPlacement"]) > 2


@pytest.mark.parametrize("shape", ["missing", "empty"])
@pytest.mark.parametrize("name", ["meeting_objects", "meeting_minimal", "no_external_ids"])
def test_a_join_without_a_meeting_has_none_in_any_dialect(join, sandbox, speak, name, shape):
    sandbox.change(11655, join_shape=shape)
    speak(name)

    reply = join("ada", 11655)

    assert reply.status == 200
    assert not reply.body or (reply.body["meeting"], reply.body["attendee"]) == (None, None)
