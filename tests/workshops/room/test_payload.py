"""The payload of a meeting: what the page gets, and nothing else."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portal.attendees import Attendee, encrypt
from tests.workshops.factories import speaker, workshop
from tests.workshops.room.answers import FEATURES, PLACEMENT, TOKEN, joined
from workshops.room import media_policy, payload, presence

pytestmark = pytest.mark.usefixtures("at_amazon")
NOW, UPSTREAM_TOKEN = datetime.now(UTC), encrypt("t0ken")
ADA = Attendee("demo", "9001", "Ada", "Okafor", ("attendee",), UPSTREAM_TOKEN, NOW, "ada")


def test_the_page_gets_the_fields_that_the_meeting_needs_and_no_others():
    answer = payload.meeting_payload(joined(), ADA, workshop())

    assert answer == {
        "meeting": {
            "MeetingId": "m-1",
            "MediaRegion": "us-east-1",
            "MediaPlacement": PLACEMENT,
            "MeetingFeatures": FEATURES,
        },
        "attendee": {"AttendeeId": "a-1", "ExternalUserId": "Ada Okafor_9001", "JoinToken": TOKEN},
        "me": {
            "name": "Ada Okafor",
            "role": "",
            "moderates": False,
            "first_name": "Ada",
            "last_name": "Okafor",
            "photo": "",
        },
        "people": {},
        "title": "",
        "chat": False,
        "muted": False,
        "camera_off": False,
    }


@pytest.mark.parametrize(
    ("roles", "lists", "moderates"),
    [
        (("attendee",), {}, False),
        (("exhibitor",), {}, False),
        (("staff",), {}, True),
        (("attendee", "admin"), {}, True),
        (("attendee",), {"eventAdmins": [9001]}, True),
        (("speaker",), {"speakersOrModeratorsUserIds": [9001]}, True),
        (("speaker",), {"speakersOrModeratorsUserIds": [9002]}, False),
    ],
)
def test_admins_staff_and_speakers_of_the_workshop_moderate(roles, lists, moderates):
    answer = payload.meeting_payload(joined(**lists), replace(ADA, roles=roles), workshop())

    assert answer["me"]["moderates"] is moderates


def test_the_portrait_is_the_one_that_upstream_lists_for_this_person():
    profiles = [{"userId": 9001, "photo": "a.jpg"}, {"userId": 9002, "photo": "b.jpg"}]

    answer = payload.meeting_payload(joined(attendeeProfileDtos=profiles), ADA, workshop())

    assert answer["me"]["photo"] == "a.jpg"


def test_the_rules_of_the_meeting_come_from_the_join():
    rules = {"muteAttendeesOnEntry": True, "disableAttendeesCameraOnEntry": True}

    answer = payload.meeting_payload(joined(chatEnabled=True, chimeConfig=rules), ADA, workshop())

    assert (answer["chat"], answer["muted"], answer["camera_off"]) == (True, True, True)


def test_nobody_comes_in_with_a_camera_where_the_meeting_forbids_cameras():
    features = {"Video": {"MaxResolution": "None"}}
    meeting = {"MeetingId": "m-1", "MediaPlacement": PLACEMENT, "MeetingFeatures": features}

    answer = payload.meeting_payload(joined(meeting=meeting), ADA, workshop())

    assert (answer["camera_off"], answer["meeting"]["MeetingFeatures"]) == (True, features)


def test_speakers_have_a_name_and_a_role_if_upstream_names_their_user():
    speakers = (speaker("Zoë", user_id="1"), speaker("Bo", user_id="2"), speaker("Cy"))
    roles = {"speakersOrModeratorsUserIds": [2, 9001], "eventAdmins": [9001]}

    answer = payload.meeting_payload(joined(**roles), ADA, workshop(speakers=speakers))

    assert answer["people"] == {
        "1": {"name": "Zoë", "role": "speaker"},
        "2": {"name": "Bo", "role": "moderator"},
        "9001": {"name": "", "role": "admin"},
    }
    assert (answer["me"]["name"], answer["me"]["role"]) == ("Ada Okafor", "admin")


def test_profiles_name_people_and_the_organizers_name_of_a_speaker_comes_first():
    profiles = [
        {"userId": 1, "firstName": "Z."},
        {"userId": 7, "firstName": "Jo", "lastName": "Li", "photo": "7_portrait.jpg"},
    ]
    zoe = workshop(speakers=(speaker("Zoë", user_id="1"),))

    answer = payload.meeting_payload(joined(attendeeProfileDtos=profiles), ADA, zoe)

    assert answer["people"] == {
        "7": {"name": "Jo Li", "role": ""},
        "1": {"name": "Zoë", "role": "speaker"},
    }


@pytest.mark.parametrize(("my_id", "role"), [("9001", "admin"), ("", "admin"), ("7", "moderator")])
def test_my_role_is_that_of_my_own_id_or_else_of_the_one_in_the_meeting(my_id, role):
    roles = {"eventAdmins": ["9001"], "speakersOrModeratorsUserIds": [7]}
    me = replace(ADA, id=my_id)

    assert payload.meeting_payload(joined(**roles), me, workshop())["me"]["role"] == role


def test_a_speaker_whom_upstream_lists_as_nothing_else_is_a_speaker_to_themselves_too():
    ada = workshop(speakers=(speaker("Ada", user_id="9001"),))

    assert payload.meeting_payload(joined(), ADA, ada)["me"]["role"] == "speaker"


def test_a_meeting_of_the_five_required_parts_is_enough_for_the_page():
    meeting = {"MeetingId": "m-1", "MediaPlacement": PLACEMENT}
    place = {"AttendeeId": "a-1", "JoinToken": TOKEN}

    bare = joined(meeting=json.dumps(meeting), attendee=json.dumps(place))
    answer = payload.meeting_payload(bare, ADA, workshop())

    assert media_policy.media_problem(bare) == ""
    assert answer["meeting"] == meeting | {"MediaRegion": "", "MeetingFeatures": {}}
    assert (answer["attendee"], answer["me"]["role"]) == (place, "")


def test_the_page_before_the_join_holds_addresses_and_names_but_no_secret():
    config = payload.page_config(ADA, workshop(901, title="Ink", mutes_on_entry=True), "laptop")

    assert config == {
        "join_url": "/e/demo/w/901/room/join/",
        "breakout_url": "/e/demo/w/901/room/breakout/ROOM/join/",
        "leave_url": "/e/demo/w/901/room/leave/",
        "list_url": "/e/demo/",
        "my_name": "Ada Okafor",
        "visit": presence.name_of_visit(ADA, workshop(901)),
        "device_inside": "laptop",
        "hub_url": "https://www.accelevents.com/e/demo/portal/workshops/901",
        "event_slugs": ["demo", ""],
        "workshop_id": 901,
        "muted": True,
        "camera_off": False,
    }
