"""
The rules that refuse a seat or a join.

The checks come in the order of the guide's table: existence, capacity, ticket, limit, time.
https://developer.accelevents.com/docs/workshop-session
"""

from __future__ import annotations

from datetime import timedelta

from portal.sandbox.accelevents.clock import parse_time
from portal.sandbox.accelevents.error_responses import (
    FULL,
    NO_GRANT,
    NOT_NOW,
    WATCHED_LIVE_ONLY,
    WRONG_TICKET,
    ErrorResponse,
    RequestError,
    limit_reached,
)
from portal.sandbox.accelevents.models import Event, Person, Workshop
from portal.sandbox.accelevents.request_context import RequestContext, is_speaker


def check_seat(context: RequestContext, workshop: Workshop, person: Person) -> None:
    """RequestError if no seat is left, or the ticket is of another type or used up."""
    event = context.event()
    if _is_exempt(event, workshop, person):
        return
    if workshop.capacity and workshop.taken >= workshop.capacity:
        raise _error(workshop, FULL)
    if not _ticket_permits(workshop, person):
        uses_grant_error = workshop.uses_grant_error and not workshop.uses_bare_codes
        raise _error(workshop, NO_GRANT if uses_grant_error else WRONG_TICKET)
    seats = sum(person.email in each.seats for each in event.workshops.values())
    if person.limit and seats >= person.limit:
        raise _error(workshop, limit_reached(person.limit))


def check_time_to_register(context: RequestContext, workshop: Workshop, person: Person) -> None:
    """RequestError unless it is live, or the query asks to register before or after."""
    phase = _phase(context, workshop)
    if phase == "live":
        _check_not_late(context, workshop, person)
    elif phase == "over":
        _check_recording(workshop, person)
        if context.query.get("pastJoinSession") != "true":
            raise _error(workshop, NOT_NOW)
    elif context.query.get("joinSession") != "true":
        raise _error(workshop, NOT_NOW)


def check_time_to_join(context: RequestContext, workshop: Workshop, person: Person) -> None:
    """RequestError unless it is live; people who are exempt may also join before."""
    phase = _phase(context, workshop)
    if phase == "over":
        _check_recording(workshop, person)
    if phase == "live":
        _check_not_late(context, workshop, person)
    elif phase == "over" or not _is_exempt(context.event(), workshop, person):
        raise _error(workshop, NOT_NOW)


def _is_exempt(event: Event, workshop: Workshop, person: Person) -> bool:
    """Whether neither ticket nor time matters: for the team, and speakers in their own session."""
    return person.is_team or is_speaker(event, workshop, person)


def _ticket_permits(workshop: Workshop, person: Person) -> bool:
    if person.talks_only or person.role == "speaker":
        return False
    return not workshop.ticket_types or person.ticket_type in workshop.ticket_types


def _phase(context: RequestContext, workshop: Workshop) -> str:
    return workshop.phase(context.event().zone, context.state.clock.now())


def _check_not_late(context: RequestContext, workshop: Workshop, person: Person) -> None:
    """RequestError for people without a seat once the minutes for late arrivals are over."""
    starts = parse_time(workshop.starts, context.event().zone)
    if starts is None or workshop.late_minutes is None or person.email in workshop.seats:
        return
    is_late = context.state.clock.now() >= starts + timedelta(minutes=workshop.late_minutes)
    if is_late and not _is_exempt(context.event(), workshop, person):
        raise _error(workshop, NOT_NOW)


def _check_recording(workshop: Workshop, person: Person) -> None:
    """RequestError without a recording, and for people who were not there if there is one."""
    if workshop.is_recorded and person.email not in workshop.joined:
        raise _error(workshop, WATCHED_LIVE_ONLY)
    if not workshop.is_recorded:
        raise _error(workshop, NOT_NOW)


def _error(workshop: Workshop, response: ErrorResponse) -> RequestError:
    return RequestError(response.with_bare_code() if workshop.uses_bare_codes else response)
