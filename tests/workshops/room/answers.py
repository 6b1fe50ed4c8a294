"""The answer to a join at Amazon's hosts, for the tests of what the room makes of it."""

from portal.accelevents.records import MeetingJoin

TOKEN = "aGVsbG8tam9pbi10b2tlbg"
PLACEMENT = {
    "AudioHostUrl": "abc.k.m2.ue1.app.chime.aws:3478",
    "SignalingUrl": "wss://signal.m2.ue1.app.chime.aws/control/m-1",
}
FEATURES = {"Video": {"MaxResolution": "FHD"}, "Attendee": {"MaxCount": 250}}
# Addresses that the page does not get, at hosts that it could not reach.
ELSEWHERE = {"EventIngestionUrl": "https://spy.test/", "TurnControlUrl": "https://turn.test/"}


def joined(placement=PLACEMENT, **changes):
    """The answer to a join, with more fields than the page may get."""
    body = {
        "meeting": {
            "MeetingId": "m-1",
            "MediaRegion": "us-east-1",
            "MediaPlacement": placement | ELSEWHERE,
            "MeetingFeatures": FEATURES,
            "MeetingArn": "arn:aws:chime:secret",
        },
        "attendee": {
            "AttendeeId": "a-1",
            "ExternalUserId": "Ada Okafor_9001",
            "JoinToken": TOKEN,
            "Capabilities": {"Audio": "SendReceive"},
        },
        "apiSecret": "s3cret",
    }
    return MeetingJoin.from_json(body | changes)
