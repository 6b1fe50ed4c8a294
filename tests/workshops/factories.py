"""Workshops, labels, speakers and viewers, with default values for a test to change."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.accelevents.records import Label, Speaker, Workshop
from workshops.schedule import Viewer

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)  # 13:00 in Berlin
EARLY = timedelta(minutes=2)
BERLIN = ZoneInfo("Europe/Berlin")


def after_noon(minutes: float) -> datetime:
    """The time this many minutes after noon UTC; negative minutes are before it."""
    return NOON + timedelta(minutes=minutes)


def workshop(number: int = 1, begins: float = -10, lasts: float = 60, **changes: Any) -> Workshop:
    """A public online workshop, by default under way at noon.

    `begins` is in minutes after noon, `lasts` in minutes.
    """
    plain: dict[str, Any] = {
        "title": f"Workshop {number}",
        "description": "",
        "starts": after_noon(begins),
        "ends": after_noon(begins + lasts),
        "location": "",
        "speakers": (),
        "tracks": (),
        "tags": (),
        "capacity": None,
        "seats_taken": None,
        "visibility": "PUBLIC",
        "status": "VISIBLE",
        "is_hidden": False,
        "is_recorded": False,
        "is_in_person": False,
        "late_minutes": None,
        "ticket_types": (),
        "mutes_on_entry": False,
        "camera_off_on_entry": False,
        "ticket_ids": (),
    }
    return Workshop(id=number, **plain | changes)


def label(name: str, number: str = "") -> Label:
    """A track or a tag; its id is its name if none is given."""
    return Label(number or name, name, "")


def speaker(name: str, number: str = "7", user_id: str = "") -> Speaker:
    """A speaker; an empty `user_id` means that upstream does not name their user."""
    return Speaker(number, user_id, name, "", "", "", is_moderator=False)


def viewer(*registered: Workshop, limit: int | None = None, **changes: Any) -> Viewer:
    """An attendee who views the list at noon and is registered for these workshops."""
    ids = frozenset(w.id for w in registered)
    return Viewer(ids, registered, limit, NOON, EARLY, BERLIN, **changes)
