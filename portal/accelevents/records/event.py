"""An event as its own pages show it; the portal uses it for its look and its time zone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from portal.accelevents import parsing, timestamps

_ZONE_FIELDS = ("equivalentTimeZone", "equivalentTimezone", "timezoneId")


@dataclass(frozen=True, slots=True)
class Event:
    """
    One event. `url` is its slug ("demo"); `zone` is None if upstream names none.

    Times are aware UTC, None without a zone; `logo_url` is absolute https or ""; colors are
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
        """ValueError for anything but an object; missing values become "" or None."""
        fields = parsing.require_dict(body)
        zones = (timestamps.parse_zone(fields.get(name)) for name in _ZONE_FIELDS)
        zone = next(filter(None, zones), None)
        # The page documents the plural; the vendor's own client reads the singular.
        design = parsing.first_present(fields, "eventDesignDetails", "eventDesignDetail")
        return cls(
            url,
            parsing.text(fields.get("name")),
            zone,
            *_times(fields, zone),
            *_design(parsing.as_dict(design)),
        )


def _times(
    fields: dict[str, Any], zone: ZoneInfo | None
) -> tuple[datetime | None, datetime | None]:
    if zone is None:
        return None, None
    return timestamps.parse_span(fields.get("startDate"), fields.get("endDate"), zone)


def _design(fields: dict[str, Any]) -> tuple[str, str, str]:
    """(URL of the logo, brand color, color of text on it)."""
    has_logo = parsing.boolean(fields.get("logoEnabled"))
    return (
        parsing.image_url(fields.get("logoImage")) if has_logo else "",
        parsing.color(fields.get("headerColor")),
        parsing.color(fields.get("headerFontColor")),
    )
