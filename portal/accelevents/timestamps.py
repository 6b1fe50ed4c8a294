"""
Upstream's times, wall clocks in the event's zone, as moments in UTC; nothing else parses them.

Twice a year a wall clock is no moment. Upstream runs on Java, whose rule is followed: a time that
does not exist (spring) is moved on by the length of the gap, a time that exists twice (autumn) is
its first pass. Where that would end a session before it starts, the other reading of its end,
then of its start, is tried: better a door that opens an hour early than one that never does.
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


def moment(value: Any, zone: ZoneInfo, fold: int = 0) -> datetime | None:
    """'2026/03/01 09:00' in `zone` as a moment in UTC; None if it cannot be read."""
    matched = _WALL_CLOCK.fullmatch(parsing.text(value, 40))
    if matched is None or int(matched[1]) not in _YEARS:
        return None
    try:
        year, month, day, hour, minute = map(int, matched.groups())
        return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold).astimezone(UTC)
    except ValueError:
        return None


def span(starts: Any, ends: Any, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """(start, end) in UTC; the end is None if it cannot be read or is not after the start."""
    start = moment(starts, zone)
    for start_fold, end_fold in ((0, 0), (0, 1), (1, 1)):
        begun, ended = moment(starts, zone, start_fold), moment(ends, zone, end_fold)
        if begun is not None and ended is not None and begun < ended:
            return begun, ended
    return start, None


def zone(value: Any) -> ZoneInfo | None:
    """The zone of an IANA name; None for anything else, such as a display name."""
    try:
        return ZoneInfo(parsing.token(value, 64))
    except (KeyError, ValueError, OSError):  # unknown, not a plain name, a folder of zones
        return None
