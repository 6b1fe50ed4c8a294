"""What is true in the sandbox: events, workshops, people, who sits where and who is signed in."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from portal.sandbox.accelevents.clock import Clock, moment
from portal.sandbox.accelevents.error_responses import NO_EVENT, Refused
from portal.sandbox.accelevents.media_addresses import Media

DOOR_OPENS_EARLY = timedelta(minutes=2)
LONGEST = timedelta(hours=24)  # a workshop without an end stays open this long
_VISITOR = re.compile(r"visitor-(\d{1,6})@example\.org")


@dataclass
class Person:
    """Somebody who may sign in; `who` tells in a line what then happens to them."""

    email: str
    id: int | str
    first: str
    last: str
    who: str = ""
    password: str = "let-me-in"  # everybody's, and printed on the sign-in page; "" = none
    role: str = "attendee"
    ticket: int = 0  # id of the bought event ticket; 0 = none
    ticket_type: str = "Standard"
    talks_only: bool = False
    limit: int = 0  # most workshops the ticket is good for; 0 = any number
    front_door: str = ""  # a name in refusals.AT_THE_FRONT_DOOR; "" = may come in
    user_key: str = ""
    key_state: str = "fresh"  # fresh, used or blocked
    login_token: str = ""
    token_minutes: float = 0  # how long a sign-in lasts; 0 = until told otherwise
    is_locked: bool = False
    is_twice: bool = False
    wrong_tries: int = 0
    locked_until: datetime | None = None  # by wrong passwords; `is_locked` is for ever

    @property
    def is_team(self) -> bool:
        """Whether they belong to the organiser's team, which enters everything."""
        return self.role in {"admin", "staff"}


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
    others: int = 0  # seats held by people who are not in this sandbox
    visibility: str = "PUBLIC"
    status: str = "VISIBLE"
    is_hidden: bool = False
    added: list[str] = field(default_factory=list)  # e-mails that a private one is open to
    ticket_types: list[str] = field(default_factory=list)  # none = every type
    says_grant: bool = False  # refuse a ticket by 4042005 instead of 406
    says_bare_codes: bool = False  # refuse by the guide's 404, 406, 407
    late_minutes: int | None = None
    is_recorded: bool = False
    is_in_person: bool = False
    mutes_on_entry: bool = False
    camera_off_on_entry: bool = False
    join_shape: str = "wrapped"  # a name in meeting.SHAPES
    seats: dict[str, int] = field(default_factory=dict)  # e-mail -> ticket
    joined: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    meeting_id: str = ""
    attendee_ids: dict[str, str] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        """Seats taken, leavers included: a place is not freed by leaving."""
        return self.others + len(self.seats)

    def phase(self, zone: ZoneInfo, now: datetime) -> str:
        """Where it stands at `now`: before (the door is shut), live, over, untimed (no start)."""
        starts = moment(self.starts, zone)
        if starts is None:
            return "untimed"
        ends = moment(self.ends, zone) or starts + LONGEST
        if now < starts - DOOR_OPENS_EARLY:
            return "before"
        return "live" if now < ends else "over"


@dataclass
class Event:
    """One event and everything in it; `about` is what its own call answers besides."""

    url: str
    name: str
    zone: ZoneInfo
    about: dict[str, Any]
    lay_out: Callable[[], dict[int, Workshop]]
    is_active: bool = True
    speakers: dict[int, dict[str, Any]] = field(default_factory=dict)
    labels: dict[int, dict[str, Any]] = field(default_factory=dict)  # tracks and tags by id

    @cached_property
    def workshops(self) -> dict[int, Workshop]:
        """The workshops by id; laid out when first asked for, an event may have very many."""
        return self.lay_out()


@dataclass
class World:
    """All state. Whoever reads or changes it holds `lock`, and never sleeps meanwhile."""

    clock: Clock
    media: Media = field(default_factory=Media)
    key: str = "organisation-key"
    people: dict[str, Person] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    tokens: dict[str, tuple[str, datetime | None]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def event(self, url: str) -> Event:
        """The event of that address; Refused (4040200) if there is none."""
        if url not in self.events:
            raise Refused(NO_EVENT)
        return self.events[url]

    def person(self, name: str) -> Person | None:
        """Somebody by e-mail or by what stands before its @; visitor-<n> exist on demand."""
        email = name.strip().casefold()
        email = email if "@" in email else f"{email}@example.org"
        visitor = _VISITOR.fullmatch(email)
        if visitor and email not in self.people:
            self.people[email] = _visitor(email, int(visitor[1]))
        return self.people.get(email)

    def workshop(self, workshop: int) -> Workshop:
        """A workshop of any event; KeyError if there is none."""
        return self.event_of(workshop).workshops[workshop]

    def event_of(self, workshop: int) -> Event:
        """The event a workshop belongs to; KeyError if there is none."""
        for event in self.events.values():
            if workshop in event.workshops:
                return event
        raise KeyError(workshop)

    def free_id(self) -> int:
        """An id that no workshop has."""
        return 1 + max(key for event in self.events.values() for key in event.workshops)

    def sign_in(self, person: Person) -> str:
        """A new token for them, good for `token_minutes`."""
        token = secrets.token_hex(24)
        life = timedelta(minutes=person.token_minutes)
        self.tokens[token] = (person.email, self.clock.now() + life if life else None)
        return token

    def holder(self, token: str) -> Person | None:
        """Whose token this is; None if it is nobody's or has run out."""
        email, until = self.tokens.get(token, ("", None))
        is_over = until is not None and self.clock.now() >= until
        return None if is_over else self.people.get(email)

    def expire(self, name: str) -> int:
        """How many tokens of this person have been made void."""
        person = self.person(name)
        void = [key for key, (email, _) in self.tokens.items() if person and email == person.email]
        for token in void:
            del self.tokens[token]
        return len(void)


def _visitor(email: str, number: int) -> Person:
    return Person(email, 900_000 + number, "Visitor", str(number), ticket=700_000 + number)
