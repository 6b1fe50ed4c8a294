"""Changing a workshop while the sandbox runs."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.sandbox.accelevents.clock import written
from portal.sandbox.accelevents.state import Workshop

_NAMES = {field.name for field in fields(Workshop)}


def fields_from(told: dict[str, Any], zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """The fields with times as upstream writes them; TypeError for a field there is not."""
    if unknown := set(told) - _NAMES:
        raise TypeError(f"a workshop has no {', '.join(sorted(unknown))}")
    times = {name: _time(told[name], zone, now) for name in {"starts", "ends"} & set(told)}
    return told | times


def _time(told: Any, zone: ZoneInfo, now: datetime) -> str | None:
    """A moment, minutes from now, a text as it is, or None, as a text or None."""
    if isinstance(told, int | float):
        told = now + timedelta(minutes=told)
    return written(told, zone) if isinstance(told, datetime) else told


def changed(workshop: Workshop, told: dict[str, Any]) -> Workshop:
    """The same workshop, with these fields set."""
    for name, value in told.items():
        setattr(workshop, name, value)
    return workshop
