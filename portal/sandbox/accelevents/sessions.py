"""What can be read: the event, its sessions, one session, and those that a person has a seat in."""

from __future__ import annotations

from typing import Any

from portal.sandbox.accelevents import serializers
from portal.sandbox.accelevents.error_responses import FORBIDDEN, Refused
from portal.sandbox.accelevents.meeting import in_detail
from portal.sandbox.accelevents.request_context import Asked, is_hidden, may_know
from portal.sandbox.accelevents.state import Event, Person, Workshop

_DEFAULT_SIZE = "10"


def event(asked: Asked) -> dict[str, Any]:
    """GET /rest/events/{event}: name, zone and look; also for people who are not signed in."""
    found = asked.world.event(asked.parts["event"])
    return {"name": found.name, "eventURL": found.url} | found.about


def sessions(asked: Asked) -> dict[str, Any]:
    """GET /rest/events/{event}/session/v2: a page of what this person may see."""
    return _page(asked, serializers.item)


def sessions_v1(asked: Asked) -> dict[str, Any]:
    """GET /rest/events/{event}/session: the older list, which tells more of each."""
    return _page(asked, serializers.full)


def session(asked: Asked) -> dict[str, Any]:
    """GET /rest/events/{event}/session/v2/{session}."""
    person, workshop = asked.reader(), asked.workshop()
    body = serializers.detail(asked.event(), workshop, person, asked.query.get("expand", ""))
    return body | (in_detail(asked.world, workshop, person) if person else {})


def mine(asked: Asked) -> dict[str, Any]:
    """GET /rest/events/{event}/user-session/registered: all of mine, on one page."""
    person, found = asked.attendee(), asked.event()
    seated = [each for each in _in_order(found) if person.email in each.seats]
    shown = [each for each in seated if _matches(asked, found, each)]
    expand = asked.query.get("expand", "") + ",currentUserRegisteredEventTicketId"
    items = [serializers.full(found, each, person, expand) for each in shown]
    return serializers.envelope(items, len(found.workshops), len(items))


def _page(asked: Asked, write: Any) -> dict[str, Any]:
    found, person = asked.event(), asked.reader()
    seen = [each for each in _in_order(found) if _sees(found, each, person)]
    shown = [each for each in seen if _matches(asked, found, each)]
    page = asked.number(asked.query.get("page", "0"))
    size = asked.number(asked.query.get("size", _DEFAULT_SIZE))
    expand = asked.query.get("expand", "")
    items = [
        _told(asked, each, write(found, each, person, expand))
        for each in shown[page * size : (page + 1) * size]
    ]
    return serializers.envelope(items, len(seen), len(shown)) | _eras(asked, found, seen)


def _told(asked: Asked, workshop: Workshop, body: dict[str, Any]) -> dict[str, Any]:
    """To the organisation's key also the status: its list holds hidden sessions."""
    return body if asked.person else body | {"status": workshop.status}


def _eras(asked: Asked, found: Event, seen: list[Workshop]) -> dict[str, bool]:
    phases = {each.phase(found.zone, asked.world.clock.now()) for each in seen}
    return {"pastSession": "over" in phases, "upComingSession": bool(phases - {"over"})}


def _in_order(found: Event) -> list[Workshop]:
    return sorted(found.workshops.values(), key=lambda each: (each.starts or "9", each.id))


def _sees(found: Event, workshop: Workshop, person: Person | None) -> bool:
    """Whether it is in this person's list; Refused (403) for people without an event ticket."""
    if person is None or person.is_team:
        return True
    if person.front_door:
        raise Refused(FORBIDDEN)
    return may_know(found, workshop, person) and not is_hidden(workshop)


def _matches(asked: Asked, found: Event, workshop: Workshop) -> bool:
    """Whether a session passes every filter of the query; a filter not given lets all pass."""
    query = asked.query
    is_over = workshop.phase(found.zone, asked.world.clock.now()) == "over"
    return (
        query.get("sessionFormat", workshop.format) == workshop.format
        and query.get("status", workshop.status) == workshop.status
        and (workshop.starts or "").startswith(query.get("filterDate", ""))
        and _has_any(query.get("trackIds", ""), workshop.tracks)
        and _has_any(query.get("tagIds", ""), workshop.tags)
        and (_wants_all(query) or is_over == (query["past"] == "true"))
    )


def _wants_all(query: dict[str, str]) -> bool:
    return query.get("past") not in {"true", "false"} or query.get("showPastAndUpcoming") == "true"


def _has_any(wanted: str, ids: list[int]) -> bool:
    """Whether one of the comma-separated ids is among `ids`; no ids wanted: yes."""
    return not wanted or not {text.strip() for text in wanted.split(",")}.isdisjoint(map(str, ids))
