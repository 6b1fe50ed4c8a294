"""What the rules know of the attendee who looks at the workshops."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from portal.accelevents.records import Workshop


class Taught(StrEnum):
    """What a refusal taught about a workshop and this attendee."""

    FULL = "full"
    WRONG_TICKET = "wrong_ticket"
    LIMIT_REACHED = "limit_reached"
    TOO_LATE = "too_late"
    HIDDEN = "hidden"
    NOT_FOUND = "not_found"
    NO_EVENT_TICKET = "no_event_ticket"  # it holds for every workshop


@dataclass(frozen=True)
class At:
    """The moment and the zone that the rules are applied at."""

    now: datetime  # aware
    early: timedelta  # how long before its start a workshop opens
    zone: ZoneInfo


@dataclass(frozen=True)
class CheckedDevice:
    """When the attendee checked the browser that they look with, and what did not work."""

    checked_at: datetime  # aware
    problems: tuple[str, ...]  # of "browser", "camera", "microphone", "speaker", "network"


@dataclass(frozen=True)
class Viewer:
    """
    Who sees the cards, and when: all that a card or a button needs beside its workshop.

    `limit` is how many workshops the ticket includes; None: not known. `is_limit_set` says that the
    operator's setting says so, which counts before any refusal.
    """

    registered_ids: frozenset[int]
    registered: tuple[Workshop, ...]  # those of them that are in the list, for overlaps
    limit: int | None
    now: datetime
    early: timedelta
    zone: ZoneInfo
    refusals: Mapping[int, Taught] = field(default_factory=dict)  # those in force, by workshop id
    is_limit_set: bool = False
    ticket_types: tuple[str, ...] = ()  # names of their own; () if not known
    is_known: bool = True  # whether upstream has said what they are registered for

    @property
    def has_no_ticket(self) -> bool:
        """Whether a refusal taught that no ticket of theirs lets them into workshops."""
        return Taught.NO_EVENT_TICKET in self.refusals.values()

    @property
    def is_limit_used_up(self) -> bool:
        """Whether their ticket includes no further workshop, as far as that is known."""
        if self.limit is None:
            return Taught.LIMIT_REACHED in self.refusals.values()
        return len(self.registered_ids) >= self.limit
