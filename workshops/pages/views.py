"""The event index, one workshop, the team's page, calendar files, the event's brand stylesheet."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from portal import events as known_events
from portal.accelevents.records import Workshop
from portal.attendees import PortalRequest, SignedInRequest, api_for, public
from workshops.catalogue import visible_workshops, workshop_context
from workshops.device_check import last_check
from workshops.pages import brand, ical
from workshops.pages.html import plain_text, safe_html
from workshops.pages.upstream_report import upstream_report
from workshops.schedule import Filters, Viewer, readiness, readiness_device, rules

TEAM_ROLES = {"admin", "staff", "whitelabeladmin"}  # as upstream has them


@public
@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """The events served here; if there is only one, a redirect to its list."""
    if len(settings.PORTAL_EVENTS) == 1:
        return redirect("workshop_list", settings.PORTAL_EVENTS[0])
    served = known_events.refresh_all(settings.PORTAL_EVENTS, api_for(None))
    return render(request, "workshops/pages/event_index.html", {"events": served})


@require_GET
def workshop(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """One workshop: its content, speakers and time, and whether the attendee can join."""
    visible = visible_workshops(request, page_about=workshop_id)
    shown = visible.find(workshop_id)
    context = workshop_context(visible, shown)
    context["readiness"] = readiness.with_questions(_rows(request, shown, visible.viewer))
    context["description_html"] = safe_html(shown.description)
    context["speakers"] = [(each, plain_text(each.bio)) for each in shown.speakers]
    return render(request, "workshops/pages/workshop.html", context)


def _rows(
    request: SignedInRequest, workshop: Workshop, viewer: Viewer
) -> tuple[readiness.Row, ...]:
    rows = readiness.rows(workshop, viewer)
    if not readiness_device.is_needed(workshop, viewer):
        return rows
    user_agent = request.headers.get("User-Agent", "")
    checked = last_check(request.attendee, user_agent, viewer.now)
    return (*rows, readiness_device.row(checked, viewer))


@require_GET
def mine_ics(request: SignedInRequest, event: str) -> HttpResponse:
    """A calendar file of the workshops the attendee is registered for."""
    mine = visible_workshops(request).matching(Filters(mine="1"))
    return _calendar(request, event, mine, "workshops")


@require_GET
def workshop_ics(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """A calendar file of one workshop."""
    shown = visible_workshops(request, ask_upstream=False).find(workshop_id)
    if not rules.has_times(shown):
        raise Http404
    return _calendar(request, event, [shown], f"workshop-{workshop_id}")


@require_GET
def upstream_check(request: SignedInRequest, event: str) -> HttpResponse:
    """For the event's team alone: what the portal found out about Accelevents."""
    if TEAM_ROLES.isdisjoint(request.attendee.roles):
        raise Http404
    return render(request, "workshops/pages/upstream_check.html", upstream_report(event))


@public
@require_GET
@cache_control(public=True, max_age=31_536_000, immutable=True)
def brand_css(request: PortalRequest, event: str, colors: str) -> HttpResponse:
    """The colors of the address as custom properties: needs no memory, and never changes."""
    if not re.fullmatch(r"[0-9a-f]{6}(-[0-9a-f]{6})?", colors):
        raise Http404
    color, _, text_color = colors.partition("-")
    style = brand.stylesheet(f"#{color}", f"#{text_color}" if text_color else "")
    return HttpResponse(style, content_type="text/css")


def _calendar(
    request: SignedInRequest, event: str, workshops: list[Workshop], name: str
) -> HttpResponse:
    entries = [
        (w, request.build_absolute_uri(reverse("workshop", args=[event, w.id]))) for w in workshops
    ]
    host = request.get_host().partition(":")[0]
    content = ical.ics(entries, event, host, timezone.now())
    response = HttpResponse(content, content_type="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{event}-{name}.ics"'
    return response
