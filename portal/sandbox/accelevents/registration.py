"""
The seats: register, join, give up, leave, and the rules that decide.

The checks come in the order of the guide's table: existence, capacity, ticket, limit, time.
https://developer.accelevents.com/docs/workshop-session
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.sandbox.accelevents.clock import moment
from portal.sandbox.accelevents.error_responses import (
    FORBIDDEN,
    FULL,
    MALFORMED,
    NO_GRANT,
    NOT_IN_EVENT,
    NOT_NOW,
    WATCHED_LIVE_ONLY,
    WRONG_TICKET,
    No,
    Refused,
    limit_reached,
)
from portal.sandbox.accelevents.meeting import joined
from portal.sandbox.accelevents.request_context import Asked, is_speaker
from portal.sandbox.accelevents.state import Event, Person, Workshop

STATUSES = {"REGISTERED", "CHECK_IN_AVAILABLE", "IN_MEETING", "LEFT", "PAST_SESSION_CHECK_IN"}


def register(asked: Asked) -> None:
    """POST /rest/events/{event}/user-session/{session}: a seat; a second time changes nothing."""
    person, workshop = _at_the_door(asked)
    if person.email not in workshop.seats:
        _check_seat(asked, workshop, person)
        _check_time_to_register(asked, workshop, person)
        workshop.seats[person.email] = person.ticket


def join(asked: Asked) -> Any:
    """PUT /rest/events/{event}/session/{session}: the meeting; takes a seat if there is none."""
    person, workshop = _at_the_door(asked)
    if person.email not in workshop.seats:
        _check_seat(asked, workshop, person)
    _check_time_to_join(asked, workshop, person)
    workshop.seats.setdefault(person.email, person.ticket)
    workshop.joined.add(person.email)
    workshop.left.discard(person.email)
    if workshop.join_shape == "empty":
        return None
    return joined(asked.world, asked.event(), workshop, person)


def unregister(asked: Asked) -> None:
    """DELETE …/user-session/{session}: frees the seat, but not a private one or one once used."""
    person, workshop = _at_the_door(asked)
    if person.email in workshop.joined or workshop.visibility == "PRIVATE":
        raise Refused(FORBIDDEN)
    workshop.seats.pop(person.email, None)


def set_status(asked: Asked) -> None:
    """PUT …/user-session/{session}/status?status=LEFT: who left keeps the seat."""
    person, workshop = _at_the_door(asked)
    if asked.query.get("status") not in STATUSES:
        raise Refused(MALFORMED)
    if asked.query["status"] == "LEFT" and person.email in workshop.joined:
        workshop.left.add(person.email)


def _at_the_door(asked: Asked) -> tuple[Person, Workshop]:
    """Who asks for which workshop; Refused (4068910) for people without an event ticket."""
    person = asked.attendee()
    if not person.ticket and person.role == "attendee":
        raise Refused(NOT_IN_EVENT)
    return person, asked.workshop()


def _walks_in(event: Event, workshop: Workshop, person: Person) -> bool:
    """Whether neither ticket nor clock hold them: the team, and speakers in their own session."""
    return person.is_team or is_speaker(event, workshop, person)


def _refuse(workshop: Workshop, no: No) -> Refused:
    return Refused(no.bare() if workshop.says_bare_codes else no)


def _check_seat(asked: Asked, workshop: Workshop, person: Person) -> None:
    """Refused if no seat is left, the ticket is another one, or is used up."""
    event = asked.event()
    if _walks_in(event, workshop, person):
        return
    if workshop.capacity and workshop.taken >= workshop.capacity:
        raise _refuse(workshop, FULL)
    if not _ticket_opens(workshop, person):
        says_grant = workshop.says_grant and not workshop.says_bare_codes
        raise _refuse(workshop, NO_GRANT if says_grant else WRONG_TICKET)
    held = sum(person.email in each.seats for each in event.workshops.values())
    if person.limit and held >= person.limit:
        raise _refuse(workshop, limit_reached(person.limit))


def _ticket_opens(workshop: Workshop, person: Person) -> bool:
    if person.talks_only or person.role == "speaker":
        return False
    return not workshop.ticket_types or person.ticket_type in workshop.ticket_types


def _check_time_to_register(asked: Asked, workshop: Workshop, person: Person) -> None:
    """Refused unless it is live, or the query says that it is meant before or after."""
    phase = _phase(asked, workshop)
    if phase == "live":
        _check_not_late(asked, workshop, person)
    elif phase == "over":
        _check_recording(workshop, person)
        if asked.query.get("pastJoinSession") != "true":
            raise _refuse(workshop, NOT_NOW)
    elif asked.query.get("joinSession") != "true":
        raise _refuse(workshop, NOT_NOW)


def _check_time_to_join(asked: Asked, workshop: Workshop, person: Person) -> None:
    """Refused unless it is live; who walks in may also come before."""
    phase = _phase(asked, workshop)
    if phase == "over":
        _check_recording(workshop, person)
    if phase == "live":
        _check_not_late(asked, workshop, person)
    elif phase == "over" or not _walks_in(asked.event(), workshop, person):
        raise _refuse(workshop, NOT_NOW)


def _phase(asked: Asked, workshop: Workshop) -> str:
    return workshop.phase(asked.event().zone, asked.world.clock.now())


def _check_not_late(asked: Asked, workshop: Workshop, person: Person) -> None:
    """Refused for newcomers once the minutes for late comers are over."""
    starts = moment(workshop.starts, asked.event().zone)
    if starts is None or workshop.late_minutes is None or person.email in workshop.seats:
        return
    is_late = asked.world.clock.now() >= starts + timedelta(minutes=workshop.late_minutes)
    if is_late and not _walks_in(asked.event(), workshop, person):
        raise _refuse(workshop, NOT_NOW)


def _check_recording(workshop: Workshop, person: Person) -> None:
    """Refused for people who were not there, if there is a recording; else for everybody."""
    if workshop.is_recorded and person.email not in workshop.joined:
        raise _refuse(workshop, WATCHED_LIVE_ONLY)
    if not workshop.is_recorded:
        raise _refuse(workshop, NOT_NOW)
