"""The sandbox's clock, and times as Accelevents writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FORMAT = "%Y/%m/%d %H:%M"


class Clock:
    """The real time, or a time of its own that stands still until it is advanced."""

    def __init__(self, now: datetime | Callable[[], datetime] | None = None) -> None:
        self._frozen = now if isinstance(now, datetime) else None
        self._read = now if callable(now) else _real_time
        self._offset = timedelta()

    def now(self) -> datetime:
        """The sandbox's current time, aware, UTC."""
        return (self._frozen or self._read()).astimezone(UTC) + self._offset

    def reset(self) -> None:
        """Undo every advance."""
        self._offset = timedelta()

    def advance(self, minutes: float) -> datetime:
        """The new time, `minutes` later than before (earlier if negative)."""
        self._offset += timedelta(minutes=minutes)
        return self.now()


def _real_time() -> datetime:
    return datetime.now(UTC)


def parse_time(text: str | None, zone: ZoneInfo) -> datetime | None:
    """'2026/03/01 09:00', a wall clock in `zone`, in UTC; None if the text is not such a time."""
    try:
        return datetime.strptime(text or "", FORMAT).replace(tzinfo=zone).astimezone(UTC)
    except ValueError:
        return None


def format_time(when: datetime, zone: ZoneInfo) -> str:
    """An aware time as the text that `parse_time` reads, rounded down to the minute."""
    return when.astimezone(zone).strftime(FORMAT)


def next_clock_change(after: date, zone: ZoneInfo) -> date:
    """The first day after `after` that is not 24 hours long; `after` if the zone has none."""
    days = (after + timedelta(days=ahead) for ahead in range(1, 400))
    return next((day for day in days if _changes_offset(day, zone)), after)


def _changes_offset(day: date, zone: ZoneInfo) -> bool:
    midnight = datetime.combine(day, time(), zone)
    following = datetime.combine(day + timedelta(days=1), time(), zone)
    return midnight.utcoffset() != following.utcoffset()
