"""The one call for a workshop's detail, and what of its answer everybody may know."""

from zoneinfo import ZoneInfo

from portal.accelevents.exceptions import ApiRefused, Reason
from portal.accelevents.records import Workshop
from portal.attendees import Attendee, api_for
from workshops.catalogue import sharing
from workshops.catalogue.detail import Detail

TIMEOUT_SECONDS = 2.5  # a slower answer counts as none


def ask(attendee: Attendee, workshop_id: int, zone: ZoneInfo) -> Detail | None:
    """
    What upstream tells now; None if it has no such detail, or none for everybody.

    It is one request, also when that fails. ApiError if upstream gives no answer that says
    something of the workshop.
    GET /rest/events/{event}/session/v2/{session}
    https://developer.accelevents.com/reference/get-session-for-display-and-portal-page
    """
    api = api_for(attendee, TIMEOUT_SECONDS, retries=False)
    try:
        workshop = api.workshop(attendee.event, workshop_id, zone, expand=False)
    except ApiRefused as error:
        if error.reason is Reason.NOT_FOUND:
            return None
        raise
    is_told = workshop.id == workshop_id and _is_for_everybody(workshop, attendee)
    return Detail.of(workshop) if is_told else None


def _is_for_everybody(workshop: Workshop, attendee: Attendee) -> bool:
    """
    Whether all attendees may know of it.

    Others than plain attendees are shown more, so from them only what says PUBLIC counts.
    """
    if workshop.is_hidden or workshop.visibility == "PRIVATE":
        return False
    return workshop.is_public or sharing.is_plain(attendee)
