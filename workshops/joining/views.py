"""The pages of an event: one workshop, mine, the door and the room; the list is in list_views."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from portal import events as known_events
from portal.accelevents.records import Workshop
from portal.attendees.decorators import PortalRequest, SignedInRequest, public
from workshops.catalogue.visible import VisibleWorkshops, visible_workshops
from workshops.joining import entrance, messages, service
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason
from workshops.live_list.rendering import list_context
from workshops.pages import brand, ical
from workshops.pages.html import safe_html
from workshops.room import payload
from workshops.schedule import cards, rules
from workshops.schedule.filters import Filters
from workshops.styleguide import samples

# Why no other workshop would let this attendee in either.
NOTHING_IS_OPEN = {RefusalReason.NO_EVENT_TICKET, RefusalReason.EVENT_NOT_OPEN}


@public
@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """The events served here; with a single one, its list."""
    if len(settings.PORTAL_EVENTS) == 1:
        return redirect("workshop_list", settings.PORTAL_EVENTS[0])
    found = [known_events.cached(url) for url in settings.PORTAL_EVENTS]
    return render(request, "workshops/pages/event_index.html", {"events": found})


@require_GET
def workshop(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """One workshop: what, who, when, and can I get in."""
    seen = visible_workshops(request)
    found = seen.find(workshop_id)
    context = _about(seen, found, event) | {"description_html": safe_html(found.description)}
    return render(request, "workshops/pages/workshop.html", context)


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
        return render(request, "workshops/joining/give_up.html", _about(seen, found, event))
    outcome = service.unregister(request.attendee, found, seen.snapshot)
    context = _told(visible_workshops(request, ask_upstream=False), found, outcome)
    return render(request, "workshops/joining/outcome.html", context)


@require_GET
def room(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """The meeting page. It holds no secret: the meeting comes by `room_join`."""
    seen = visible_workshops(request)
    found = seen.find(workshop_id)
    context = _about(seen, found, event)
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


@require_GET
def mine_list(request: SignedInRequest, event: str) -> HttpResponse:
    """The workshops the attendee is registered for."""
    return render(
        request,
        "workshops/live_list/my_workshops.html",
        list_context(visible_workshops(request), Filters(mine="1")),
    )


@require_GET
def mine_ics(request: SignedInRequest, event: str) -> HttpResponse:
    """A calendar file of my workshops."""
    return _calendar(
        request, event, visible_workshops(request).matching(Filters(mine="1")), "workshops"
    )


@require_GET
def workshop_ics(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """A calendar file of one workshop."""
    found = visible_workshops(request, ask_upstream=False).find(workshop_id)
    if not rules.has_times(found):
        raise Http404
    return _calendar(request, event, [found], f"workshop-{workshop_id}")


@public
@require_GET
@cache_control(public=True, max_age=31_536_000, immutable=True)
def brand_css(request: PortalRequest, event: str, colors: str) -> HttpResponse:
    """The colours of the address as custom properties: needs no memory, and never changes."""
    if not re.fullmatch(r"[0-9a-f]{6}(-[0-9a-f]{6})?", colors):
        raise Http404
    color, _, text_color = colors.partition("-")
    style = brand.stylesheet(f"#{color}", f"#{text_color}" if text_color else "")
    return HttpResponse(style, content_type="text/css")


@public
@require_GET
def patterns_page(request: PortalRequest) -> HttpResponse:
    """Every component in every state, for whoever works on them; only over the sandbox."""
    if not settings.IS_SANDBOX:
        raise Http404
    return render(request, "styleguide/styleguide.html", samples.samples(timezone.now()))


def _about(seen: VisibleWorkshops, found: Workshop, event: str) -> dict[str, Any]:
    """What a page about one workshop shows."""
    return {
        "workshop": found,
        "card": SimpleLazyObject(lambda: cards.card(found, seen.viewer)),
        "listing": seen.snapshot,
        "alternatives": SimpleLazyObject(lambda: seen.alternatives_to(found)),
        "hub_url": known_events.hub_url(event, found.id),
        "zone_name": seen.snapshot.zone.key,
        "can_give_up": bool(settings.ACCELEVENTS.unregister_call)
        and found.id in seen.registrations.ids,
    }


def _told(seen: VisibleWorkshops, found: Workshop, outcome: Outcome) -> dict[str, Any]:
    """What an outcome shows."""
    event = seen.snapshot.event.url
    context = _about(seen, found, event) | {
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


def _calendar(
    request: SignedInRequest, event: str, workshops: list[Workshop], name: str
) -> HttpResponse:
    entries = [
        (w, request.build_absolute_uri(reverse("workshop", args=[event, w.id]))) for w in workshops
    ]
    host = request.get_host().partition(":")[0]
    response = HttpResponse(
        ical.ics(entries, event, host, timezone.now()), content_type="text/calendar"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{event}-{name}.ics"'
    return response
