"""One question put to the sandbox, and who puts it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.sandbox.accelevents.error_responses import (
    FORBIDDEN,
    MALFORMED,
    NO_SESSION,
    NOT_ACTIVATED,
    NOT_AUTHORIZED,
    Refused,
)
from portal.sandbox.accelevents.state import Event, Person, Workshop, World


@dataclass(frozen=True)
class Asked:
    """A request, read: `parts` are the path's variables, `body` its JSON (None: none or broken)."""

    world: World
    parts: dict[str, str]
    query: dict[str, str]
    body: Any
    person: Person | None
    has_key: bool  # came with the organisation's key: reads as the organiser

    def attendee(self) -> Person:
        """Who asks; Refused (401) without a valid token."""
        if self.person is None:
            raise Refused(NOT_AUTHORIZED)
        return self.person

    def reader(self) -> Person | None:
        """Who reads, None for the organisation's key; Refused (401) for nobody."""
        return None if self.has_key and self.person is None else self.attendee()

    def event(self) -> Event:
        """The event of the path; Refused if it does not exist or is not open."""
        event = self.world.event(self.parts["event"])
        if not event.is_active:
            raise Refused(NOT_ACTIVATED)
        return event

    def workshop(self) -> Workshop:
        """The workshop of the path; Refused (404800) unless it exists for who asks."""
        found = self.event().workshops.get(self.number(self.parts["session"]))
        if found is None or not may_know(self.event(), found, self.reader()):
            raise Refused(NO_SESSION)
        if is_hidden(found) and self.person and not self.person.is_team:
            raise Refused(FORBIDDEN)
        return found

    def number(self, text: str) -> int:
        """A whole number not below 0; Refused (400) if the text is none."""
        if not text.isascii() or not text.isdecimal():
            raise Refused(MALFORMED)
        return int(text)


def is_hidden(workshop: Workshop) -> bool:
    """Whether attendees neither see nor enter it."""
    return workshop.status != "VISIBLE" or workshop.is_hidden


def is_speaker(event: Event, workshop: Workshop, person: Person) -> bool:
    """Whether it is one of this person's own sessions."""
    return str(person.id) in {str(event.speakers[key]["userId"]) for key in workshop.speakers}


def may_know(event: Event, workshop: Workshop, person: Person | None) -> bool:
    """Whether a private workshop exists for them: the added, its speakers, the team, the key."""
    if workshop.visibility == "PUBLIC" or person is None or person.is_team:
        return True
    return person.email in workshop.added or is_speaker(event, workshop, person)
