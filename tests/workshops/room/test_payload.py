"""The payload of a meeting, and the media hosts that it may name."""

from datetime import UTC, datetime

import pytest

from portal.accelevents.records import MeetingJoin
from portal.attendees import Attendee, encrypt
from tests.workshops.factories import speaker, workshop
from workshops.room import media_policy, payload

TOKEN = "aGVsbG8tam9pbi10b2tlbg"
ADA = Attendee("demo", "9001", "Ada", "Okafor", ("attendee",), encrypt("t0ken"), datetime.now(UTC))
PLACEMENT = {
    "AudioHostUrl": "abc.k.m2.ue1.app.chime.aws:3478",
    "SignalingUrl": "wss://signal.m2.ue1.app.chime.aws/control/m-1",
    "TurnControlUrl": "https://2713.cell.us-east-1.meetings.chime.aws/v2/turn_sessions",
}


@pytest.fixture(autouse=True)
def at_amazon(settings):
    """Meetings are at the hosts of Amazon, as in production."""
    settings.MEDIA_HOSTS = ("*.chime.aws",)
    settings.IS_SANDBOX = False


def joined(placement=PLACEMENT, **changes):
    """The answer to a join, with more fields than the page may get."""
    body = {
        "meeting": {
            "MeetingId": "m-1",
            "MediaRegion": "us-east-1",
            "MediaPlacement": placement | {"EventIngestionUrl": "https://spy.test/"},
            "MeetingArn": "arn:aws:chime:secret",
        },
        "attendee": {
            "AttendeeId": "a-1",
            "ExternalUserId": "9001",
            "JoinToken": TOKEN,
            "Capabilities": {"Audio": "SendReceive"},
        },
        "apiSecret": "s3cret",
    }
    return MeetingJoin.from_json(body | changes)


@pytest.mark.parametrize(
    "address",
    [
        "abc.k.m2.ue1.app.chime.aws:3478",
        "wss://signal.m2.ue1.app.chime.aws/control/m-1?x=@y",
        "https://SIGNAL.Chime.AWS",
        "a.chime.aws?x=1",
        "https://a.chime.aws:443/",
    ],
)
def test_the_hosts_of_amazon_are_media_hosts(address):
    assert media_policy.is_media_host(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "chime.aws",
        "wss://evilchime.aws/",
        "wss://chime.aws.evil.test/",
        "wss://a.chime.aws.evil.test:443/",
        "wss://a.chime.aws@evil.test/",
        "wss://a.chime.aws:443@evil.test/",
        "wss://a.chime.aws:pass@evil.test/",
        "wss://evil.test\\.chime.aws/",
        "wss://evil.test/.chime.aws",
        "wss://evil.test?.chime.aws",
        "wss://evil.test#.chime.aws",
        "wss://evil.test%2f.chime.aws/",
        "wss://evil.test\n.chime.aws/",
        "wss://a.chime.aws\n",
        "wss:/a.chime.aws/",
        "wss:evil.test/a.chime.aws",
        "//a.chime.aws/",
        "javascript://a.chime.aws/%0aalert(1)",
        "data:a.chime.aws",
        "wss://[::1].chime.aws/",
        "wss://evil。test.chime.aws/",
        "wss://٣.chime.aws/",
        "wss://a.chime.aws:999999/",
        "wss://a.chime.aws:/",
        " wss://a.chime.aws/",
    ],
)
def test_an_address_that_a_browser_could_read_as_another_host_is_no_media_host(address):
    assert not media_policy.is_media_host(address)


@pytest.mark.parametrize(
    ("allowed", "address", "expected"),
    [
        ("media.test", "wss://media.test:8443/", True),
        ("media.test", "wss://a.media.test/", False),
        ("127.0.0.1:9400", "ws://127.0.0.1:9400/", True),
        ("127.0.0.1:9400", "ws://127.0.0.1:9401/", False),
        ("127.0.0.1:9400", "ws://127.0.0.1/", False),
        ("*.media.test:8443", "wss://a.media.test:8443/", True),
        ("*.media.test:8443", "wss://a.media.test/", False),
    ],
)
def test_a_port_must_match_if_the_setting_names_one(settings, allowed, address, expected):
    settings.MEDIA_HOSTS = (allowed,)

    assert media_policy.is_media_host(address) is expected


