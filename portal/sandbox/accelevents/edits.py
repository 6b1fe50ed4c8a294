"""Changes a workshop while the sandbox runs."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.sandbox.accelevents.clock import format_time
from portal.sandbox.accelevents.models import Workshop

_NAMES = {field.name for field in fields(Workshop)}


def parse_fields(values: dict[str, Any], zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """The values, with times as upstream writes them; TypeError for a field that is unknown."""
    if unknown := set(values) - _NAMES:
        raise TypeError(f"a workshop has no {', '.join(sorted(unknown))}")
    times = {name: _time(values[name], zone, now) for name in {"starts", "ends"} & set(values)}
    return values | times


def _time(value: Any, zone: ZoneInfo, now: datetime) -> str | None:
    """An aware time, minutes from now, a text as it is, or None, as a text or None."""
    if isinstance(value, int | float):
        value = now + timedelta(minutes=value)
    return format_time(value, zone) if isinstance(value, datetime) else value


def apply_fields(workshop: Workshop, values: dict[str, Any]) -> Workshop:
    """The same workshop, with these fields set."""
    for name, value in values.items():
        setattr(workshop, name, value)
    return workshop
