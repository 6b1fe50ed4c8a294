"""
The answer to a join, brought into AWS's own shape.

Upstream documents that `meeting` and `attendee` are there, not how they look. The vendor's own
client reads bare objects as JSON text; plain, wrapped and in any other spelling they are read too.
The result has AWS's names, known keys only, and texts of limited length. Required is what no
browser can enter without; AWS calls every address but these two retired or optional.
https://developer.accelevents.com/reference/join-session
https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_meeting-chime_MediaPlacement.html
"""

import re
from dataclasses import dataclass, field
from typing import Any, Self

from portal.accelevents import parsing

MAX_PEOPLE = 1000
MAX_TOKEN_CHARS = 4096
MAX_MEDIA_URL_CHARS = 4096
_REQUIRED_URL_FIELDS = ("AudioHostUrl", "SignalingUrl")
_URL_FIELDS = (*_REQUIRED_URL_FIELDS, "AudioFallbackUrl", "EventIngestionUrl")
_REQUIRED_ATTENDEE_FIELDS = ("AttendeeId", "JoinToken")
_FEATURES = {
    "Audio": "EchoReduction",
    "Video": "MaxResolution",
    "Content": "MaxResolution",
    "Attendee": "MaxCount",
}
# "Ada Okafor_8528": the name may have a "_" of its own, and may be missing with it.
_EXTERNAL_USER_ID = re.compile(r"(?:.*_)?(\d{1,19})", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class MeetingJoin:
    """
    A place in a meeting, as AWS's CreateMeeting and CreateAttendee name its parts.

    `meeting`: MeetingId, MediaPlacement {AudioHostUrl, SignalingUrl}, and if they came
    ExternalMeetingId, MediaRegion, MeetingFeatures and other addresses. `attendee`: AttendeeId,
    JoinToken, a bearer secret for one person, and if it came ExternalUserId,
    "<name>_<user id>". The id lists and the keys of `names` and `photos` (uploads), the people whom
    upstream says are there, are user ids as text. `title` names a breakout room.
    """

    meeting: dict[str, Any] = field(repr=False)
    attendee: dict[str, Any] = field(repr=False)
    moderator_ids: tuple[str, ...] = ()
    admin_ids: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict, repr=False)
    photos: dict[str, str] = field(default_factory=dict, repr=False)
    title: str = ""
    chat_enabled: bool = False
    mutes_on_entry: bool = False
    camera_off_on_entry: bool = False

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError without a required part: it names that and the keys that came, no value."""
        fields = _lowercase_keys(parsing.as_dict(body))
        meeting, attendee = _meeting(fields.get("meeting")), _attendee(fields.get("attendee"))
        missing = _missing(meeting, attendee)
        if missing:
            raise ValueError(f"no room in it, for want of {missing}; there is {_key_names(fields)}")
        is_muted, is_camera_off = entry_rules(fields.get("chimeconfig"))
        return cls(
            meeting=meeting,
            attendee=attendee,
            moderator_ids=parsing.id_texts(fields.get("speakersormoderatorsuserids"), MAX_PEOPLE),
            admin_ids=parsing.id_texts(fields.get("eventadmins"), MAX_PEOPLE),
            names=_names(fields.get("attendeeprofiledtos")),
            photos=_photos(fields.get("attendeeprofiledtos")),
            title=parsing.text(fields.get("title")),
            chat_enabled=parsing.boolean(
                parsing.first_present(fields, "chatenabled", "enablechat")
            ),
            mutes_on_entry=is_muted,
            camera_off_on_entry=is_camera_off,
        )

    @property
    def user_id(self) -> str:
        """The user id in this attendee's ExternalUserId, "" if there is none."""
        found = _EXTERNAL_USER_ID.fullmatch(self.attendee.get("ExternalUserId", ""))
        return parsing.id_text(found[1]) if found else ""

    @property
    def allows_cameras(self) -> bool:
        """Whether anybody may turn a camera on in this meeting."""
        video = self.meeting.get("MeetingFeatures", {}).get("Video", {})
        return bool(video.get("MaxResolution") != "None")


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
    inside = parsing.token(placement.get(name.lower()), MAX_MEDIA_URL_CHARS)
    return inside or parsing.token(meeting.get(name.lower()), MAX_MEDIA_URL_CHARS)


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


def _names(profiles: Any) -> dict[str, str]:
    """The full names in attendeeProfileDtos by user id, without those that have none."""
    names: dict[str, str] = {}
    for profile in map(parsing.as_dict, parsing.items(profiles, MAX_PEOPLE)):
        name = parsing.join_texts((profile.get("firstName"), profile.get("lastName")))
        names.setdefault(parsing.id_text(profile.get("userId")), name)
    names.pop("", None)
    return _without_empty(names)


def _photos(profiles: Any) -> dict[str, str]:
    """The uploads of the portraits in attendeeProfileDtos by user id."""
    found = map(parsing.as_dict, parsing.items(profiles, MAX_PEOPLE))
    photos = {parsing.id_text(one.get("userId")): parsing.token(one.get("photo")) for one in found}
    return _without_empty(photos | {"": ""})


def _missing(meeting: dict[str, Any], attendee: dict[str, Any]) -> str:
    """The names of the required parts that are not there, "" if none is missing."""
    urls = meeting.get("MediaPlacement", {})
    missing = [] if "MeetingId" in meeting else ["MeetingId"]
    missing += [name for name in _REQUIRED_URL_FIELDS if name not in urls]
    missing += [name for name in _REQUIRED_ATTENDEE_FIELDS if name not in attendee]
    return ", ".join(missing)


def _key_names(fields: dict[str, Any]) -> str:
    """The keys of an answer and of the objects in it, for the log: names, never values."""
    meeting, attendee = (_unwrap(fields.get(key), key) for key in ("meeting", "attendee"))
    placement = _lowercase_keys(parsing.as_dict(meeting.get("mediaplacement")))
    keys = sorted(fields)[:40]
    for name, inner in (("meeting", meeting), ("placement", placement), ("attendee", attendee)):
        keys += [f"{name}.{key}" for key in sorted(inner)[:20]]
    return ", ".join(parsing.token(key, 60) or "?" for key in keys) or "nothing"
