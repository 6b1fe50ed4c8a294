"""The meeting page, and the two requests that its script makes."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from portal.attendees import SignedInRequest
from workshops.catalogue import visible_workshops, workshop_context
from workshops.joining import Outcome, RefusalReason, locks, outcome_context
from workshops.room import media_policy, payload, presence, service


@require_GET
def room(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """The meeting page. It holds no secret: the meeting comes by `room_join`."""
    visible = visible_workshops(request)
    workshop = visible.find(workshop_id)
    context = workshop_context(visible, workshop)
    inside = presence.inside(request.attendee, workshop)
    context["others_inside"] = inside.others
    context["room_config"] = payload.page_config(request.attendee, workshop, inside.device)
    response = render(request, "workshops/room/room.html", context)
    response._csp_update = media_policy.content_policy()  # type: ignore[attr-defined]
    response.headers["Permissions-Policy"] = media_policy.PERMISSIONS
    return response


@require_POST
@cache_control(no_store=True, private=True)
def room_join(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """
    The meeting and the attendee's place in it as JSON, or a 409 and the outcome in words.

    While another request of this attendee is under way it is a 202 with a Retry-After: no refusal,
    the page asks again by itself.
    """
    return _join(request, workshop_id)


@require_POST
@cache_control(no_store=True, private=True)
def breakout_join(
    request: SignedInRequest, event: str, workshop_id: int, breakout_room: str
) -> HttpResponse:
    """As `room_join`, for a breakout room of the workshop's meeting."""
    return _join(request, workshop_id, breakout_room)


def _join(request: SignedInRequest, workshop_id: int, breakout_room: str = "") -> HttpResponse:
    visible = visible_workshops(request, ask_upstream=False)
    workshop = visible.find(workshop_id)
    joined = service.join_meeting(request.attendee, workshop, breakout_room)
    if isinstance(joined, Outcome):
        return _refused(request, joined, outcome_context(visible, workshop, joined))
    service.report_status(request.attendee, workshop, "IN_MEETING")
    presence.enter(request.attendee, workshop, presence.device_of(request))
    return JsonResponse(payload.meeting_payload(joined, request.attendee, workshop))


def _refused(request: SignedInRequest, outcome: Outcome, context: dict[str, Any]) -> HttpResponse:
    is_under_way = outcome.reason is RefusalReason.ALREADY_UNDER_WAY
    status = 202 if is_under_way else 409
    response = render(request, "workshops/joining/_outcome.html", context, status=status)
    if is_under_way:
        response.headers["Retry-After"] = str(locks.REPLAY_SECONDS)
    return response


@require_POST
def room_leave(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """The page says that its attendee has left; upstream learns of it where that is set."""
    workshop = visible_workshops(request, ask_upstream=False).find(workshop_id)
    service.leave_meeting(request.attendee, workshop)
    presence.leave(request.attendee, workshop, presence.device_of(request))
    return HttpResponse(status=204)
