"""The limits of a meeting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeetingLimits:
    """How many attendees, and how many of their cameras, a meeting may have."""

    attendees: int = 250
    cameras: int = 25
