"""An event as its own pages show it; the portal uses it as decoration and for its time zone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from portal.accelevents import parsing, timestamps
from portal.accelevents.records.people import require_dict


@dataclass(frozen=True, slots=True)
class Event:
    """
    One event. `url` is the word it is asked for by ("demo"), `zone` None if upstream names none.

    Times are aware UTC, None without a zone; `logo_url` is absolute https or ""; colours are
    "#rrggbb" or "".
    """

    url: str
    name: str
    zone: ZoneInfo | None
    starts: datetime | None
    ends: datetime | None
    logo_url: str
    brand_color: str
    brand_text_color: str

    @classmethod
    def from_json(cls, body: Any, url: str) -> Self:
        """ValueError for anything but an object; what it lacks is "" or None."""
        found = require_dict(body)
        zone = _zone(found)
        starts, ends = _when(found, zone)
        # The page documents the plural, the vendor's own client reads the singular.
        design = parsing.first(found, "eventDesignDetails", "eventDesignDetail")
        return cls(url, parsing.text(found.get("name")), zone, starts, ends, *_look(design))


def _zone(found: dict[str, Any]) -> ZoneInfo | None:
    names = ("equivalentTimeZone", "equivalentTimezone", "timezoneId")
    return next(filter(None, (timestamps.zone(found.get(name)) for name in names)), None)


def _when(found: dict[str, Any], zone: ZoneInfo | None) -> tuple[datetime | None, datetime | None]:
    if zone is None:
        return None, None
    return timestamps.span(found.get("startDate"), found.get("endDate"), zone)


def _look(value: Any) -> tuple[str, str, str]:
    """(logo, colour, colour of text on it) of an event's design."""
    design = parsing.as_dict(value)
    has_logo = parsing.boolean(design.get("logoEnabled"))
    logo = parsing.image(design.get("logoImage")) if has_logo else ""
    return (
        logo,
        parsing.color(design.get("headerColor")),
        parsing.color(design.get("headerFontColor")),
    )
