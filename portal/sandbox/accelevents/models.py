"""The records of the stand-in: people, workshops and events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from portal.sandbox.accelevents.clock import parse_time

OPENS_BEFORE_START = timedelta(minutes=2)
MAX_DURATION = timedelta(hours=24)  # a workshop without an end stays open this long


@dataclass
class Person:
    """
    Somebody who may sign in; `description` tells in a line what then happens to them.

    `group` sorts them on the demo's first page: "in", "refused" by workshops, or "stays out" of
    the event.
    """

    email: str
    id: int | str
    first: str
    last: str
    description: str = ""
    group: str = "in"
    password: str = "let-me-in"  # everybody's, and printed on the sign-in page; "" = none
    role: str = "attendee"
    ticket: int = 0  # id of the bought event ticket; 0 = none
    ticket_type: str = "Standard"
    talks_only: bool = False
    limit: int = 0  # most workshops the ticket is good for; 0 = any number
    access_error: str = ""  # a name in error_responses.ACCESS_ERRORS; "" = may enter the event
    user_key: str = ""
    key_state: str = "fresh"  # fresh, used or blocked
    login_token: str = ""
    token_minutes: float = 0  # how long a sign-in lasts; 0 = until it is revoked
    is_locked: bool = False
    has_duplicate_email: bool = False
    failed_logins: int = 0
    locked_until: datetime | None = None  # by wrong passwords; `is_locked` never ends

    @property
    def is_team(self) -> bool:
        """Whether they belong to the organizer's team, which enters everything."""
        return self.role in {"admin", "staff"}


@dataclass
class BreakoutRoom:
    """A room beside a workshop's meeting, with a meeting of its own."""

    name: str
    meeting_id: str = ""
    attendee_ids: dict[str, str] = field(default_factory=dict)


@dataclass
class Workshop:
    """One session. Times are texts as upstream writes them, wall clock of the event's zone."""

    id: int
    title: str
    description: str | None = None
    starts: str | None = None
    ends: str | None = None
    format: str = "WORKSHOP"
    location: str | None = None
    speakers: list[int] = field(default_factory=list)
    tracks: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    capacity: int = 0  # 0 = no limit
    other_seats: int = 0  # seats held by people who are not in this sandbox
    visibility: str = "PUBLIC"
    status: str = "VISIBLE"
    is_hidden: bool = False
    invited: list[str] = field(default_factory=list)  # emails that a private one is open to
    ticket_types: list[str] = field(default_factory=list)  # empty = every type
    uses_grant_error: bool = False  # a wrong ticket is answered by 4042005 instead of 406
    uses_bare_codes: bool = False  # refusals carry the guide's 404, 406 and 407 as their code
    late_minutes: int | None = None
    is_recorded: bool = False
    is_in_person: bool = False
    mutes_on_entry: bool = False
    camera_off_on_entry: bool = False
    join_shape: str = "text"  # a name in meeting.SHAPES
    seats: dict[str, int] = field(default_factory=dict)  # email -> ticket
    joined: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    meeting_id: str = ""
    attendee_ids: dict[str, str] = field(default_factory=dict)
    breakout_rooms: dict[str, BreakoutRoom] = field(default_factory=dict)  # by id

    @property
    def taken(self) -> int:
        """Seats taken, including those of people who left: leaving does not free a seat."""
        return self.other_seats + len(self.seats)

    def phase(self, zone: ZoneInfo, now: datetime) -> str:
        """The state at `now`: "before" it opens, "live", "over", or "untimed" without a start."""
        starts = parse_time(self.starts, zone)
        if starts is None:
            return "untimed"
        ends = parse_time(self.ends, zone) or starts + MAX_DURATION
        if now < starts - OPENS_BEFORE_START:
            return "before"
        return "live" if now < ends else "over"


@dataclass
class Event:
    """One event and everything in it; `details` are the other fields of the event call."""

    url: str
    name: str
    zone: ZoneInfo
    details: dict[str, Any]
    build_workshops: Callable[[], dict[int, Workshop]]
    is_active: bool = True
    speakers: dict[int, dict[str, Any]] = field(default_factory=dict)
    labels: dict[int, dict[str, Any]] = field(default_factory=dict)  # tracks and tags by id

    @cached_property
    def workshops(self) -> dict[int, Workshop]:
        """The workshops by id; built on first use, because an event may have very many."""
        return self.build_workshops()
