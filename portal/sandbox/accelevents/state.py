"""The state of the stand-in: its events, its people, and who is signed in."""

from __future__ import annotations

import re
import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from portal.sandbox.accelevents.clock import Clock
from portal.sandbox.accelevents.error_responses import NO_EVENT, RequestError
from portal.sandbox.accelevents.media_addresses import MediaAddresses
from portal.sandbox.accelevents.models import Event, Person, Workshop

_VISITOR = re.compile(r"visitor-(\d{1,6})@example\.org")


@dataclass
class State:
    """All state. Code that reads or changes it holds `lock`, and never sleeps meanwhile."""

    clock: Clock
    media: MediaAddresses = field(default_factory=MediaAddresses)
    api_key: str = "organization-key"
    people: dict[str, Person] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    tokens: dict[str, tuple[str, datetime | None]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def event(self, url: str) -> Event:
        """The event with this URL name; RequestError (4040200) if there is none."""
        if url not in self.events:
            raise RequestError(NO_EVENT)
        return self.events[url]

    def person(self, name: str) -> Person | None:
        """A person by email or by the part before its @; visitor-<n> are created on demand."""
        email = name.strip().casefold()
        email = email if "@" in email else f"{email}@example.org"
        visitor = _VISITOR.fullmatch(email)
        if visitor and email not in self.people:
            self.people[email] = _new_visitor(email, int(visitor[1]))
        return self.people.get(email)

    def workshop(self, workshop: int) -> Workshop:
        """A workshop of any event; KeyError if there is none."""
        return self.event_of(workshop).workshops[workshop]

    def event_of(self, workshop: int) -> Event:
        """The event that a workshop belongs to; KeyError if there is none."""
        for event in self.events.values():
            if workshop in event.workshops:
                return event
        raise KeyError(workshop)

    def next_workshop_id(self) -> int:
        """An id that no workshop has."""
        return 1 + max(key for event in self.events.values() for key in event.workshops)

    def issue_token(self, person: Person) -> str:
        """A new token for this person, valid for `token_minutes`."""
        token = secrets.token_hex(24)
        lifetime = timedelta(minutes=person.token_minutes)
        self.tokens[token] = (person.email, self.clock.now() + lifetime if lifetime else None)
        return token

    def person_for_token(self, token: str) -> Person | None:
        """The person whom this token was issued to; None if it is unknown or has expired."""
        email, expires = self.tokens.get(token, ("", None))
        is_expired = expires is not None and self.clock.now() >= expires
        return None if is_expired else self.people.get(email)

    def revoke_tokens(self, name: str) -> int:
        """Revoke every token of this person; the number of tokens revoked."""
        person = self.person(name)
        tokens = [
            key for key, (email, _) in self.tokens.items() if person and email == person.email
        ]
        for token in tokens:
            del self.tokens[token]
        return len(tokens)


def _new_visitor(email: str, number: int) -> Person:
    return Person(email, 900_000 + number, "Visitor", str(number), ticket=700_000 + number)
