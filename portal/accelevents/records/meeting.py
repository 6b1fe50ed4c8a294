"""
The answer to a join, brought into AWS's own shape.

Upstream documents that `meeting` and `attendee` are there, not how they look: objects or JSON
text, wrapped or bare, in any spelling. What leaves here has AWS's names, known keys only, and
bounded lengths. https://developer.accelevents.com/reference/join-session
"""

from dataclasses import dataclass, field
from typing import Any, Self

from portal.accelevents import parsing

MAX_PEOPLE = 1000
MAX_TOKEN_CHARS = 4096
_URL_FIELDS = (
    "AudioHostUrl", "AudioFallbackUrl", "SignalingUrl", "TurnControlUrl",
    "ScreenDataUrl", "ScreenViewingUrl", "ScreenSharingUrl", "EventIngestionUrl",
)  # fmt: skip
_FEATURES = {
    "Audio": "EchoReduction",
    "Video": "MaxResolution",
    "Content": "MaxResolution",
    "Attendee": "MaxCount",
}
_REQUIRED_URL_FIELDS = ("AudioHostUrl", "SignalingUrl", "TurnControlUrl")
_REQUIRED_ATTENDEE_FIELDS = ("AttendeeId", "ExternalUserId", "JoinToken")


@dataclass(frozen=True, slots=True)
class MeetingJoin:
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
        answer = _any_case(parsing.as_dict(body))
        meeting, attendee = _meeting(answer.get("meeting")), _attendee(answer.get("attendee"))
        if not _is_usable(meeting, attendee):
            raise ValueError(f"no room in it, only {_names(answer)}")
        muted, camera_off = entry_rules(answer.get("chimeconfig"))
        return cls(
            meeting=meeting,
            attendee=attendee,
            moderator_ids=parsing.id_texts(answer.get("speakersormoderatorsuserids"), MAX_PEOPLE),
            admin_ids=parsing.id_texts(answer.get("eventadmins"), MAX_PEOPLE),
            chat_enabled=parsing.boolean(parsing.first(answer, "chatenabled", "enablechat")),
            mutes_on_entry=muted,
            camera_off_on_entry=camera_off,
        )


def entry_rules(config: Any) -> tuple[bool, bool]:
    """(muted on entry, camera off on entry) of a session's `chimeConfig`."""
    rules = _any_case(parsing.as_dict(config))
    muted = parsing.boolean(rules.get("muteattendeesonentry"))
    return muted, parsing.boolean(rules.get("disableattendeescameraonentry"))


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
        found = _any_case(parsing.as_dict(value))
        if wrapper not in found:
            return found
        value = found[wrapper]
    return {}


def _meeting(value: Any) -> dict[str, Any]:
    found = _unwrapped(value, "meeting")
    placement = _any_case(parsing.as_dict(found.get("mediaplacement")))
    places = {name: _address(placement, found, name) for name in _URL_FIELDS}
    meeting = {
        "MeetingId": parsing.token(found.get("meetingid")),
        "ExternalMeetingId": parsing.text(found.get("externalmeetingid")),
        "MediaRegion": parsing.token(found.get("mediaregion"), 64),
        "MediaPlacement": _without_empty(places),
        "MeetingFeatures": _features(found.get("meetingfeatures")),
    }
    return _without_empty(meeting)


def _address(placement: dict[str, Any], meeting: dict[str, Any], name: str) -> str:
    """A media address from where AWS puts it, else from directly under the meeting."""
    inside = parsing.token(placement.get(name.lower()), parsing.MAX_URL_CHARS)
    return inside or parsing.token(meeting.get(name.lower()), parsing.MAX_URL_CHARS)


def _features(value: Any) -> dict[str, dict[str, Any]]:
    found = _any_case(parsing.as_dict(value))
    features = {}
    for feature, name in _FEATURES.items():
        said = _any_case(parsing.as_dict(found.get(feature.lower()))).get(name.lower())
        features[feature] = _without_empty(
            {name: parsing.positive_int(said) if name == "MaxCount" else parsing.token(said, 40)}
        )
    return _without_empty(features)


def _attendee(value: Any) -> dict[str, Any]:
    found = _unwrapped(value, "attendee")
    attendee = {
        "AttendeeId": parsing.token(found.get("attendeeid")),
        "ExternalUserId": parsing.text(found.get("externaluserid")),
        "JoinToken": parsing.token(found.get("jointoken"), MAX_TOKEN_CHARS),
    }
    return _without_empty(attendee)


def _without_empty(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value}


def _is_usable(meeting: dict[str, Any], attendee: dict[str, Any]) -> bool:
    places = meeting.get("MediaPlacement", {})
    return (
        "MeetingId" in meeting
        and all(name in places for name in _REQUIRED_URL_FIELDS)
        and all(name in attendee for name in _REQUIRED_ATTENDEE_FIELDS)
    )


def _names(answer: dict[str, Any]) -> str:
    """The keys of an answer and of its meeting and attendee, for the log: names, never values."""
    keys = sorted(answer)[:40]
    for wrapper in ("meeting", "attendee"):
        keys += [
            f"{wrapper}.{key}" for key in sorted(_unwrapped(answer.get(wrapper), wrapper))[:20]
        ]
    return ", ".join(parsing.token(key, 60) or "?" for key in keys) or "nothing"
