"""What the meeting page needs from a join, and nothing more. Never stored, never logged."""

from typing import Any

from django.urls import reverse

from portal.accelevents.records import MeetingJoin, Workshop
from portal.attendees import Attendee
from portal.events import cached, hub_url
from workshops.room import presence
from workshops.room.media_policy import MEDIA_FIELDS


def page_config(attendee: Attendee, workshop: Workshop, device_inside: str) -> dict[str, Any]:
    """What the script of the page must know before the join; no secret is in it."""
    address = {"event": attendee.event, "workshop_id": workshop.id}
    return {
        "join_url": reverse("room_join", kwargs=address),
        "breakout_url": reverse("breakout_join", kwargs=address | {"breakout_room": "ROOM"}),
        "leave_url": reverse("room_leave", kwargs=address),
        "list_url": reverse("workshop_list", kwargs={"event": attendee.event}),
        "my_name": attendee.name,
        "visit": presence.name_of_visit(attendee, workshop),
        "device_inside": device_inside,
        "hub_url": hub_url(attendee.event, workshop.id),
        # What a message of the hub that sends people elsewhere must name to be about this meeting.
        "event_slugs": [attendee.event, cached(attendee.event).upstream_url],
        "workshop_id": workshop.id,
        "muted": workshop.mutes_on_entry,
        "camera_off": workshop.camera_off_on_entry,
    }


def meeting_payload(joined: MeetingJoin, attendee: Attendee, workshop: Workshop) -> dict[str, Any]:
    """
    The JSON that the meeting page gets once, in memory: meeting, place, names and rules.

    `people` are those of whom a name or a role is known, by user id; the page finds the id of
    each participant, and the name that the service has for them, in the ExternalUserId.
    """
    people = _people(joined, workshop)
    return {
        "meeting": _meeting(joined.meeting),
        "attendee": joined.attendee,
        "me": _me(joined, attendee, people),
        "people": people,
        "title": joined.title,
        "chat": joined.chat_enabled,
        "muted": joined.mutes_on_entry,
        "camera_off": joined.camera_off_on_entry or not joined.allows_cameras,
    }


def _me(
    joined: MeetingJoin, attendee: Attendee, people: dict[str, dict[str, str]]
) -> dict[str, Any]:
    """
    What the others learn of the attendee, and whether the hub lets them moderate.

    In the hub, speakers of the workshop moderate, and the event's admins and staff.
    """
    user_id = attendee.id or joined.user_id
    role = people.get(user_id, {}).get("role", "")
    return {
        "name": attendee.name,
        "role": role,
        "moderates": bool(role) or not {"admin", "staff"}.isdisjoint(attendee.roles),
        "first_name": attendee.first_name,
        "last_name": attendee.last_name,
        "photo": joined.photos.get(user_id, ""),
    }


def _meeting(meeting: dict[str, Any]) -> dict[str, Any]:
    return {
        "MeetingId": meeting["MeetingId"],
        "MediaRegion": meeting.get("MediaRegion", ""),
        "MediaPlacement": {name: meeting["MediaPlacement"][name] for name in MEDIA_FIELDS},
        "MeetingFeatures": meeting.get("MeetingFeatures", {}),
    }


def _people(joined: MeetingJoin, workshop: Workshop) -> dict[str, dict[str, str]]:
    """Names ("" if unknown) and roles by user id; a speaker's name is the organizer's word."""
    speakers = {speaker.user_id: speaker.name for speaker in workshop.speakers if speaker.user_id}
    names = joined.names | speakers
    ids = dict.fromkeys([*names, *joined.moderator_ids, *joined.admin_ids])
    return {
        user_id: {
            "name": names.get(user_id, ""),
            "role": _role(user_id, joined) or ("speaker" if user_id in speakers else ""),
        }
        for user_id in ids
    }


def _role(user_id: str, joined: MeetingJoin) -> str:
    if user_id in joined.admin_ids:
        return "admin"
    return "moderator" if user_id in joined.moderator_ids else ""
