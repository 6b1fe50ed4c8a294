"""The meeting of a join, whatever shape upstream gives it, is brought into that of AWS."""

import json

import pytest

from portal.accelevents.records import MeetingJoin
from tests.accelevents.replies import recorded

JOIN = recorded("join")
MEETING = JOIN["meeting"]["Meeting"]
ATTENDEE = JOIN["attendee"]["Attendee"]
MEDIA_URLS = MEETING["MediaPlacement"]


def lowercase(fields):
    return {key.lower(): value for key, value in fields.items()}


def meeting_join(meeting=MEETING, attendee=ATTENDEE, **fields):
    return MeetingJoin.from_json({"meeting": meeting, "attendee": attendee} | fields)


def test_the_recorded_join_is_read_without_its_unknown_keys():
    join = MeetingJoin.from_json(JOIN)

    assert join.meeting == {
        "MeetingId": "5f0f-meeting",
        "ExternalMeetingId": "11655",
        "MediaRegion": "us-east-1",
        "MediaPlacement": MEDIA_URLS,
        "MeetingFeatures": {
            "Audio": {"EchoReduction": "AVAILABLE"},
            "Attendee": {"MaxCount": 250},
        },
    }
    assert join.attendee == {
        "AttendeeId": "7d3c-attendee",
        "ExternalUserId": "9001",
        "JoinToken": "N2QzYy-secret",
    }
    assert (join.moderator_ids, join.admin_ids) == (("8528", "8529"), ("101",))
    assert (join.chat_enabled, join.mutes_on_entry, join.camera_off_on_entry) == (
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
        lowercase(MEETING) | {"mediaplacement": lowercase(MEDIA_URLS)},
        MEETING | {"MediaPlacement": json.dumps(MEDIA_URLS)},
        {**MEETING, **MEDIA_URLS, "MediaPlacement": None},
        {**MEETING, **lowercase(MEDIA_URLS), "MediaPlacement": {}},
        {"MEETINGID": None, **MEETING},
    ],
)
def test_a_meeting_is_read_in_any_wrapper_encoding_or_spelling(meeting):
    assert meeting_join(meeting) == meeting_join()


@pytest.mark.parametrize(
    "attendee",
    [{"Attendee": ATTENDEE}, json.dumps({"attendee": ATTENDEE}), lowercase(ATTENDEE)],
)
def test_an_attendee_is_read_in_any_wrapper_encoding_or_spelling(attendee):
    assert meeting_join(attendee=attendee) == meeting_join()


def test_a_user_id_may_be_a_number():
    join = meeting_join(attendee=ATTENDEE | {"ExternalUserId": 9001})

    assert join.attendee["ExternalUserId"] == "9001"


@pytest.mark.parametrize("name", ["AudioHostUrl", "SignalingUrl", "TurnControlUrl"])
@pytest.mark.parametrize("value", [None, "", 7, {}, "wss://x.chime.aws/" + "x" * 3000, "wss://a b"])
def test_a_meeting_without_a_required_address_is_rejected(name, value):
    with pytest.raises(ValueError, match="no room in it"):
        meeting_join(MEETING | {"MediaPlacement": MEDIA_URLS | {name: value}})


@pytest.mark.parametrize("name", ["AttendeeId", "ExternalUserId", "JoinToken"])
@pytest.mark.parametrize("value", [None, "", [], True])
def test_an_attendee_without_a_required_part_is_rejected(name, value):
    with pytest.raises(ValueError, match="no room in it"):
        meeting_join(attendee=ATTENDEE | {name: value})


@pytest.mark.parametrize("token", ["x" * 4097, "two words", "line\nbreak"])
def test_a_join_token_is_never_shortened_or_repaired(token):
    with pytest.raises(ValueError, match="no room in it"):
        meeting_join(attendee=ATTENDEE | {"JoinToken": token})


def test_optional_parts_may_be_missing():
    required = ("AudioHostUrl", "SignalingUrl", "TurnControlUrl")
    urls = {name: MEDIA_URLS[name] for name in required}

    join = meeting_join({"MeetingId": "m", "MediaPlacement": urls, "MeetingFeatures": "none"})

    assert join.meeting == {"MeetingId": "m", "MediaPlacement": urls}


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"speakersOrModeratorsUserIds": [8528, "8528", 8529.0]}, ("8528", "8529")),
        ({"speakersOrModeratorsUserIds": None}, ()),
        ({"speakersOrModeratorsUserIds": [None, {}, []]}, ()),
        ({"SpeakersOrModeratorsUserIDs": [1]}, ("1",)),
    ],
)
def test_moderators_are_listed_by_user_id(fields, ids):
    assert meeting_join(**fields).moderator_ids == ids


@pytest.mark.parametrize(
    ("fields", "enabled"),
    [({"enableChat": True}, True), ({"chatEnabled": "true"}, True), ({}, False)],
)
def test_both_spellings_of_the_chat_flag_are_read(fields, enabled):
    assert meeting_join(**fields).chat_enabled is enabled
