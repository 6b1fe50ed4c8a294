"""One workshop, read from a session of upstream's."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from portal.accelevents import parsing, timestamps
from portal.accelevents.records.labels import Label, Speaker
from portal.accelevents.records.meeting import entry_rules

UNTITLED = "Untitled session"
MAX_DESCRIPTION_CHARS = 65_024


@dataclass(frozen=True, slots=True)
class Workshop:
    """
    One workshop as one attendee sees it.

    Times are aware UTC, None if upstream's cannot be read; without both it is never live.
    `description` is the organiser's raw HTML: sanitise it. `capacity` None: no limit known.
    `seats_taken` and `late_minutes` None: not told. `status` "" if not told. `is_public` only if
    upstream says PUBLIC. `ticket_ids` is personal: not empty means the asking attendee is in.
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
    is_public: bool
    status: str
    is_hidden: bool
    is_recorded: bool
    is_in_person: bool
    late_minutes: int | None
    mutes_on_entry: bool
    camera_off_on_entry: bool
    ticket_ids: tuple[str, ...]

    @classmethod
    def from_json(cls, body: Any, zone: ZoneInfo) -> Self:
        """ValueError without a sessionId; anything else that cannot be read costs that field."""
        found = parsing.as_dict(body)
        number = parsing.positive_int(found.get("sessionId"))
        if number is None:
            raise ValueError("a session without a sessionId")
        return cls(id=number, **_words(found), **_when(found, zone), **_rules(found))

    @property
    def is_registered(self) -> bool:
        """Whether the attendee who asked is registered."""
        return bool(self.ticket_ids)

    def shared(self) -> "Workshop":
        """The same without what is personal, fit for everybody's list."""
        return replace(self, ticket_ids=())


def is_workshop(body: Any) -> bool:
    """Whether a session says it is a workshop, or says nothing: only workshops were asked for."""
    return parsing.enum_word(parsing.as_dict(body).get("format")) in ("WORKSHOP", "")


def _words(found: dict[str, Any]) -> dict[str, Any]:
    """What there is to read: title, description, place, people and labels."""
    return {
        "title": parsing.text(found.get("title")) or UNTITLED,
        "description": parsing.text(found.get("description"), MAX_DESCRIPTION_CHARS),
        "location": _location(found.get("location")),
        "speakers": parsing.map_valid(found.get("speakerList"), Speaker.from_json, 100),
        "tracks": parsing.map_valid(found.get("tracks"), Label.from_json, 50),
        "tags": parsing.map_valid(found.get("tags"), Label.from_json, 50),
    }


def _when(found: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    starts, ends = timestamps.span(
        parsing.first(found, "startTime", "startDate"),
        parsing.first(found, "endTime", "endDate"),
        zone,
    )
    return {"starts": starts, "ends": ends}


def _rules(found: dict[str, Any]) -> dict[str, Any]:
    """Who gets in, how many, and how."""
    stats = parsing.as_dict(found.get("sessionStats"))
    status = parsing.enum_word(found.get("status"))
    seats_taken = parsing.integer(stats.get("registeredUserCount"))
    muted, camera_off = entry_rules(found.get("chimeConfig"))
    return {
        "capacity": parsing.positive_int(found.get("capacity")),
        "seats_taken": seats_taken if seats_taken is None else max(seats_taken, 0),
        "is_public": parsing.enum_word(found.get("sessionVisibilityType")) == "PUBLIC",
        "status": status,
        "is_hidden": status == "HIDDEN" or parsing.boolean(found.get("hideSessionFromAttendees")),
        "is_recorded": parsing.boolean(found.get("recordSession")),
        "is_in_person": parsing.enum_word(found.get("sessionTypeFormat")) == "IN_PERSON",
        "late_minutes": parsing.positive_int(found.get("allowedMinutesToJoinLate")),
        "mutes_on_entry": muted,
        "camera_off_on_entry": camera_off,
        "ticket_ids": parsing.id_texts(found.get("currentUserRegisteredEventTicketId"), 50),
    }


def _location(value: Any) -> str:
    """A place is text, or an object with a name."""
    return parsing.text(parsing.as_dict(value).get("name") or value)
