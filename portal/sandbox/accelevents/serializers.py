"""
The bodies of the answers, field by field as documented, misspelt ones included.

https://developer.accelevents.com/docs/workshop-session
"""

from __future__ import annotations

from typing import Any

from portal.sandbox.accelevents.error_responses import No
from portal.sandbox.accelevents.state import Event, Person, Workshop

_STATS_WORDS = {"sessionstats", "stats"}


def refusal(no: No) -> dict[str, Any]:
    """The error body: the code is a text, the words are in errorMessage."""
    return {"errorCode": no.code, "errorMessage": no.text}


def words(expand: str) -> set[str]:
    """The words of an `expand` query in one spelling."""
    return {word.strip().casefold().replace("_", "") for word in expand.split(",")}


def envelope(items: list[dict[str, Any]], total: int, filtered: int) -> dict[str, Any]:
    """A page of a list: `total` before filtering, `filtered` after it, `items` on this page."""
    return {"recordsTotal": total, "recordsFiltered": filtered, "data": items, "error": None}


def item(event: Event, workshop: Workshop, person: Person | None, expand: str) -> dict[str, Any]:
    """A session of the v2 list, as `person` sees it (None: as the organiser's key does)."""
    wanted = words(expand)
    return {
        "sessionId": workshop.id,
        "title": workshop.title,
        "startTime": workshop.starts,
        "endTime": workshop.ends,
        "location": workshop.location,
        "description": workshop.description,
        "format": workshop.format,
        "speakerList": _speakers(event, workshop) if "speaker" in wanted else [],
        "currentUserRegisteredEventTicketId": _tickets(workshop, person, wanted),
        "tracks": _labels(event, workshop.tracks) if "track" in wanted else [],
        **({"tags": _labels(event, workshop.tags)} if "tag" in wanted else {}),
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
    """Fields that mean nothing to a workshop, two of which nobody may ever see."""
    return {
        "streamProvider": None,
        "streamUrl": None,
        "rtmpUrl": None,
        "meetingPassword": None,
    }


def _tickets(workshop: Workshop, person: Person | None, wanted: set[str]) -> list[int] | None:
    """[ticket] where this person has a seat, else None."""
    if person is None or "currentuserregisteredeventticketid" not in wanted:
        return None
    return [workshop.seats[person.email]] if person.email in workshop.seats else None


def _speakers(event: Event, workshop: Workshop) -> list[dict[str, Any]]:
    return [_speaker(event.speakers[key]) for key in workshop.speakers]


def _speaker(told: dict[str, Any]) -> dict[str, Any]:
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
    return blank | told


def _labels(event: Event, ids: list[int]) -> list[dict[str, Any]]:
    return [{"description": None, "position": 2000.0} | event.labels[key] for key in ids]


def full(event: Event, workshop: Workshop, person: Person | None, expand: str) -> dict[str, Any]:
    """A session of the v1 list and of "my sessions": the v2 item and what only these tell."""
    return item(event, workshop, person, expand) | {
        "capacity": workshop.capacity,
        "status": workshop.status,
        "sessionStats": stats(workshop),
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
    """Who has a seat, with e-mail: upstream sends it, the portal must never pass it on."""
    return [{"email": mail, "phoneNumber": None} for mail in workshop.seats]


def stats(workshop: Workshop) -> dict[str, Any]:
    """The counts of one session."""
    return {
        "id": workshop.id,
        "registeredUserCount": workshop.taken,
        "interestedUserCount": 0,
        "attendeeCount": len(workshop.joined),
        "sessionSpeakerCount": len(workshop.speakers),
    }


def detail(event: Event, workshop: Workshop, person: Person | None, expand: str) -> dict[str, Any]:
    """The detail of one session; sessionStats only where `expand` asks for them."""
    body = full(event, workshop, person, f"{expand},currentUserRegisteredEventTicketId") | {
        "assetList": [],
        "allowedMinutesToJoinLate": workshop.late_minutes,
        "sessionTypeFormat": "IN_PERSON" if workshop.is_in_person else "VIRTUAL",
        "chimeConfig": chime_config(workshop),
    }
    if not words(expand) & _STATS_WORDS:
        del body["sessionStats"]
    return body


def chime_config(workshop: Workshop) -> dict[str, bool]:
    """How people enter the room: muted, without a picture."""
    return {
        "muteAttendeesOnEntry": workshop.mutes_on_entry,
        "disableAttendeesCameraOnEntry": workshop.camera_off_on_entry,
    }
