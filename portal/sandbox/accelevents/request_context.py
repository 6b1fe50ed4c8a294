"""One request as the views see it: the person, the path, and the workshop that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.sandbox.accelevents.error_responses import (
    FORBIDDEN,
    MALFORMED,
    NO_SESSION,
    NOT_ACTIVATED,
    NOT_AUTHORIZED,
    RequestError,
)
from portal.sandbox.accelevents.models import Event, Person, Workshop
from portal.sandbox.accelevents.state import State


@dataclass(frozen=True)
class RequestContext:
    """A parsed request; `body` is its JSON, None if there is none or it cannot be read."""

    state: State
    path_params: dict[str, str]
    query: dict[str, str]
    body: Any
    person: Person | None
    has_api_key: bool  # sent with the organization's key: it reads as the organizer

    def require_person(self) -> Person:
        """The person who is signed in; RequestError (401) without a valid token."""
        if self.person is None:
            raise RequestError(NOT_AUTHORIZED)
        return self.person

    def reader(self) -> Person | None:
        """The person who reads, None for the organization's key; RequestError (401) for nobody."""
        return None if self.has_api_key and self.person is None else self.require_person()

    def event(self) -> Event:
        """The event of the path; RequestError if it does not exist or is not open."""
        event = self.state.event(self.path_params["event"])
        if not event.is_active:
            raise RequestError(NOT_ACTIVATED)
        return event

    def workshop(self) -> Workshop:
        """The workshop of the path; RequestError (404800) unless it exists for the reader."""
        workshop = self.event().workshops.get(self.parse_number(self.path_params["session"]))
        if workshop is None or not may_see(self.event(), workshop, self.reader()):
            raise RequestError(NO_SESSION)
        if is_hidden(workshop) and self.person and not self.person.is_team:
            raise RequestError(FORBIDDEN)
        return workshop

    def parse_number(self, text: str) -> int:
        """An integer that is not negative; RequestError (400) if the text is not one."""
        if not text.isascii() or not text.isdecimal():
            raise RequestError(MALFORMED)
        return int(text)


def is_hidden(workshop: Workshop) -> bool:
    """Whether attendees can neither see nor enter it."""
    return workshop.status != "VISIBLE" or workshop.is_hidden


def is_speaker(event: Event, workshop: Workshop, person: Person) -> bool:
    """Whether it is one of this person's own sessions."""
    return str(person.id) in {str(event.speakers[key]["userId"]) for key in workshop.speakers}


def may_see(event: Event, workshop: Workshop, person: Person | None) -> bool:
    """Whether a workshop exists for this person (None: the organization's key)."""
    if workshop.visibility == "PUBLIC" or person is None or person.is_team:
        return True
    return person.email in workshop.invited or is_speaker(event, workshop, person)
