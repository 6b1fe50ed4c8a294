"""What a join hands out: a Chime meeting and this person's place in it, in AWS's shape."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from portal.sandbox.accelevents import serializers
from portal.sandbox.accelevents.media_addresses import Media
from portal.sandbox.accelevents.state import Event, Person, Workshop, World

Pair = dict[str, Any]


def pair(media: Media, workshop: Workshop, person: Person) -> Pair:
    """{"meeting": …, "attendee": …}, wrapped; the same ids whenever the same person asks."""
    workshop.meeting_id = workshop.meeting_id or str(uuid.uuid4())
    attendee = workshop.attendee_ids.setdefault(person.email, str(uuid.uuid4()))
    meeting = {
        "MeetingId": workshop.meeting_id,
        "ExternalMeetingId": str(workshop.id),
        "MediaRegion": "eu-central-1",
        "MediaPlacement": media.placement(workshop.meeting_id),
    }
    place = {
        "ExternalUserId": str(person.id),
        "AttendeeId": attendee,
        "JoinToken": media.token(workshop.meeting_id, attendee, str(person.id)),
    }
    return {"meeting": {"Meeting": meeting}, "attendee": {"Attendee": place}}


def _bare(told: Pair) -> Pair:
    return {"meeting": told["meeting"]["Meeting"], "attendee": told["attendee"]["Attendee"]}


def _text(told: Pair) -> Pair:
    return {key: json.dumps(value) for key, value in told.items()}


def _lower(told: Pair) -> Pair:
    return {key: _with_lower_keys(value) for key, value in told.items()}


def _with_lower_keys(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    return {key[0].lower() + key[1:]: _with_lower_keys(value) for key, value in told.items()}


def _flat(told: Pair) -> Pair:
    bare = _bare(told)
    placement = bare["meeting"].pop("MediaPlacement")
    return {"meeting": bare["meeting"] | placement, "attendee": bare["attendee"]}


def _nothing(told: Pair) -> Pair:
    return dict.fromkeys(told)


SHAPES: dict[str, Callable[[Pair], Pair]] = {
    "wrapped": lambda told: told,
    "bare": _bare,
    "text": _text,
    "text_twice": lambda told: _text(_text(told)),
    "lower": _lower,
    "flat": _flat,
    "missing": _nothing,
    "detail": _nothing,
    "empty": _nothing,
}


def joined(world: World, event: Event, workshop: Workshop, person: Person) -> dict[str, Any]:
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
        "eventAdmins": [each.id for each in world.people.values() if each.is_team],
        **SHAPES[shape](pair(world.media, workshop, person)),
    }


def in_detail(world: World, workshop: Workshop, person: Person) -> Pair:
    """What the detail call adds for somebody who has joined a workshop of the shape "detail"."""
    if workshop.join_shape != "detail" or person.email not in workshop.joined:
        return {}
    return pair(world.media, workshop, person)
