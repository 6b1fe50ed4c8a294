"""
The answer to a join, brought into AWS's own shape.

Upstream documents that `meeting` and `attendee` are there, not how they look: objects or JSON
text, wrapped or bare, in any spelling. What leaves here has AWS's names, known keys only, and
bounded lengths. https://developer.accelevents.com/reference/join-session
"""

from dataclasses import dataclass, field
from typing import Any, Self

from portal.accelevents import parsing as reading

PEOPLE_AT_MOST = 1000
TOKEN_AT_MOST = 4096
_PLACES = (
    "AudioHostUrl", "AudioFallbackUrl", "SignalingUrl", "TurnControlUrl",
    "ScreenDataUrl", "ScreenViewingUrl", "ScreenSharingUrl", "EventIngestionUrl",
)  # fmt: skip
_FEATURES = {
    "Audio": "EchoReduction",
    "Video": "MaxResolution",
    "Content": "MaxResolution",
    "Attendee": "MaxCount",
}
_NEEDED_PLACES = ("AudioHostUrl", "SignalingUrl", "TurnControlUrl")
_NEEDED_OF_ATTENDEE = ("AttendeeId", "ExternalUserId", "JoinToken")


@dataclass(frozen=True, slots=True)
class Joined:
    """
    A place in a meeting, as AWS's CreateMeeting and CreateAttendee name its parts.

    `meeting`: MeetingId, ExternalMeetingId, MediaRegion, MediaPlacement {…Url}, MeetingFeatures.
    `attendee`: AttendeeId, ExternalUserId, JoinToken, a bearer secret for one person. The two id
    lists are of users, to be compared with ExternalUserId as text.
    """

    meeting: dict[str, Any] = field(repr=False)
    attendee: dict[str, Any] = field(repr=False)
    moderator_ids: tuple[str, ...] = ()
    admin_ids: tuple[str, ...] = ()
    chat_enabled: bool = False
    mutes_on_entry: bool = False
    camera_off_on_entry: bool = False

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError, naming the keys there were but no value, if something needed is missing."""
        answer = _any_case(reading.mapping(body))
        meeting, attendee = _meeting(answer.get("meeting")), _attendee(answer.get("attendee"))
        if not _is_usable(meeting, attendee):
            raise ValueError(f"no room in it, only {_names(answer)}")
        muted, camera_off = entry_rules(answer.get("chimeconfig"))
        return cls(
            meeting=meeting,
            attendee=attendee,
            moderator_ids=reading.identities(
                answer.get("speakersormoderatorsuserids"), PEOPLE_AT_MOST
            ),
            admin_ids=reading.identities(answer.get("eventadmins"), PEOPLE_AT_MOST),
            chat_enabled=reading.truth(reading.first(answer, "chatenabled", "enablechat")),
            mutes_on_entry=muted,
            camera_off_on_entry=camera_off,
        )


def entry_rules(config: Any) -> tuple[bool, bool]:
    """(muted on entry, camera off on entry) of a session's `chimeConfig`."""
    rules = _any_case(reading.mapping(config))
    muted = reading.truth(rules.get("muteattendeesonentry"))
    return muted, reading.truth(rules.get("disableattendeescameraonentry"))


def _any_case(found: dict[str, Any]) -> dict[str, Any]:
    """The same with lower-case keys; of two spellings of one key the first that says something."""
    lowered: dict[str, Any] = {}
    for key, value in found.items():
        if lowered.get(key.lower()) in (None, ""):
            lowered[key.lower()] = value
    return lowered


def _unwrapped(value: Any, wrapper: str) -> dict[str, Any]:
    """What is inside `{"Meeting": …}`, itself perhaps text or wrapped again, thrice at most."""
    for _ in range(3):
        found = _any_case(reading.mapping(value))
        if wrapper not in found:
            return found
        value = found[wrapper]
    return {}


def _meeting(value: Any) -> dict[str, Any]:
    found = _unwrapped(value, "meeting")
    placement = _any_case(reading.mapping(found.get("mediaplacement")))
    places = {name: _address(placement, found, name) for name in _PLACES}
    meeting = {
        "MeetingId": reading.exact(found.get("meetingid")),
        "ExternalMeetingId": reading.text(found.get("externalmeetingid")),
        "MediaRegion": reading.exact(found.get("mediaregion"), 64),
        "MediaPlacement": _without_empty(places),
        "MeetingFeatures": _features(found.get("meetingfeatures")),
    }
    return _without_empty(meeting)


def _address(placement: dict[str, Any], meeting: dict[str, Any], name: str) -> str:
    """A media address from where AWS puts it, else from directly under the meeting."""
    inside = reading.exact(placement.get(name.lower()), reading.LINK_AT_MOST)
    return inside or reading.exact(meeting.get(name.lower()), reading.LINK_AT_MOST)


def _features(value: Any) -> dict[str, dict[str, Any]]:
    found = _any_case(reading.mapping(value))
    features = {}
    for feature, name in _FEATURES.items():
        said = _any_case(reading.mapping(found.get(feature.lower()))).get(name.lower())
        features[feature] = _without_empty(
            {name: reading.positive(said) if name == "MaxCount" else reading.exact(said, 40)}
        )
    return _without_empty(features)


def _attendee(value: Any) -> dict[str, Any]:
    found = _unwrapped(value, "attendee")
    attendee = {
        "AttendeeId": reading.exact(found.get("attendeeid")),
        "ExternalUserId": reading.text(found.get("externaluserid")),
        "JoinToken": reading.exact(found.get("jointoken"), TOKEN_AT_MOST),
    }
    return _without_empty(attendee)


def _without_empty(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value}


def _is_usable(meeting: dict[str, Any], attendee: dict[str, Any]) -> bool:
    places = meeting.get("MediaPlacement", {})
    return (
        "MeetingId" in meeting
        and all(name in places for name in _NEEDED_PLACES)
        and all(name in attendee for name in _NEEDED_OF_ATTENDEE)
    )


def _names(answer: dict[str, Any]) -> str:
    """The keys of an answer and of its meeting and attendee, for the log: names, never values."""
    keys = sorted(answer)[:40]
    for wrapper in ("meeting", "attendee"):
        keys += [
            f"{wrapper}.{key}" for key in sorted(_unwrapped(answer.get(wrapper), wrapper))[:20]
        ]
    return ", ".join(reading.exact(key, 60) or "?" for key in keys) or "nothing"
