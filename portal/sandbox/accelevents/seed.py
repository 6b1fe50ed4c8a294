"""
From event.json to a world whose workshops surround now.

A workshop says when it is in one of three ways, and `lasts` that many minutes:
    {"in": -12}                         minutes from the sandbox's start
    {"day": 1, "at": "23:15"}           days from the start's day in the event's zone
    {"clock_change": "02:30"}           on the day when the zone's clocks next change
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from portal.sandbox.accelevents.clock import Clock, next_clock_change, written
from portal.sandbox.accelevents.state import Event, Person, Workshop, World

EVENT_FILE = Path(__file__).with_name("event.json")
_FIRST_GENERATED = 20001


def load(clock: Clock, file: Path | str | None = None) -> World:
    """A new world as the file describes it, around the clock's now."""
    told = json.loads(Path(file or EVENT_FILE).read_text(encoding="utf-8"))
    world = World(clock, key=told["key"])
    world.people = {person.email: person for person in map(_person, told["people"])}
    now = clock.now()
    world.events = {each["url"]: _event(each, now, world.people) for each in told["events"]}
    return world


def _person(told: dict[str, Any]) -> Person:
    return Person(**told)


def _event(told: dict[str, Any], now: datetime, people: dict[str, Person]) -> Event:
    zone = ZoneInfo(told["zone"])
    lay_out = partial(_workshops, told, zone, now, people)
    event = Event(told["url"], told["name"], zone, told["about"], lay_out)
    event.is_active = told.get("is_active", True)
    event.about |= {
        "startDate": written(now - timedelta(days=1), zone),
        "endDate": written(now + timedelta(days=3), zone),
        "equivalentTimeZone": told["zone"],
    }
    event.speakers = {each["speakerId"]: each for each in told.get("speakers", [])}
    event.labels = {each["id"]: each for each in told.get("labels", [])}
    return event


def _workshops(
    told: dict[str, Any], zone: ZoneInfo, now: datetime, people: dict[str, Person]
) -> dict[int, Workshop]:
    """By id; where the file says who sits there, with the ticket each of them has."""
    sessions = [*told.get("workshops", []), *_generated(told.get("generate", 0))]
    laid_out = [workshop(each, zone, now) for each in sessions]
    for each in laid_out:
        each.seats = {mail: people[mail].ticket for mail in each.seats}
    return {each.id: each for each in laid_out}


def _generated(count: int) -> list[dict[str, Any]]:
    """`count` plain workshops, an hour each, one every ten minutes from four hours ago on."""
    return [
        {
            "id": _FIRST_GENERATED + number,
            "title": f"Workshop {number + 1:03}: a table of its own",
            "description": "<p>One of very many, to see how the list bears it.</p>",
            "when": {"in": number * 10 - 240},
            "lasts": 60,
            "tracks": [731 + number % 4],
            "speakers": [5758 + number % 3],
        }
        for number in range(count)
    ]


def workshop(told: dict[str, Any], zone: ZoneInfo, now: datetime) -> Workshop:
    """One workshop of the file; without "when" it has no start, without "lasts" no end."""
    fields = dict(told)
    starts = _starts(fields.pop("when", None), zone, now)
    lasts = fields.pop("lasts", None)
    if starts and lasts is not None:
        fields["ends"] = _later(starts, lasts)
    fields["starts"] = starts and f"{starts:%Y/%m/%d %H:%M}"
    fields["description"] = _description(fields.get("description"))
    return Workshop(**fields)


def _starts(when: dict[str, Any] | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The start as a wall clock of the zone."""
    if when is None:
        return None
    today = now.astimezone(zone).date()
    if "in" in when:
        return _wall(now + timedelta(minutes=when["in"]), zone)
    if "clock_change" in when:
        return _at(next_clock_change(today, zone), when["clock_change"])
    return _at(today + timedelta(days=when["day"]), when["at"])


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _at(day: date, text: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(text))


def _later(starts: datetime, minutes: int) -> str:
    """The end as the organiser typed it: so many minutes on the wall clock, not of real time."""
    return f"{starts + timedelta(minutes=minutes):%Y/%m/%d %H:%M}"


def _description(told: Any) -> str | None:
    """Text as it stands, or {"repeat": text, "to": length} written out."""
    if isinstance(told, dict):
        text = str(told["repeat"])
        return text * (int(told["to"]) // len(text))
    return told if isinstance(told, str) else None
