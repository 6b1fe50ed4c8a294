"""The calls that change seats: register, join, give the seat back, and report a status."""

from __future__ import annotations

from typing import Any

from portal.sandbox.accelevents.error_responses import (
    FORBIDDEN,
    MALFORMED,
    NO_SESSION,
    NOT_IN_EVENT,
    RequestError,
)
from portal.sandbox.accelevents.meeting import breakout_body, join_body
from portal.sandbox.accelevents.models import Person, Workshop
from portal.sandbox.accelevents.registration_rules import (
    check_seat,
    check_time_to_join,
    check_time_to_register,
)
from portal.sandbox.accelevents.request_context import RequestContext

STATUSES = {"REGISTERED", "CHECK_IN_AVAILABLE", "IN_MEETING", "LEFT", "PAST_SESSION_CHECK_IN"}


def register(context: RequestContext) -> None:
    """POST /rest/events/{event}/user-session/{session}: a seat; a second time changes nothing."""
    person, workshop = _person_and_workshop(context)
    if person.email not in workshop.seats:
        check_seat(context, workshop, person)
        check_time_to_register(context, workshop, person)
        workshop.seats[person.email] = person.ticket


def join(context: RequestContext) -> Any:
    """PUT /rest/events/{event}/session/{session}: the meeting; takes a seat if there is none."""
    person, workshop = _person_and_workshop(context)
    if person.email not in workshop.seats:
        check_seat(context, workshop, person)
    check_time_to_join(context, workshop, person)
    workshop.seats.setdefault(person.email, person.ticket)
    workshop.joined.add(person.email)
    workshop.left.discard(person.email)
    if workshop.join_shape == "empty":
        return None
    return join_body(context.state, context.event(), workshop, person)


def join_breakout_room(context: RequestContext) -> Any:
    """PUT …/session/{session}/breakoutRoom/join/{room}: the room's meeting, with a seat."""
    person, workshop = _person_and_workshop(context)
    room = workshop.breakout_rooms.get(context.path_params["room"])
    if room is None or person.email not in workshop.seats:
        raise RequestError(NO_SESSION)
    check_time_to_join(context, workshop, person)
    return breakout_body(context.state, context.event(), workshop, room, person)


def unregister(context: RequestContext) -> None:
    """DELETE …/user-session/{session}: frees the seat unless it is private or has been used."""
    person, workshop = _person_and_workshop(context)
    if person.email in workshop.joined or workshop.visibility == "PRIVATE":
        raise RequestError(FORBIDDEN)
    workshop.seats.pop(person.email, None)


def set_status(context: RequestContext) -> None:
    """PUT …/user-session/{session}/status?status=LEFT: a person who leaves keeps the seat."""
    person, workshop = _person_and_workshop(context)
    if context.query.get("status") not in STATUSES:
        raise RequestError(MALFORMED)
    if context.query["status"] == "LEFT" and person.email in workshop.joined:
        workshop.left.add(person.email)


def _person_and_workshop(context: RequestContext) -> tuple[Person, Workshop]:
    """The person and the workshop; RequestError (4068910) for people without an event ticket."""
    person = context.require_person()
    if not person.ticket and person.role == "attendee":
        raise RequestError(NOT_IN_EVENT)
    return person, context.workshop()
