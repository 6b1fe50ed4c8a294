"""The pages of an event: one workshop, mine, the door and the room; the list is in list_views."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from portal.accelevents.records import Workshop
from portal.attendees.decorators import SignedInRequest
from workshops.catalogue import VisibleWorkshops, visible_workshops, workshop_context
from workshops.joining import entrance, messages, service
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason
from workshops.room import payload

# Why no other workshop would let this attendee in either.
NOTHING_IS_OPEN = {RefusalReason.NO_EVENT_TICKET, RefusalReason.EVENT_NOT_OPEN}


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def workshop_join(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """
    The door: POST presses the button, GET asks what is true now and changes nothing.

    Except for who has pressed and stands in line: their page, which without script can only be
    loaded again, then asks for the press.
    """
    seen, found = _for_a_press(request, workshop_id)
    is_press = request.method == "POST" or entrance.waits(request.attendee, found)
    ask = entrance.join if is_press else service.check_registration
    outcome = ask(request.attendee, found, seen.snapshot)
    if outcome.kind is OutcomeKind.CONTINUE_IN_ROOM:
        return _to_the_room(request, event, workshop_id)
    template = (
        "workshops/joining/_outcome.html" if request.htmx else "workshops/joining/outcome.html"
    )
    if outcome.kind is OutcomeKind.REFUSED:  # it may have told more of the ticket
        seen = visible_workshops(request, ask_upstream=False)
    return render(request, template, _told(seen, found, outcome))


@require_http_methods(["GET", "POST"])
def give_up(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """GET asks whether the seat is really to be given up, POST does it. Only where configured."""
    if not settings.ACCELEVENTS.unregister_call:
        raise Http404
    seen = visible_workshops(request)
    found = seen.find(workshop_id)
    if request.method == "GET":
        return render(request, "workshops/joining/give_up.html", workshop_context(seen, found))
    outcome = service.unregister(request.attendee, found, seen.snapshot)
    context = _told(visible_workshops(request, ask_upstream=False), found, outcome)
    return render(request, "workshops/joining/outcome.html", context)


@require_GET
def room(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """The meeting page. It holds no secret: the meeting comes by `room_join`."""
    seen = visible_workshops(request)
    found = seen.find(workshop_id)
    context = workshop_context(seen, found)
    context["room_config"] = payload.page_config(request.attendee, found)
    response = render(request, "workshops/room/room.html", context)
    response._csp_update = payload.content_policy()  # type: ignore[attr-defined]
    response.headers["Permissions-Policy"] = payload.PERMISSIONS
    return response


@require_POST
@cache_control(no_store=True, private=True)
def room_join(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """The meeting and the attendee's place in it as JSON, or 409 and the outcome in words."""
    seen = visible_workshops(request, ask_upstream=False)
    found = seen.find(workshop_id)
    entered = entrance.enter(request.attendee, found)
    if isinstance(entered, Outcome):
        told = _told(seen, found, entered)
        return render(request, "workshops/joining/_outcome.html", told, status=409)
    service.report_status(request.attendee, found, "IN_MEETING")
    return JsonResponse(payload.meeting_payload(entered, request.attendee, found))


@require_POST
def room_leave(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """The meeting page says that its attendee has left; upstream is told where that is set."""
    found = visible_workshops(request, ask_upstream=False).find(workshop_id)
    service.report_status(request.attendee, found, "LEFT")
    return HttpResponse(status=204)


def _told(seen: VisibleWorkshops, found: Workshop, outcome: Outcome) -> dict[str, Any]:
    """What an outcome shows."""
    event = seen.snapshot.event.url
    context = workshop_context(seen, found) | {
        "outcome": messages.describe(outcome, found.title, event)
    }
    return context | ({"alternatives": ()} if outcome.reason in NOTHING_IS_OPEN else {})


def _for_a_press(request: SignedInRequest, workshop_id: int) -> tuple[VisibleWorkshops, Workshop]:
    """From memory if that will do: what a press asks upstream, it asks behind the gate."""
    try:
        seen = visible_workshops(request, ask_upstream=False)
        return seen, seen.find(workshop_id)
    except Http404:  # a private workshop of somebody whose workshops are not known yet
        seen = visible_workshops(request)
        return seen, seen.find(workshop_id)


def _to_the_room(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    url = reverse("room", args=[event, workshop_id])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
