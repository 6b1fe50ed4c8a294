"""The meeting of a join, whatever shape upstream gives it, is brought into that of AWS."""

import json

import pytest

from portal.accelevents.records import MeetingJoin
from tests.accelevents.replies import recorded

JOIN = recorded("join")
TEXT_JOIN = recorded("join-text")  # the vendor's own shape
REQUIRED_URLS = ("AudioHostUrl", "SignalingUrl")
MEETING = JOIN["meeting"]["Meeting"]
ATTENDEE = JOIN["attendee"]["Attendee"]
MEDIA_URLS = MEETING["MediaPlacement"]
KEPT_URLS = {
    name: MEDIA_URLS[name] for name in (*REQUIRED_URLS, "AudioFallbackUrl", "EventIngestionUrl")
}


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
        "MediaPlacement": KEPT_URLS,
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


def test_the_vendors_own_answer_is_read_bare_json_text_and_no_retired_address():
    join = MeetingJoin.from_json(TEXT_JOIN)

    assert join.meeting["MediaPlacement"] == KEPT_URLS
    assert join.attendee["ExternalUserId"] == "Ada Okafor_9001"
    assert (join.user_id, join.names) == ("9001", {"9001": "Ada Okafor", "8544": "Sam Whitfield"})


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


@pytest.mark.parametrize("name", REQUIRED_URLS)
@pytest.mark.parametrize("value", [None, "", 7, {}, "wss://x.chime.aws/" + "x" * 4079, "wss://a b"])
def test_a_meeting_without_a_required_address_is_rejected(name, value):
    with pytest.raises(ValueError, match="no room in it"):
        meeting_join(MEETING | {"MediaPlacement": MEDIA_URLS | {name: value}})


@pytest.mark.parametrize("name", ["AttendeeId", "JoinToken"])
@pytest.mark.parametrize("value", [None, "", [], True])
def test_an_attendee_without_a_required_part_is_rejected(name, value):
    with pytest.raises(ValueError, match="no room in it"):
        meeting_join(attendee=ATTENDEE | {name: value})


@pytest.mark.parametrize("token", ["x" * 4097, "two words", "line\nbreak"])
def test_a_join_token_is_never_shortened_or_repaired(token):
    with pytest.raises(ValueError, match="no room in it"):
        meeting_join(attendee=ATTENDEE | {"JoinToken": token})


def test_an_address_may_have_4096_characters():
    long = "wss://x.chime.aws/" + "x" * 4078

    join = meeting_join(MEETING | {"MediaPlacement": MEDIA_URLS | {"SignalingUrl": long}})

    assert join.meeting["MediaPlacement"]["SignalingUrl"] == long


def test_five_parts_are_enough_and_no_more_are_required():
    urls = {name: MEDIA_URLS[name] for name in REQUIRED_URLS}
    attendee = {"AttendeeId": "a", "JoinToken": "t"}

    join = meeting_join({"MeetingId": "m", "MediaPlacement": urls}, attendee)

    assert join.meeting == {"MeetingId": "m", "MediaPlacement": urls}
    assert (join.attendee, join.user_id, join.names) == (attendee, "", {})


@pytest.mark.parametrize("odd", ["none", 7, [], {"Audio": "AVAILABLE", "Video": {"Other": "HD"}}])
def test_odd_features_are_left_out(odd):
    assert "MeetingFeatures" not in meeting_join(MEETING | {"MeetingFeatures": odd}).meeting


def test_the_error_names_what_is_missing_and_the_keys_that_came_but_no_value():
    meeting = {"MeetingId": "m-1", "MediaPlacement": {"AudioHostUrl": "secret.chime.aws"}}

    with pytest.raises(ValueError, match="no room in it") as raised:
        MeetingJoin.from_json({"title": "A secret", "meeting": json.dumps(meeting)})

    assert str(raised.value) == (
        "no room in it, for want of SignalingUrl, AttendeeId, JoinToken; there is meeting, title, "
        "meeting.mediaplacement, meeting.meetingid, placement.audiohosturl"
    )


@pytest.mark.parametrize(
    ("external_user_id", "user_id"),
    [
        ("Ada Okafor_8528", "8528"),
        ("Ada_the_1st_8528", "8528"),
        ("_8528", "8528"),
        ("8528", "8528"),
        (8528, "8528"),
        ("Zoë 💥\nX_8528", "8528"),
        ("Ada Okafor", ""),
        ("Ada_Okafor", ""),
        ("Ada Okafor_8528x", ""),
        ("Ada Okafor_٣", ""),
        ("aws:MediaPipeline-5f0f7d3c-42", ""),
        (None, ""),
        ({}, ""),
    ],
)
def test_the_user_id_is_the_number_after_the_last_underscore(external_user_id, user_id):
    join = meeting_join(attendee=ATTENDEE | {"ExternalUserId": external_user_id})

    assert join.user_id == user_id


@pytest.mark.parametrize(
    ("profiles", "names"),
    [
        (None, {}),
        ("none", {}),
        ([None, 7, {}, {"firstName": "Ada"}, {"userId": 1}], {}),
        ([{"userId": 1, "firstName": "Ada"}, {"userId": "1", "firstName": "Eve"}], {"1": "Ada"}),
        ([{"userId": n, "firstName": "A"} for n in range(1, 1009)], dict.fromkeys(
            map(str, range(1, 1001)), "A"
        )),
    ],
)  # fmt: skip
def test_profiles_name_those_who_are_there_already(profiles, names):
    assert meeting_join(attendeeProfileDtos=profiles).names == names


@pytest.mark.parametrize(
    ("profiles", "photos"),
    [
        (None, {}),
        ([None, {"photo": "a.jpg"}, {"userId": 1}, {"userId": 2, "photo": {}}], {}),
        ([{"userId": 1, "photo": "a.jpg"}, {"userId": 2, "photo": "b c"}], {"1": "a.jpg"}),
    ],
)
def test_profiles_name_the_uploads_of_portraits(profiles, photos):
    assert meeting_join(attendeeProfileDtos=profiles).photos == photos


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
