"""The meeting of a join, in any of the shapes upstream may give it, comes out in AWS's."""

import json

import pytest

from portal.accelevents.records import MeetingJoin
from tests.accelevents.replies import recorded

JOIN = recorded("join")
MEETING = JOIN["meeting"]["Meeting"]
ATTENDEE = JOIN["attendee"]["Attendee"]
PLACES = MEETING["MediaPlacement"]


def lowered(found):
    return {key.lower(): value for key, value in found.items()}


def joined(meeting=MEETING, attendee=ATTENDEE, **fields):
    return MeetingJoin.from_json({"meeting": meeting, "attendee": attendee} | fields)


def test_the_recorded_join_is_read_and_unknown_keys_are_dropped():
    found = MeetingJoin.from_json(JOIN)

    assert found.meeting == {
        "MeetingId": "5f0f-meeting",
        "ExternalMeetingId": "11655",
        "MediaRegion": "us-east-1",
        "MediaPlacement": PLACES,
        "MeetingFeatures": {
            "Audio": {"EchoReduction": "AVAILABLE"},
            "Attendee": {"MaxCount": 250},
        },
    }
    assert found.attendee == {
        "AttendeeId": "7d3c-attendee",
        "ExternalUserId": "9001",
        "JoinToken": "N2QzYy-secret",
    }
    assert (found.moderator_ids, found.admin_ids) == (("8528", "8529"), ("101",))
    assert (found.chat_enabled, found.mutes_on_entry, found.camera_off_on_entry) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    "meeting",
    [
        {"Meeting": MEETING},
        {"meeting": {"Meeting": MEETING}},
        json.dumps(MEETING),
        json.dumps({"Meeting": MEETING}),
        json.dumps(json.dumps({"Meeting": MEETING})),
        {"Meeting": json.dumps(MEETING)},
        lowered(MEETING) | {"mediaplacement": lowered(PLACES)},
        MEETING | {"MediaPlacement": json.dumps(PLACES)},
        {**MEETING, **PLACES, "MediaPlacement": None},
        {**MEETING, **lowered(PLACES), "MediaPlacement": {}},
        {"MEETINGID": None, **MEETING},
    ],
)
def test_a_meeting_may_be_wrapped_written_or_spelled_in_any_way(meeting):
    assert joined(meeting) == joined()


@pytest.mark.parametrize(
    "attendee",
    [{"Attendee": ATTENDEE}, json.dumps({"attendee": ATTENDEE}), lowered(ATTENDEE)],
)
def test_an_attendee_too(attendee):
    assert joined(attendee=attendee) == joined()


def test_a_user_s_id_may_be_a_number():
    found = joined(attendee=ATTENDEE | {"ExternalUserId": 9001})

    assert found.attendee["ExternalUserId"] == "9001"


@pytest.mark.parametrize("name", ["AudioHostUrl", "SignalingUrl", "TurnControlUrl"])
@pytest.mark.parametrize("value", [None, "", 7, {}, "wss://x.chime.aws/" + "x" * 3000, "wss://a b"])
def test_a_meeting_without_a_needed_address_is_none(name, value):
    with pytest.raises(ValueError, match="no room in it"):
        joined(MEETING | {"MediaPlacement": PLACES | {name: value}})


@pytest.mark.parametrize("name", ["AttendeeId", "ExternalUserId", "JoinToken"])
@pytest.mark.parametrize("value", [None, "", [], True])
def test_an_attendee_without_a_needed_part_is_none(name, value):
    with pytest.raises(ValueError, match="no room in it"):
        joined(attendee=ATTENDEE | {name: value})


@pytest.mark.parametrize("token", ["x" * 4097, "two words", "line\nbreak"])
def test_a_token_is_never_shortened_or_mended(token):
    with pytest.raises(ValueError, match="no room in it"):
        joined(attendee=ATTENDEE | {"JoinToken": token})


def test_what_is_not_needed_may_be_missing():
    needed = ("AudioHostUrl", "SignalingUrl", "TurnControlUrl")
    places = {name: PLACES[name] for name in needed}

    found = joined({"MeetingId": "m", "MediaPlacement": places, "MeetingFeatures": "none"})

    assert found.meeting == {"MeetingId": "m", "MediaPlacement": places}


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"speakersOrModeratorsUserIds": [8528, "8528", 8529.0]}, ("8528", "8529")),
        ({"speakersOrModeratorsUserIds": None}, ()),
        ({"speakersOrModeratorsUserIds": [None, {}, []]}, ()),
        ({"SpeakersOrModeratorsUserIDs": [1]}, ("1",)),
    ],
)
def test_moderators_are_told_by_user_id(fields, ids):
    assert joined(**fields).moderator_ids == ids


@pytest.mark.parametrize(
    ("fields", "enabled"),
    [({"enableChat": True}, True), ({"chatEnabled": "true"}, True), ({}, False)],
)
def test_chat_has_two_spellings(fields, enabled):
    assert joined(**fields).chat_enabled is enabled
