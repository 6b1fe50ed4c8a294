"""Join a workshop, wait in the queue, give the seat back."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from portal.accelevents.records import Workshop
from portal.attendees import SignedInRequest
from workshops.catalogue import VisibleWorkshops, visible_workshops, workshop_context
from workshops.joining import service
from workshops.joining.context import outcome_context
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason
from workshops.joining.rendering import answer

# 409: another request of this attendee is not done yet.
STATUSES: dict[RefusalReason | None, int] = {
    RefusalReason.ALREADY_UNDER_WAY: 409,
    RefusalReason.CANNOT_RECORD: 503,
}


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def workshop_join(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """
    POST joins; GET says what is true now and registers nobody.

    By htmx the answer is the outcome alone, always as a 200, which htmx swaps in.
    """
    visible, workshop = _find(request, workshop_id)
    act = service.join if request.method == "POST" else service.check
    outcome = act(request.attendee, workshop, visible.snapshot)
    if outcome.kind is OutcomeKind.CONTINUE_IN_ROOM:
        return _redirect_to_room(request, event, workshop_id)
    if outcome.kind is OutcomeKind.REFUSED:  # it may have revealed more about the ticket
        visible = visible_workshops(request, ask_upstream=False)
    context = outcome_context(visible, workshop, outcome)
    if request.htmx:
        return answer(request, event, outcome, context)
    return _outcome_page(request, outcome, context)


@require_http_methods(["GET", "POST"])
def give_up(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    """GET asks whether the seat is really to be given up, POST does it. Only where configured."""
    if not settings.ACCELEVENTS.unregister_call:
        raise Http404
    visible = visible_workshops(request)
    workshop = visible.find(workshop_id)
    if request.method == "GET":
        context = workshop_context(visible, workshop)
        return render(request, "workshops/joining/give_up.html", context)
    outcome = service.unregister(request.attendee, workshop, visible.snapshot)
    visible = visible_workshops(request, ask_upstream=False)
    return _outcome_page(request, outcome, outcome_context(visible, workshop, outcome))


def _find(request: SignedInRequest, workshop_id: int) -> tuple[VisibleWorkshops, Workshop]:
    """
    (what the attendee sees, the workshop), from memory if that will do.

    What a join asks of upstream, it asks under the lock and after admission.
    """
    try:
        visible = visible_workshops(request, ask_upstream=False)
        return visible, visible.find(workshop_id)
    except Http404:  # a private workshop of an attendee whose registrations are not known yet
        visible = visible_workshops(request)
        return visible, visible.find(workshop_id)


def _outcome_page(
    request: SignedInRequest, outcome: Outcome, context: dict[str, Any]
) -> HttpResponse:
    """A page about the outcome, with a status of its own if nothing could be done."""
    status = STATUSES.get(outcome.reason, 200)
    return render(request, "workshops/joining/outcome.html", context, status=status)


def _redirect_to_room(request: SignedInRequest, event: str, workshop_id: int) -> HttpResponse:
    url = reverse("room", args=[event, workshop_id])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
