"""One workshop, read from a session of upstream's."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from portal.accelevents import parsing as reading
from portal.accelevents import timestamps as times
from portal.accelevents.records.labels import Label, Speaker
from portal.accelevents.records.meeting import entry_rules

UNTITLED = "Untitled session"
DESCRIPTION_AT_MOST = 65_024


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
        found = reading.mapping(body)
        number = reading.positive(found.get("sessionId"))
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
    return reading.word(reading.mapping(body).get("format")) in ("WORKSHOP", "")


def _words(found: dict[str, Any]) -> dict[str, Any]:
    """What there is to read: title, description, place, people and labels."""
    return {
        "title": reading.text(found.get("title")) or UNTITLED,
        "description": reading.text(found.get("description"), DESCRIPTION_AT_MOST),
        "location": _location(found.get("location")),
        "speakers": reading.each(found.get("speakerList"), Speaker.from_json, 100),
        "tracks": reading.each(found.get("tracks"), Label.from_json, 50),
        "tags": reading.each(found.get("tags"), Label.from_json, 50),
    }


def _when(found: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    starts, ends = times.span(
        reading.first(found, "startTime", "startDate"),
        reading.first(found, "endTime", "endDate"),
        zone,
    )
    return {"starts": starts, "ends": ends}


def _rules(found: dict[str, Any]) -> dict[str, Any]:
    """Who gets in, how many, and how."""
    stats = reading.mapping(found.get("sessionStats"))
    status = reading.word(found.get("status"))
    seats_taken = reading.whole(stats.get("registeredUserCount"))
    muted, camera_off = entry_rules(found.get("chimeConfig"))
    return {
        "capacity": reading.positive(found.get("capacity")),
        "seats_taken": seats_taken if seats_taken is None else max(seats_taken, 0),
        "is_public": reading.word(found.get("sessionVisibilityType")) == "PUBLIC",
        "status": status,
        "is_hidden": status == "HIDDEN" or reading.truth(found.get("hideSessionFromAttendees")),
        "is_recorded": reading.truth(found.get("recordSession")),
        "is_in_person": reading.word(found.get("sessionTypeFormat")) == "IN_PERSON",
        "late_minutes": reading.positive(found.get("allowedMinutesToJoinLate")),
        "mutes_on_entry": muted,
        "camera_off_on_entry": camera_off,
        "ticket_ids": reading.identities(found.get("currentUserRegisteredEventTicketId"), 50),
    }


def _location(value: Any) -> str:
    """A place is text, or an object with a name."""
    return reading.text(reading.mapping(value).get("name") or value)
