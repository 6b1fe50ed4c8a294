"""
The answer to a join, brought into AWS's own shape.

Upstream documents that `meeting` and `attendee` are there, not how they look: objects or JSON
text, wrapped or bare, in any spelling. The result has AWS's names, known keys only, and texts of
limited length. https://developer.accelevents.com/reference/join-session
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
        """ValueError if a needed part is missing; it lists the keys of the body but no value."""
        fields = _lowercase_keys(parsing.as_dict(body))
        meeting, attendee = _meeting(fields.get("meeting")), _attendee(fields.get("attendee"))
        if not _is_usable(meeting, attendee):
            raise ValueError(f"no room in it, only {_key_names(fields)}")
        is_muted, is_camera_off = entry_rules(fields.get("chimeconfig"))
        return cls(
            meeting=meeting,
            attendee=attendee,
            moderator_ids=parsing.id_texts(fields.get("speakersormoderatorsuserids"), MAX_PEOPLE),
            admin_ids=parsing.id_texts(fields.get("eventadmins"), MAX_PEOPLE),
            chat_enabled=parsing.boolean(
                parsing.first_present(fields, "chatenabled", "enablechat")
            ),
            mutes_on_entry=is_muted,
            camera_off_on_entry=is_camera_off,
        )


def entry_rules(config: Any) -> tuple[bool, bool]:
    """(muted on entry, camera off on entry) of a session's `chimeConfig`."""
    rules = _lowercase_keys(parsing.as_dict(config))
    is_muted = parsing.boolean(rules.get("muteattendeesonentry"))
    return is_muted, parsing.boolean(rules.get("disableattendeescameraonentry"))


def _lowercase_keys(fields: dict[str, Any]) -> dict[str, Any]:
    """The same with lower-case keys; of two spellings of a key, the first with a value counts."""
    lowered: dict[str, Any] = {}
    for key, value in fields.items():
        if lowered.get(key.lower()) in (None, ""):
            lowered[key.lower()] = value
    return lowered


def _unwrap(value: Any, wrapper: str) -> dict[str, Any]:
    """The object inside `{"Meeting": …}`, which may itself be text or wrapped, thrice at most."""
    for _ in range(3):
        fields = _lowercase_keys(parsing.as_dict(value))
        if wrapper not in fields:
            return fields
        value = fields[wrapper]
    return {}


def _meeting(value: Any) -> dict[str, Any]:
    fields = _unwrap(value, "meeting")
    placement = _lowercase_keys(parsing.as_dict(fields.get("mediaplacement")))
    urls = {name: _media_url(placement, fields, name) for name in _URL_FIELDS}
    meeting = {
        "MeetingId": parsing.token(fields.get("meetingid")),
        "ExternalMeetingId": parsing.text(fields.get("externalmeetingid")),
        "MediaRegion": parsing.token(fields.get("mediaregion"), 64),
        "MediaPlacement": _without_empty(urls),
        "MeetingFeatures": _features(fields.get("meetingfeatures")),
    }
    return _without_empty(meeting)


def _media_url(placement: dict[str, Any], meeting: dict[str, Any], name: str) -> str:
    """A media address from where AWS puts it, else from directly under the meeting."""
    inside = parsing.token(placement.get(name.lower()), parsing.MAX_URL_CHARS)
    return inside or parsing.token(meeting.get(name.lower()), parsing.MAX_URL_CHARS)


def _features(value: Any) -> dict[str, dict[str, Any]]:
    fields = _lowercase_keys(parsing.as_dict(value))
    features = {}
    for feature, name in _FEATURES.items():
        options = _lowercase_keys(parsing.as_dict(fields.get(feature.lower())))
        option = options.get(name.lower())
        is_count = name == "MaxCount"
        read = parsing.positive_int(option) if is_count else parsing.token(option, 40)
        features[feature] = _without_empty({name: read})
    return _without_empty(features)


def _attendee(value: Any) -> dict[str, Any]:
    fields = _unwrap(value, "attendee")
    attendee = {
        "AttendeeId": parsing.token(fields.get("attendeeid")),
        "ExternalUserId": parsing.text(fields.get("externaluserid")),
        "JoinToken": parsing.token(fields.get("jointoken"), MAX_TOKEN_CHARS),
    }
    return _without_empty(attendee)


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _is_usable(meeting: dict[str, Any], attendee: dict[str, Any]) -> bool:
    urls = meeting.get("MediaPlacement", {})
    return (
        "MeetingId" in meeting
        and all(name in urls for name in _REQUIRED_URL_FIELDS)
        and all(name in attendee for name in _REQUIRED_ATTENDEE_FIELDS)
    )


def _key_names(fields: dict[str, Any]) -> str:
    """The keys of an answer and of its meeting and attendee, for the log: names, never values."""
    keys = sorted(fields)[:40]
    for wrapper in ("meeting", "attendee"):
        inner = sorted(_unwrap(fields.get(wrapper), wrapper))[:20]
        keys += [f"{wrapper}.{key}" for key in inner]
    return ", ".join(parsing.token(key, 60) or "?" for key in keys) or "nothing"
