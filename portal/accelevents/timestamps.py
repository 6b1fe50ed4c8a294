"""
Upstream's times, turned into UTC; nothing else parses them.

The documentation shows wall clocks in the event's zone. ISO text and epoch numbers are read too,
in case upstream sends those: with an offset they are instants, without one wall clocks.

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
    r"(\d{4})/(\d{1,2})/(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?", re.ASCII
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}[\d:.Z+-]*", re.ASCII)
_YEARS = range(2000, 2201)  # a number outside them is no time, and 1970 means "not set"
_MIN_MILLISECONDS = 10**11


def parse_time(value: Any, zone: ZoneInfo, fold: int = 0) -> datetime | None:
    """
    A time of upstream as an aware datetime in UTC, in whole seconds; None if it cannot be read.

    '2026/03/01 09:00' and '2026-03-01T09:00:00' are wall clocks in `zone`; with 'Z' or '+01:00'
    behind them they are instants, as are epoch milliseconds, and epoch seconds below 10^11.
    """
    number = parsing.integer(value)
    try:
        moment = _from_text(value, zone, fold) if number is None else _from_epoch(number)
        utc = moment.astimezone(UTC)
    except (ValueError, OverflowError):  # 30 February; a year beyond the calendar
        return None
    return utc.replace(microsecond=0) if utc.year in _YEARS else None


def form_of(value: Any) -> str:
    """How upstream writes a time: "text" with slashes, "iso", "epoch"; "" if it is no time."""
    if parse_time(value, ZoneInfo("UTC")) is None:
        return ""
    if parsing.integer(value) is not None:
        return "epoch"
    return "text" if "/" in value else "iso"


def _from_epoch(number: int) -> datetime:
    """ValueError or OverflowError for a number beyond the calendar."""
    return datetime.fromtimestamp(number / (1000 if number >= _MIN_MILLISECONDS else 1), UTC)


def _from_text(value: Any, zone: ZoneInfo, fold: int) -> datetime:
    """ValueError for anything but a wall clock or ISO text."""
    text = parsing.text(value, 40)
    if matched := _WALL_CLOCK.fullmatch(text):
        year, month, day, hour, minute, second = map(int, matched.groups("0"))
        return datetime(year, month, day, hour, minute, second, tzinfo=zone, fold=fold)
    if not _ISO.fullmatch(text):
        raise ValueError("no time")
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone, fold=fold)


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
