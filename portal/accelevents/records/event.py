"""An event as its own pages show it; the portal uses it for its look and its time zone."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from portal.accelevents import parsing, timestamps

_ZONE_FIELDS = ("equivalentTimezone", "equivalentTimeZone", "timezoneId")
# The page documents the plural; the vendor's own clients read the other two.
_DESIGN_FIELDS = ("eventDesignDetails", "eventDesignDetail", "eventDesignDetailDto")
_PUBLIC_HOST = re.compile(r"(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d]")
_MAX_HOST_CHARS = 253  # of a host name, by DNS


@dataclass(frozen=True, slots=True)
class Event:
    """
    One event. `url` is its slug ("demo"); `zone` is None if upstream names none.

    Times are aware UTC, None without a zone; `logo_url` is absolute https or ""; colors are
    "#rrggbb" or "". `upstream_url` is the slug by which upstream itself names the event, ""
    if it does not; `white_label` is the https origin of the event's own site, "" for none.
    """

    url: str
    name: str
    zone: ZoneInfo | None
    starts: datetime | None
    ends: datetime | None
    logo_url: str
    brand_color: str
    brand_text_color: str
    upstream_url: str = ""
    white_label: str = ""

    @classmethod
    def from_json(cls, body: Any, url: str) -> Self:
        """ValueError for anything but an object; missing values become "" or None."""
        fields = parsing.require_dict(body)
        zone = read_zone(fields)
        design = _design_fields(fields)
        return cls(
            url,
            parsing.text(fields.get("name")),
            zone,
            *_times(fields, zone),
            *_design(design),
            parsing.token(parsing.first_present(fields, "eventURL", "eventUrl"), 100),
            _https_origin(design.get("whiteLabelHostBaseUrl")),
        )


def read_zone(body: Any) -> ZoneInfo | None:
    """
    The zone that an event, or an attendee at it, is described with; None if there is none.

    ValueError for anything but an object.
    """
    fields = parsing.require_dict(body)
    zones = (timestamps.parse_zone(fields.get(name)) for name in _ZONE_FIELDS)
    return next(filter(None, zones), None)


def _times(
    fields: dict[str, Any], zone: ZoneInfo | None
) -> tuple[datetime | None, datetime | None]:
    if zone is None:
        return None, None
    return timestamps.parse_span(fields.get("startDate"), fields.get("endDate"), zone)


def _design_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """What an event's design says, under whichever of its names; the first name counts."""
    designs = [parsing.as_dict(fields.get(name)) for name in reversed(_DESIGN_FIELDS)]
    return {name: value for each in designs for name, value in each.items() if value is not None}


def _design(fields: dict[str, Any]) -> tuple[str, str, str]:
    """(URL of the logo, brand color, color of text on it)."""
    has_logo = parsing.boolean(fields.get("logoEnabled"))
    return (
        parsing.image_url(fields.get("logoImage")) if has_logo else "",
        parsing.color(fields.get("headerColor")),
        parsing.color(fields.get("headerFontColor")),
    )


def _https_origin(value: Any) -> str:
    """
    The "https://host[:port]" of an address or a bare host; "" unless it is public and plain.

    A path is dropped: a white label is a whole site, whose events are at /e/.
    """
    address = parsing.token(value)
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    is_public = len(host) <= _MAX_HOST_CHARS and _PUBLIC_HOST.fullmatch(host) is not None
    if parts.scheme != "https" or "@" in parts.netloc or not is_public:
        return ""
    return f"https://{host}" if port is None else f"https://{host}:{port}"
