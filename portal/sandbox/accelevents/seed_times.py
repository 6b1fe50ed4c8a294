"""
The times of a workshop in event.json.

The file gives the start in one of three ways, and the length as `lasts`, in minutes:
    {"in": -12}                         minutes from the sandbox's start
    {"day": 1, "at": "23:15"}           days from the start's day in the event's zone
    {"clock_change": "02:30"}           on the day when the zone's clocks next change
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.sandbox.accelevents.clock import FORMAT, next_clock_change


def seed_times(
    when: dict[str, Any] | None, lasts: int | None, zone: ZoneInfo, now: datetime
) -> dict[str, str]:
    """
    {"starts", "ends"} as upstream writes them; without "ends" or without both where unknown.

    The end is written as an organizer types it: `lasts` minutes later on the wall clock, which
    is not the same as real time on the day when the clocks change.
    """
    if when is None:
        return {}
    starts = _start(when, zone, now)
    if lasts is None:
        return {"starts": starts.strftime(FORMAT)}
    ends = starts + timedelta(minutes=lasts)
    return {"starts": starts.strftime(FORMAT), "ends": ends.strftime(FORMAT)}


def _start(when: dict[str, Any], zone: ZoneInfo, now: datetime) -> datetime:
    """The start as a wall clock of the zone, naive."""
    today = now.astimezone(zone).date()
    if "in" in when:
        return (now + timedelta(minutes=when["in"])).astimezone(zone).replace(tzinfo=None)
    if "clock_change" in when:
        return _on_day(next_clock_change(today, zone), when["clock_change"])
    return _on_day(today + timedelta(days=when["day"]), when["at"])


def _on_day(day: date, text: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(text))
