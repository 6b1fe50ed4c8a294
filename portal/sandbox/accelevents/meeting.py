"""The meeting that a join returns: a Chime meeting and this person's attendee, in AWS's shape."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from portal.sandbox.accelevents import serializers
from portal.sandbox.accelevents.media_addresses import MediaAddresses
from portal.sandbox.accelevents.models import Event, Person, Workshop
from portal.sandbox.accelevents.state import State

MeetingAndAttendee = dict[str, Any]


def _meeting_and_attendee(
    media: MediaAddresses, workshop: Workshop, person: Person
) -> MeetingAndAttendee:
    """{"meeting": …, "attendee": …}, wrapped; a person always gets the same ids."""
    workshop.meeting_id = workshop.meeting_id or str(uuid.uuid4())
    attendee_id = workshop.attendee_ids.setdefault(person.email, str(uuid.uuid4()))
    meeting = {
        "MeetingId": workshop.meeting_id,
        "ExternalMeetingId": str(workshop.id),
        "MediaRegion": "eu-central-1",
        "MediaPlacement": media.placement(workshop.meeting_id),
    }
    attendee = {
        "ExternalUserId": str(person.id),
        "AttendeeId": attendee_id,
        "JoinToken": media.join_token(workshop.meeting_id, attendee_id, str(person.id)),
    }
    return {"meeting": {"Meeting": meeting}, "attendee": {"Attendee": attendee}}


def _bare(body: MeetingAndAttendee) -> MeetingAndAttendee:
    return {"meeting": body["meeting"]["Meeting"], "attendee": body["attendee"]["Attendee"]}


def _text(body: MeetingAndAttendee) -> MeetingAndAttendee:
    return {key: json.dumps(value) for key, value in body.items()}


def _lower(body: MeetingAndAttendee) -> MeetingAndAttendee:
    return {key: _with_lower_keys(value) for key, value in body.items()}


def _with_lower_keys(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key[0].lower() + key[1:]: _with_lower_keys(each) for key, each in value.items()}


def _flat(body: MeetingAndAttendee) -> MeetingAndAttendee:
    bare = _bare(body)
    placement = bare["meeting"].pop("MediaPlacement")
    return {"meeting": bare["meeting"] | placement, "attendee": bare["attendee"]}


def _nulls(body: MeetingAndAttendee) -> MeetingAndAttendee:
    return dict.fromkeys(body)


SHAPES: dict[str, Callable[[MeetingAndAttendee], MeetingAndAttendee]] = {
    "wrapped": lambda body: body,
    "bare": _bare,
    "text": _text,
    "text_twice": lambda body: _text(_text(body)),
    "lower": _lower,
    "flat": _flat,
    "missing": _nulls,
    "detail": _nulls,
    "empty": _nulls,
}


def join_body(state: State, event: Event, workshop: Workshop, person: Person) -> dict[str, Any]:
    """The answer to a join, in the workshop's `join_shape`; an in-person one has no meeting."""
    body = serializers.item(event, workshop, person, "currentUserRegisteredEventTicketId")
    shape = "missing" if workshop.is_in_person else workshop.join_shape
    return body | {
        "capacity": workshop.capacity,
        "duration": 3600,
        "chatEnabled": True,
        "pollEnabled": True,
        "quesAndAnsEnabled": False,
        "hideSessionFromAttendees": workshop.is_hidden,
        "purchaserUserRegisteredEventTicketId": None,
        "chimeConfig": serializers.chime_config(workshop),
        "speakersOrModeratorsUserIds": [event.speakers[key]["userId"] for key in workshop.speakers],
        "eventAdmins": [each.id for each in state.people.values() if each.is_team],
        **SHAPES[shape](_meeting_and_attendee(state.media, workshop, person)),
    }


def detail_fields(state: State, workshop: Workshop, person: Person) -> MeetingAndAttendee:
    """The meeting in the detail call: only for shape "detail", and only after a join."""
    if workshop.join_shape != "detail" or person.email not in workshop.joined:
        return {}
    return _meeting_and_attendee(state.media, workshop, person)
