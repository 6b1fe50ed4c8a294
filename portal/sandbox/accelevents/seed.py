"""Builds the state that event.json describes, with workshops around the current time."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from portal.sandbox.accelevents.clock import Clock, format_time
from portal.sandbox.accelevents.models import Event, Person, Workshop
from portal.sandbox.accelevents.seed_times import seed_times
from portal.sandbox.accelevents.state import State

EVENT_FILE = Path(__file__).with_name("event.json")
_FIRST_GENERATED_ID = 20001


def load(clock: Clock, file: Path | str | None = None) -> State:
    """A new state as the file describes it, around the clock's current time."""
    seed = json.loads(Path(file or EVENT_FILE).read_text(encoding="utf-8"))
    state = State(clock, api_key=seed["key"])
    state.people = {entry["email"]: Person(**entry) for entry in seed["people"]}
    now = clock.now()
    state.events = {entry["url"]: _event(entry, now, state.people) for entry in seed["events"]}
    return state


def _event(seed: dict[str, Any], now: datetime, people: dict[str, Person]) -> Event:
    zone = ZoneInfo(seed["zone"])
    build_workshops = partial(_workshops, seed, zone, now, people)
    event = Event(seed["url"], seed["name"], zone, seed["details"], build_workshops)
    event.is_active = seed.get("is_active", True)
    event.details |= {
        "startDate": format_time(now - timedelta(days=1), zone),
        "endDate": format_time(now + timedelta(days=3), zone),
        "equivalentTimezone": seed["zone"],
    }
    event.speakers = {entry["speakerId"]: entry for entry in seed.get("speakers", [])}
    event.labels = {entry["id"]: entry for entry in seed.get("labels", [])}
    return event


def _workshops(
    seed: dict[str, Any], zone: ZoneInfo, now: datetime, people: dict[str, Person]
) -> dict[int, Workshop]:
    """The workshops by id; each person whom the file gives a seat holds it by their own ticket."""
    entries = [*seed.get("workshops", []), *_generated(seed.get("generate", 0))]
    workshops = [_workshop(entry, zone, now) for entry in entries]
    for workshop in workshops:
        workshop.seats = {email: people[email].ticket for email in workshop.seats}
    return {workshop.id: workshop for workshop in workshops}


def _generated(count: int) -> list[dict[str, Any]]:
    """`count` plain workshops of one hour each, one every ten minutes from four hours ago on."""
    return [
        {
            "id": _FIRST_GENERATED_ID + number,
            "title": f"Workshop {number + 1:03}: a table of its own",
            "description": "<p>One of very many, to see how the list bears it.</p>",
            "when": {"in": number * 10 - 240},
            "lasts": 60,
            "tracks": [731 + number % 4],
            "speakers": [5758 + number % 3],
        }
        for number in range(count)
    ]


def _workshop(seed: dict[str, Any], zone: ZoneInfo, now: datetime) -> Workshop:
    """One workshop of the file; it has no start without "when", and no end without "lasts"."""
    fields = dict(seed)
    times = seed_times(fields.pop("when", None), fields.pop("lasts", None), zone, now)
    fields["description"] = _description(fields.get("description"))
    return Workshop(**fields | times)


def _description(seed: Any) -> str | None:
    """The text itself, or {"repeat": text, "to": length} written out."""
    if isinstance(seed, dict):
        text = str(seed["repeat"])
        return text * (int(seed["to"]) // len(text))
    return seed if isinstance(seed, str) else None
