"""
The bodies of the responses, field by field as documented, including the misspelled ones.

https://developer.accelevents.com/docs/workshop-session
"""

from __future__ import annotations

from typing import Any

from portal.sandbox.accelevents.error_responses import ErrorResponse
from portal.sandbox.accelevents.models import Event, Person, Workshop

_STATS_OPTIONS = {"sessionstats", "stats"}


def error(response: ErrorResponse) -> dict[str, Any]:
    """The error body: the code is a text, and the sentence is in errorMessage."""
    return {"errorCode": response.code, "errorMessage": response.text}


def _options(expand: str) -> set[str]:
    """The comma-separated options of an `expand` query, in one spelling."""
    return {option.strip().casefold().replace("_", "") for option in expand.split(",")}


def envelope(items: list[dict[str, Any]], total: int, filtered: int) -> dict[str, Any]:
    """A page of a list: `total` before filtering, `filtered` after it, `items` on this page."""
    return {"recordsTotal": total, "recordsFiltered": filtered, "data": items, "error": None}


def item(event: Event, workshop: Workshop, person: Person | None, expand: str) -> dict[str, Any]:
    """A session of the v2 list, as `person` sees it (None: as the organizer's key does)."""
    options = _options(expand)
    return {
        "sessionId": workshop.id,
        "title": workshop.title,
        "startTime": workshop.starts,
        "endTime": workshop.ends,
        "location": workshop.location,
        "description": workshop.description,
        "format": workshop.format,
        "speakerList": _speakers(event, workshop) if "speaker" in options else [],
        "currentUserRegisteredEventTicketId": _tickets(workshop, person, options),
        "tracks": _labels(event, workshop.tracks) if "track" in options else [],
        **({"tags": _labels(event, workshop.tags)} if "tag" in options else {}),
        **_streaming(workshop),
        "sessionVisibilityType": workshop.visibility,
        "sponsorList": [],
        "recordSession": workshop.is_recorded,
        "hideVideoControls": False,
        "exihiborList": [],
        "postSessionCallToActionJson": None,
        "playBackRestrictionToken": None,
        "thumbnailRestrictionToken": None,
    }


def _streaming(workshop: Workshop) -> dict[str, Any]:
    """Fields that mean nothing for a workshop; two of them must never be shown to anybody."""
    return {
        "streamProvider": None,
        "streamUrl": None,
        "rtmpUrl": None,
        "meetingPassword": None,
    }


def _tickets(workshop: Workshop, person: Person | None, options: set[str]) -> list[int] | None:
    """[ticket] if this person has a seat, else None."""
    if person is None or "currentuserregisteredeventticketid" not in options:
        return None
    return [workshop.seats[person.email]] if person.email in workshop.seats else None


def _speakers(event: Event, workshop: Workshop) -> list[dict[str, Any]]:
    return [_speaker(event.speakers[key]) for key in workshop.speakers]


def _speaker(fields: dict[str, Any]) -> dict[str, Any]:
    blank = {
        "speakerId": 0,
        "title": None,
        "pronouns": None,
        "firstName": None,
        "lastName": None,
        "email": None,
        "sessionDTO": None,
        "userId": None,
        "imageUrl": None,
        "company": None,
        "bio": None,
        "linkedIn": None,
        "twitter": None,
        "instagram": None,
        "position": 2000.0,
        "moderator": False,
        "ticketTypesForSpeaker": None,
        "allowAttendeeAccess": False,
        "loggedInAtVEH": False,
        "showModerator": True,
        "deviceChecked": False,
        "allowOverrideDetails": False,
    }
    return blank | fields


def _labels(event: Event, ids: list[int]) -> list[dict[str, Any]]:
    return [{"description": None, "position": 2000.0} | event.labels[key] for key in ids]


def full(event: Event, workshop: Workshop, person: Person | None, expand: str) -> dict[str, Any]:
    """A session of the v1 list and of "my sessions": the v2 item and the fields of these alone."""
    return item(event, workshop, person, expand) | {
        "capacity": workshop.capacity,
        "status": workshop.status,
        "sessionStats": _stats(workshop),
        "registerdHolderUsers": _holders(workshop),
        "purchaserUserRegisteredEventTicketId": None,
        "duration": 3600,
        "enableChat": True,
        "enablePoll": True,
        "enableQuesAndAns": False,
        "hideSessionFromAttendees": workshop.is_hidden,
        "enableVirtualization": True,
        "tags": _labels(event, workshop.tags),
        "ticketTypesThatCanBeRegistered": workshop.ticket_types,
    }


def _holders(workshop: Workshop) -> list[dict[str, Any]]:
    """The people with a seat, by email: upstream sends it, the portal must never pass it on."""
    return [{"email": email, "phoneNumber": None} for email in workshop.seats]


def _stats(workshop: Workshop) -> dict[str, Any]:
    """The counts of one session."""
    return {
        "id": workshop.id,
        "registeredUserCount": workshop.taken,
        "interestedUserCount": 0,
        "attendeeCount": len(workshop.joined),
        "sessionSpeakerCount": len(workshop.speakers),
    }


def detail(event: Event, workshop: Workshop, person: Person | None, expand: str) -> dict[str, Any]:
    """The detail of one session; sessionStats are there only if `expand` requests them."""
    body = full(event, workshop, person, f"{expand},currentUserRegisteredEventTicketId") | {
        "assetList": [],
        "allowedMinutesToJoinLate": workshop.late_minutes,
        "sessionTypeFormat": "IN_PERSON" if workshop.is_in_person else "VIRTUAL",
        "chimeConfig": chime_config(workshop),
    }
    if not _options(expand) & _STATS_OPTIONS:
        del body["sessionStats"]
    return body


def chime_config(workshop: Workshop) -> dict[str, bool]:
    """Whether people enter the meeting muted, and with their camera off."""
    return {
        "muteAttendeesOnEntry": workshop.mutes_on_entry,
        "disableAttendeesCameraOnEntry": workshop.camera_off_on_entry,
    }
