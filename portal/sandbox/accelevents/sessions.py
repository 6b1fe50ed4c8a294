"""The calls that read: the event, its sessions, one session, and a person's own sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.sandbox.accelevents import serializers
from portal.sandbox.accelevents.error_responses import FORBIDDEN, RequestError
from portal.sandbox.accelevents.meeting import detail_fields
from portal.sandbox.accelevents.models import Event, Person, Workshop
from portal.sandbox.accelevents.request_context import RequestContext, is_hidden, may_see

_DEFAULT_SIZE = "10"
_Serializer = Callable[[Event, Workshop, Person | None, str], dict[str, Any]]


def event(context: RequestContext) -> dict[str, Any]:
    """GET /rest/events/{event}: name, zone and design; also for people who are not signed in."""
    event = context.state.event(context.path_params["event"])
    return {"name": event.name, "eventURL": event.url, "eventUrl": event.url} | event.details


def sessions(context: RequestContext) -> dict[str, Any]:
    """GET /rest/events/{event}/session/v2: a page of the sessions that this person may see."""
    return _page(context, serializers.item)


def sessions_v1(context: RequestContext) -> dict[str, Any]:
    """GET /rest/events/{event}/session: the older list, which has more fields for each."""
    return _page(context, serializers.full)


def session(context: RequestContext) -> dict[str, Any]:
    """GET /rest/events/{event}/session/v2/{session}."""
    person, workshop = context.reader(), context.workshop()
    body = serializers.detail(context.event(), workshop, person, context.query.get("expand", ""))
    return body | (detail_fields(context.state, workshop, person) if person else {})


def mine(context: RequestContext) -> dict[str, Any]:
    """GET /rest/events/{event}/user-session/registered: all of the person's own, on one page."""
    person, event = context.require_person(), context.event()
    own = [workshop for workshop in _in_order(event) if person.email in workshop.seats]
    expand = context.query.get("expand", "") + ",currentUserRegisteredEventTicketId"
    items = [
        serializers.full(event, workshop, person, expand)
        for workshop in own
        if _matches(context, event, workshop)
    ]
    return serializers.envelope(items, len(event.workshops), len(items))


def _page(context: RequestContext, serialize: _Serializer) -> dict[str, Any]:
    event, person = context.event(), context.reader()
    visible = [workshop for workshop in _in_order(event) if _is_listed(event, workshop, person)]
    matching = [workshop for workshop in visible if _matches(context, event, workshop)]
    page = context.parse_number(context.query.get("page", "0"))
    size = context.parse_number(context.query.get("size", _DEFAULT_SIZE))
    expand = context.query.get("expand", "")
    items = [
        _with_status(context, workshop, serialize(event, workshop, person, expand))
        for workshop in matching[page * size : (page + 1) * size]
    ]
    body = serializers.envelope(items, len(visible), len(matching))
    return body | _past_and_upcoming(context, event, visible)


def _with_status(
    context: RequestContext, workshop: Workshop, body: dict[str, Any]
) -> dict[str, Any]:
    """The organization's key also reads the status, because its list has hidden sessions."""
    return body if context.person else body | {"status": workshop.status}


def _past_and_upcoming(
    context: RequestContext, event: Event, workshops: list[Workshop]
) -> dict[str, bool]:
    phases = {each.phase(event.zone, context.state.clock.now()) for each in workshops}
    return {"pastSession": "over" in phases, "upComingSession": bool(phases - {"over"})}


def _in_order(event: Event) -> list[Workshop]:
    return sorted(event.workshops.values(), key=lambda each: (each.starts or "9", each.id))


def _is_listed(event: Event, workshop: Workshop, person: Person | None) -> bool:
    """Whether it is in this person's list; RequestError (403) for people who may not enter."""
    if person is None or person.is_team:
        return True
    if person.access_error:
        raise RequestError(FORBIDDEN)
    return may_see(event, workshop, person) and not is_hidden(workshop)


def _matches(context: RequestContext, event: Event, workshop: Workshop) -> bool:
    """Whether a session passes every filter of the query; an absent filter lets all pass."""
    query = context.query
    is_over = workshop.phase(event.zone, context.state.clock.now()) == "over"
    return (
        query.get("sessionFormat", workshop.format) == workshop.format
        and query.get("status", workshop.status) == workshop.status
        and (workshop.starts or "").startswith(query.get("filterDate", ""))
        and _has_any(query.get("trackIds", ""), workshop.tracks)
        and _has_any(query.get("tagIds", ""), workshop.tags)
        and (_ignores_time(query) or is_over == (query["past"] == "true"))
    )


def _ignores_time(query: dict[str, str]) -> bool:
    return query.get("past") not in {"true", "false"} or query.get("showPastAndUpcoming") == "true"


def _has_any(wanted: str, ids: list[int]) -> bool:
    """Whether one of the comma-separated ids is among `ids`; True if none is wanted."""
    return not wanted or not {text.strip() for text in wanted.split(",")}.isdisjoint(map(str, ids))
