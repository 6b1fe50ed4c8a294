"""The answer to a press on Join by htmx, rendered once for all who get the same one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django_htmx.http import trigger_client_event

from portal.caching import BoundedCache, CachedHtml
from portal.observability.registry import on_reset
from workshops.joining.outcomes import Outcome, OutcomeKind

TEMPLATE = "workshops/joining/_answer.html"
SHARED_NAMES = ("outcome", "workshop", "event_url")  # all that it shows of who is registered

_registered: BoundedCache[CachedHtml] = BoundedCache(max_bytes=1_000_000)


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _registered.clear()


def answer(
    request: HttpRequest, event: str, outcome: Outcome, context: dict[str, Any]
) -> HttpResponse:
    """The outcome for the card; whoever is registered goes straight on (enter_room.js)."""
    if outcome.kind is not OutcomeKind.REGISTERED:
        return render(request, TEMPLATE, context)
    html = _registered_html(context | {"event_url": event})
    workshop_id = context["workshop"].id
    return trigger_client_event(
        HttpResponse(html), "enter", {"workshop": workshop_id}, after="swap"
    )


def _registered_html(context: dict[str, Any]) -> CachedHtml:
    """The same for everybody: the template gets nothing personal, and no request."""
    shared = {name: context[name] for name in SHARED_NAMES}
    workshop, event = shared["workshop"], shared["event_url"]
    room = reverse("room", args=[event, workshop.id])  # in the frame it is another address
    name = (room, workshop.title, shared["outcome"], get_language())
    return _registered.get(name, lambda: CachedHtml(render_to_string(TEMPLATE, shared)))
