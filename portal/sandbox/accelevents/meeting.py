"""
The meeting that a join returns: a Chime meeting and this person's attendee.

Shape "text" is the vendor's own: both are JSON text, bare, with the addresses that AWS returns
today, and an ExternalUserId of name and user id. The others are what else an upstream might send.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from portal.sandbox.accelevents import serializers
from portal.sandbox.accelevents.media_addresses import MediaAddresses
from portal.sandbox.accelevents.models import BreakoutRoom, Event, Person, Workshop
from portal.sandbox.accelevents.state import State

MeetingAndAttendee = dict[str, Any]

_MAX_PROFILES = 50


def _meeting_and_attendee(
    media: MediaAddresses, workshop: Workshop, person: Person, room: Workshop | BreakoutRoom
) -> MeetingAndAttendee:
    """{"meeting": …, "attendee": …} of `room`, bare; a person always gets the same ids."""
    room.meeting_id = room.meeting_id or str(uuid.uuid4())
    attendee_id = room.attendee_ids.setdefault(person.email, str(uuid.uuid4()))
    external_user_id = f"{person.first} {person.last}_{person.id}"
    meeting = {
        "MeetingId": room.meeting_id,
        "ExternalMeetingId": str(workshop.id),
        "MediaRegion": "eu-central-1",
        "MediaPlacement": media.placement(room.meeting_id),
        "MeetingFeatures": {"Audio": {"EchoReduction": "AVAILABLE"}, "Attendee": {"MaxCount": 250}},
    }
    attendee = {
        "ExternalUserId": external_user_id,
        "AttendeeId": attendee_id,
        "JoinToken": media.join_token(room.meeting_id, attendee_id, external_user_id),
    }
    return {"meeting": meeting, "attendee": attendee}


def _wrapped(body: MeetingAndAttendee) -> MeetingAndAttendee:
    return {"meeting": {"Meeting": body["meeting"]}, "attendee": {"Attendee": body["attendee"]}}


def _text(body: MeetingAndAttendee) -> MeetingAndAttendee:
    return {key: json.dumps(value) for key, value in body.items()}


def _lower(body: MeetingAndAttendee) -> MeetingAndAttendee:
    return {key: _with_lower_keys(value) for key, value in _wrapped(body).items()}


def _with_lower_keys(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key[0].lower() + key[1:]: _with_lower_keys(each) for key, each in value.items()}


def _flat(body: MeetingAndAttendee) -> MeetingAndAttendee:
    placement = body["meeting"].pop("MediaPlacement")
    return body | {"meeting": body["meeting"] | placement}


def _nulls(body: MeetingAndAttendee) -> MeetingAndAttendee:
    return dict.fromkeys(body)


SHAPES: dict[str, Callable[[MeetingAndAttendee], MeetingAndAttendee]] = {
    "text": _text,
    "wrapped": _wrapped,
    "bare": lambda body: body,
    "wrapped_text": lambda body: _text(_wrapped(body)),
    "text_twice": lambda body: _text(_text(body)),
    "lower": _lower,
    "flat": _flat,
    "missing": _nulls,
    "detail": _nulls,
    "empty": _nulls,
}


def join_body(state: State, event: Event, workshop: Workshop, person: Person) -> dict[str, Any]:
    """The answer to a join, in the workshop's `join_shape`; an in-person one has no meeting."""
    shape = "missing" if workshop.is_in_person else workshop.join_shape
    body = serializers.item(event, workshop, person, "currentUserRegisteredEventTicketId")
    return body | {
        "capacity": workshop.capacity,
        "duration": 3600,
        "chatEnabled": True,
        "pollEnabled": True,
        "quesAndAnsEnabled": False,
        "hideSessionFromAttendees": workshop.is_hidden,
        "purchaserUserRegisteredEventTicketId": None,
        "chimeConfig": serializers.chime_config(workshop),
        **_leaders(state, event, workshop),
        "attendeeProfileDtos": _profiles(state, workshop),
        **SHAPES[shape](_meeting_and_attendee(state.media, workshop, person, workshop)),
    }


def breakout_body(
    state: State, event: Event, workshop: Workshop, room: BreakoutRoom, person: Person
) -> dict[str, Any]:
    """The answer to a join of a breakout room: as that of a join, with the room's name."""
    return {
        "title": room.name,
        "chatEnabled": True,
        "attendeeProfileDtos": [],
        **_leaders(state, event, workshop),
        **_text(_meeting_and_attendee(state.media, workshop, person, room)),
    }


def _leaders(state: State, event: Event, workshop: Workshop) -> dict[str, Any]:
    return {
        "speakersOrModeratorsUserIds": [event.speakers[key]["userId"] for key in workshop.speakers],
        "eventAdmins": [each.id for each in state.people.values() if each.is_team],
    }


def _profiles(state: State, workshop: Workshop) -> list[dict[str, Any]]:
    """People who have joined and not left; a portrait goes by the bare id of its upload."""
    there = [state.people[email] for email in sorted(workshop.joined - workshop.left)]
    return [
        {
            "userId": each.id,
            "firstName": each.first,
            "lastName": each.last,
            "photo": f"{each.id}_portrait.jpg",
        }
        for each in there[:_MAX_PROFILES]
    ]


def detail_fields(state: State, workshop: Workshop, person: Person) -> MeetingAndAttendee:
    """The meeting in the detail call: only for shape "detail", and only after a join."""
    if workshop.join_shape != "detail" or person.email not in workshop.joined:
        return {}
    return _wrapped(_meeting_and_attendee(state.media, workshop, person, workshop))
