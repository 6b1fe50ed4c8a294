"""The pages of an event: one workshop, mine, the door and the room; the list is in list_views."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from portal import events as known_events
from portal.accelevents.records import Workshop
from portal.attendees.decorators import PortalRequest, SignedInRequest, public
from workshops.catalogue.visible import VisibleWorkshops, visible_workshops
from workshops.live_list.rendering import list_context
from workshops.pages import brand, ical
from workshops.pages.html import safe_html
from workshops.schedule import cards, rules
from workshops.schedule.filters import Filters
from workshops.styleguide import samples


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
