"""One workshop, read from one of upstream's sessions."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from portal.accelevents import parsing, timestamps
from portal.accelevents.records.labels import Label, Speaker
from portal.accelevents.records.meeting import entry_rules

UNTITLED = "Untitled session"
MAX_DESCRIPTION_CHARS = 65_024
START_FIELDS, END_FIELDS = ("startTime", "startDate"), ("endTime", "endDate")
UNLISTED = {"HIDDEN", "DRAFT"}  # the first is documented; a draft is not for attendees by its name
MAX_TICKET_TYPES, MAX_TICKET_TYPE_CHARS = 12, 60


@dataclass(frozen=True, slots=True)
class Workshop:
    """
    One workshop as one attendee sees it.

    Times are aware UTC, None if upstream's cannot be read; without both, it is never live.
    `description` is the organizer's raw HTML: sanitize it. `capacity` is None if no limit is
    known, `seats_taken` and `late_minutes` are None and `status` is "" if upstream does not tell.
    `visibility` is upstream's word (PUBLIC, PRIVATE), "" if it does not tell. `ticket_types` are
    the names of the ticket types that may register; an empty one says nothing. `ticket_ids` is
    personal: if it is not empty, the attendee in whose name the call was made is registered.
    """

    id: int
    title: str
    description: str
    starts: datetime | None
    ends: datetime | None
    location: str
    speakers: tuple[Speaker, ...]
    tracks: tuple[Label, ...]
    tags: tuple[Label, ...]
    capacity: int | None
    seats_taken: int | None
    visibility: str
    status: str
    is_hidden: bool
    is_recorded: bool
    is_in_person: bool
    late_minutes: int | None
    ticket_types: tuple[str, ...]
    mutes_on_entry: bool
    camera_off_on_entry: bool
    ticket_ids: tuple[str, ...]

    @classmethod
    def from_json(cls, body: Any, zone: ZoneInfo) -> Self:
        """ValueError without a sessionId; any other unreadable value costs only its field."""
        fields = parsing.as_dict(body)
        session_id = parsing.positive_int(fields.get("sessionId"))
        if session_id is None:
            raise ValueError("a session without a sessionId")
        starts, ends = timestamps.parse_span(
            parsing.first_present(fields, *START_FIELDS),
            parsing.first_present(fields, *END_FIELDS),
            zone,
        )
        return cls(id=session_id, starts=starts, ends=ends, **_texts(fields), **_rules(fields))

    @property
    def is_public(self) -> bool:
        """Whether upstream says that everybody at the event may see it."""
        return self.visibility == "PUBLIC"

    def shared(self) -> "Workshop":
        """The same workshop without personal data, fit for everybody's list."""
        return replace(self, ticket_ids=())


def _texts(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields for people to read: title, description, place, speakers and labels."""
    return {
        "title": parsing.text(fields.get("title")) or UNTITLED,
        "description": parsing.text(fields.get("description"), MAX_DESCRIPTION_CHARS),
        "location": _location(fields.get("location")),
        "speakers": parsing.map_valid(fields.get("speakerList"), Speaker.from_json, 100),
        "tracks": parsing.map_valid(fields.get("tracks"), Label.from_json, 50),
        "tags": parsing.map_valid(fields.get("tags"), Label.from_json, 50),
    }


def _rules(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say who gets in, how many, and how."""
    stats = parsing.as_dict(fields.get("sessionStats"))
    status = parsing.enum_word(fields.get("status"))
    seats_taken = parsing.integer(stats.get("registeredUserCount"))
    is_muted, is_camera_off = entry_rules(fields.get("chimeConfig"))
    return {
        "capacity": parsing.positive_int(fields.get("capacity")),
        "seats_taken": seats_taken if seats_taken is None else max(seats_taken, 0),
        "visibility": parsing.enum_word(fields.get("sessionVisibilityType")),
        "status": status,
        "is_hidden": status in UNLISTED or parsing.boolean(fields.get("hideSessionFromAttendees")),
        "is_recorded": parsing.boolean(fields.get("recordSession")),
        "is_in_person": parsing.enum_word(fields.get("sessionTypeFormat")) == "IN_PERSON",
        "late_minutes": parsing.positive_int(fields.get("allowedMinutesToJoinLate")),
        "ticket_types": _ticket_types(fields.get("ticketTypesThatCanBeRegistered")),
        "mutes_on_entry": is_muted,
        "camera_off_on_entry": is_camera_off,
        "ticket_ids": parsing.id_texts(fields.get("currentUserRegisteredEventTicketId"), 50),
    }


def _ticket_types(value: Any) -> tuple[str, ...]:
    """The names in an array of texts or objects; an id alone names nothing to people."""
    names = parsing.map_valid(value, _ticket_type, MAX_TICKET_TYPES)
    return tuple(dict.fromkeys(names))


def _ticket_type(value: Any) -> str:
    """ValueError without a name."""
    named = parsing.first_present(parsing.as_dict(value), "ticketTypeName", "name") or value
    name = parsing.text(named, MAX_TICKET_TYPE_CHARS)
    if not name or parsing.integer(name) is not None:
        raise ValueError("a ticket type without a name")
    return name


def _location(value: Any) -> str:
    """A place: a text, or an object with a name."""
    return parsing.text(parsing.as_dict(value).get("name") or value)
