"""
Upstream's times, wall clocks in the event's zone, turned into UTC; nothing else parses them.

Twice a year a wall clock is ambiguous. Upstream runs on Java, whose rule is followed: a time that
does not exist (spring) is moved on by the length of the gap, a time that exists twice (autumn) is
its first occurrence. Where that would end a session before it starts, the other reading of its
end, then of its start, is tried: better a workshop that opens an hour early than one that never
opens.
"""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal.accelevents import parsing

_WALL_CLOCK = re.compile(
    r"(\d{4})/(\d{1,2})/(\d{1,2}) (\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?", re.ASCII
)
_YEARS = range(1970, 2201)  # outside them, adding a few minutes could leave the calendar


def parse_time(value: Any, zone: ZoneInfo, fold: int = 0) -> datetime | None:
    """'2026/03/01 09:00' in `zone` as an aware datetime in UTC; None if it cannot be read."""
    matched = _WALL_CLOCK.fullmatch(parsing.text(value, 40))
    if matched is None or int(matched[1]) not in _YEARS:
        return None
    try:
        year, month, day, hour, minute = map(int, matched.groups())
        return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold).astimezone(UTC)
    except ValueError:
        return None


def parse_span(start: Any, end: Any, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """(start, end) in UTC; the end is None if it cannot be read or is not after the start."""
    for start_fold, end_fold in ((0, 0), (0, 1), (1, 1)):
        starts, ends = parse_time(start, zone, start_fold), parse_time(end, zone, end_fold)
        if starts is not None and ends is not None and starts < ends:
            return starts, ends
    return parse_time(start, zone), None


def parse_zone(value: Any) -> ZoneInfo | None:
    """The zone of an IANA name; None for anything else, such as a display name."""
    try:
        return ZoneInfo(parsing.token(value, 64))
    except (KeyError, ValueError, OSError):  # unknown, not a plain name, a folder of zones
        return None
