"""What the meeting page needs from a join, and nothing more. Never stored, never logged."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from portal.accelevents.records import MeetingJoin, Workshop
from portal.attendees import Attendee
from portal.events import hub_url
from workshops.room.media_policy import MEDIA_FIELDS


def page_config(attendee: Attendee, workshop: Workshop) -> dict[str, Any]:
    """What the script of the page must know before the join; no secret is in it."""
    address = {"event": attendee.event, "workshop_id": workshop.id}
    reports = bool(settings.ACCELEVENTS.status_call)
    return {
        "join_url": reverse("room_join", kwargs=address),
        "leave_url": reverse("room_leave", kwargs=address) if reports else "",
        "list_url": reverse("workshop_list", kwargs={"event": attendee.event}),
        "my_name": attendee.name,
        "hub_url": hub_url(attendee.event, workshop.id),
        "muted": workshop.mutes_on_entry,
        "camera_off": workshop.camera_off_on_entry,
    }


def meeting_payload(joined: MeetingJoin, attendee: Attendee, workshop: Workshop) -> dict[str, Any]:
    """The JSON that the meeting page gets once, in memory: meeting, place, names and rules."""
    placement = {name: joined.meeting["MediaPlacement"][name] for name in MEDIA_FIELDS}
    return {
        "meeting": {
            "MeetingId": joined.meeting["MeetingId"],
            "MediaRegion": joined.meeting.get("MediaRegion", ""),
            "MediaPlacement": placement,
        },
        "attendee": joined.attendee,
        "me": {"name": attendee.name, "role": _role(attendee.id, joined)},
        "people": _people(joined, workshop),
        "chat": joined.chat_enabled,
        "muted": joined.mutes_on_entry,
        "camera_off": joined.camera_off_on_entry,
    }


def _people(joined: MeetingJoin, workshop: Workshop) -> dict[str, dict[str, str]]:
    """Names and roles by external user id, as far as the workshop tells them."""
    return {
        speaker.user_id: {"name": speaker.name, "role": _role(speaker.user_id, joined) or "speaker"}
        for speaker in workshop.speakers
        if speaker.user_id
    }


def _role(user_id: str, joined: MeetingJoin) -> str:
    if user_id in joined.admin_ids:
        return "admin"
    return "moderator" if user_id in joined.moderator_ids else ""