def test_a_meeting_at_amazon_is_usable():
    assert media_policy.media_problem(joined()) == ""


@pytest.mark.parametrize("name", sorted(PLACEMENT))
def test_the_refusal_of_a_meeting_elsewhere_names_its_host(name):
    elsewhere = joined(PLACEMENT | {name: "wss://evilchime.aws/control"})

    problem = media_policy.media_problem(elsewhere)

    assert problem == f"{name} names the host 'evilchime.aws', which MEDIA_HOSTS does not"


@pytest.mark.parametrize(
    ("is_sandbox", "address", "expected"),
    [
        (False, "wss://a.chime.aws/", ""),
        (False, "ws://a.chime.aws/", "SignalingUrl is not wss"),
        (False, "https://a.chime.aws/", "SignalingUrl is not wss"),
        (False, "a.chime.aws", "SignalingUrl is not wss"),
        (True, "ws://a.chime.aws/", ""),
    ],
)
def test_the_signaling_connection_is_encrypted_except_in_the_demo(
    settings, is_sandbox, address, expected
):
    settings.IS_SANDBOX = is_sandbox

    assert media_policy.media_problem(joined(PLACEMENT | {"SignalingUrl": address})) == expected


def test_the_page_gets_the_fields_that_the_meeting_needs_and_no_others():
    answer = payload.meeting_payload(joined(), ADA, workshop())

    assert answer == {
        "meeting": {"MeetingId": "m-1", "MediaRegion": "us-east-1", "MediaPlacement": PLACEMENT},
        "attendee": {"AttendeeId": "a-1", "ExternalUserId": "9001", "JoinToken": TOKEN},
        "me": {"name": "Ada Okafor", "role": ""},
        "people": {},
        "chat": False,
        "muted": False,
        "camera_off": False,
    }


def test_the_rules_of_the_meeting_come_from_the_join():
    rules = {"muteAttendeesOnEntry": True, "disableAttendeesCameraOnEntry": True}

    answer = payload.meeting_payload(joined(chatEnabled=True, chimeConfig=rules), ADA, workshop())

    assert (answer["chat"], answer["muted"], answer["camera_off"]) == (True, True, True)


def test_speakers_have_a_name_and_a_role_if_upstream_names_their_user():
    speakers = (speaker("Zoë", user_id="1"), speaker("Bo", user_id="2"), speaker("Cy"))
    roles = {"speakersOrModeratorsUserIds": [2, 9001], "eventAdmins": [9001]}

    answer = payload.meeting_payload(joined(**roles), ADA, workshop(speakers=speakers))

    assert answer["people"] == {
        "1": {"name": "Zoë", "role": "speaker"},
        "2": {"name": "Bo", "role": "moderator"},
    }
    assert answer["me"] == {"name": "Ada Okafor", "role": "admin"}


def test_the_page_before_the_join_holds_addresses_and_names_but_no_secret():
    config = payload.page_config(ADA, workshop(901, title="Ink", mutes_on_entry=True))

    assert config == {
        "join_url": "/e/demo/w/901/room/join/",
        "leave_url": "",
        "list_url": "/e/demo/",
        "my_name": "Ada Okafor",
        "hub_url": "https://www.accelevents.com/e/demo/portal/workshops/901",
        "muted": True,
        "camera_off": False,
    }


@pytest.mark.parametrize(
    ("is_sandbox", "expected"),
    [(False, ["wss://*.chime.aws"]), (True, ["wss://*.chime.aws", "ws://*.chime.aws"])],
)
def test_the_page_may_connect_to_the_media_hosts(settings, is_sandbox, expected):
    settings.IS_SANDBOX = is_sandbox

    assert media_policy.content_policy()["connect-src"] == expected
