"""The sandbox's clock, and times as Accelevents writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FORMAT = "%Y/%m/%d %H:%M"


class Clock:
    """The real time, or a time of its own that stands still until it is moved."""

    def __init__(self, now: datetime | Callable[[], datetime] | None = None) -> None:
        self._frozen = now if isinstance(now, datetime) else None
        self._read = now if callable(now) else _real_time
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The sandbox's moment, aware, UTC."""
        return (self._frozen or self._read()).astimezone(UTC) + self._ahead

    def restart(self) -> None:
        """Take back every move."""
        self._ahead = timedelta()

    def move(self, minutes: float) -> datetime:
        """The new moment, `minutes` later than before (earlier if negative)."""
        self._ahead += timedelta(minutes=minutes)
        return self.now()


def _real_time() -> datetime:
    return datetime.now(UTC)


def moment(text: str | None, zone: ZoneInfo) -> datetime | None:
    """'2026/03/01 09:00', a wall clock in `zone`, in UTC; None if there is no such reading."""
    try:
        return datetime.strptime(text or "", FORMAT).replace(tzinfo=zone).astimezone(UTC)
    except ValueError:
        return None


def written(when: datetime, zone: ZoneInfo) -> str:
    """A moment as the text that `moment` reads, to the minute, rounded down."""
    return when.astimezone(zone).strftime(FORMAT)


def next_clock_change(after: date, zone: ZoneInfo) -> date:
    """The first day after `after` that is not 24 hours long; `after` itself in a zone without."""
    days = (after + timedelta(days=ahead) for ahead in range(1, 400))
    return next((day for day in days if _is_odd(day, zone)), after)


def _is_odd(day: date, zone: ZoneInfo) -> bool:
    midnight = datetime.combine(day, time(), zone)
    following = datetime.combine(day + timedelta(days=1), time(), zone)
    return midnight.utcoffset() != following.utcoffset()
