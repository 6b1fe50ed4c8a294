"""What the meeting page needs from a join, and nothing more. Never stored, never logged."""

import re
from typing import Any

from django.conf import settings
from django.urls import reverse

from portal.accelevents.records import MeetingJoin, Workshop
from portal.attendees.session import Attendee
from portal.events import hub_url

# What the meeting asks of the browser, for this page alone.
PERMISSIONS = ", ".join(
    f"{feature}=(self)"
    for feature in (
        "camera",
        "microphone",
        "display-capture",
        "speaker-selection",
        "autoplay",
        "fullscreen",
        "picture-in-picture",
    )
)
HOST = re.compile(r"(?:wss?://|https?://)?([a-z\d.-]+(?::\d{1,5})?)(?=[/?]|\Z)", re.ASCII)
MEDIA_FIELDS = ("AudioHostUrl", "SignalingUrl", "TurnControlUrl")  # all that the SDK reads


def media_problem(joined: MeetingJoin) -> str:
    """Which address of the meeting names a host that MEDIA_HOSTS does not; "" when all are fine."""
    placement = joined.meeting["MediaPlacement"]
    for name in MEDIA_FIELDS:
        address = str(placement.get(name, ""))
        if not is_media_host(address):
            return f"{name} names the host {_host(address)!r}, which MEDIA_HOSTS does not"
    if not _is_secure(str(placement.get("SignalingUrl", ""))):
        return "SignalingUrl is not wss"
    return ""


def is_media_host(address: str) -> bool:
    """Whether the host of a URL or host:port is one of MEDIA_HOSTS."""
    host = _host(address)
    return bool(host) and any(_fits(host, allowed) for allowed in settings.MEDIA_HOSTS)


def content_policy() -> dict[str, list[str]]:
    """What the page may do beyond the site's policy: speak to the media hosts, run a worker."""
    schemes = ("wss", "ws") if settings.IS_SANDBOX else ("wss",)
    hosts = [f"{scheme}://{host}" for host in settings.MEDIA_HOSTS for scheme in schemes]
    return {"connect-src": hosts, "worker-src": ["blob:"], "media-src": ["'self'"]}


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


def _host(address: str) -> str:
    """
    host:port or host of a URL or of a bare host:port; "" for anything that is not plainly one.

    Stricter than a URL: what a browser could read as another host (user@, a backslash) is none.
    """
    found = HOST.match(address.lower())
    return found[1] if found else ""


def _fits(host: str, allowed: str) -> bool:
    name = host if ":" in allowed else host.partition(":")[0]
    if allowed.startswith("*."):
        return name.endswith(allowed[1:])
    return name == allowed


def _is_secure(address: str) -> bool:
    return address.startswith("wss://") or (settings.IS_SANDBOX and address.startswith("ws://"))
