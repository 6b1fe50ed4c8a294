"""What is rendered once for all who see the same: the list, and the page around it."""

import hashlib
from bisect import bisect_right
from dataclasses import replace
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal import context_processors
from portal.attendees import Attendee, EncryptedToken, SignedInRequest
from portal.caching import BoundedCache
from portal.localization import samples
from portal.observability.registry import on_reset
from workshops.catalogue import VisibleWorkshops
from workshops.live_list.gzip_parts import GzipPart, PageShell, placeholder
from workshops.live_list.links import address
from workshops.schedule import Filters, cards, filters, is_open_to, rules

_rendered: BoundedCache[PageShell] = BoundedCache()  # lists, and the page around them


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _rendered.clear()


def fingerprint(visible: VisibleWorkshops, chosen: Filters) -> str:
    """
    A name of what the list looks like: the same for two people, or two moments, that see the same.

    States follow from the shared list and the last moment at which one of them changed.
    """
    snapshot, mine, at = visible.snapshot, visible.registrations, visible.at
    is_old = snapshot.is_old
    return _digest(
        (address("workshop_list", snapshot.event.url), get_language(), chosen.query),
        (snapshot.version, snapshot.upstream_problem, is_old, is_old and snapshot.fetched_at),
        (bisect_right(snapshot.changes(at.early), at.now), visible.today),
        (sorted(mine.ids), mine.limit, mine.is_known, sorted(mine.refusals_in_force.items())),
        bisect_right(rules.state_changes(visible.private, at.early), at.now),
        [w.shared() for w in visible.private],
    )


def rendered_list(visible: VisibleWorkshops, chosen: Filters, name: str) -> GzipPart:
    """_list.html for all who see it alike; `name` is its fingerprint. It must read no request."""

    def render() -> PageShell:
        context = list_context(visible, chosen)
        return PageShell.split(render_to_string("workshops/live_list/_list.html", context).encode())

    [whole] = _rendered.get(name, render).parts  # it has no placeholder
    return whole


def list_context(visible: VisibleWorkshops, chosen: Filters) -> dict[str, Any]:
    """What _list.html shows."""
    matching = visible.matching(chosen)
    return {
        "event_url": visible.snapshot.event.url,
        "snapshot": visible.snapshot,
        "filters": chosen,
        "sections": cards.sections(matching, visible.viewer),
        "shown": len(matching),
        "total": len(visible.workshops),
        "is_partial": visible.is_partial,
        "chosen": _chosen(visible, chosen),
        "under_way": [w for w in visible.viewer.registered if is_open_to(w, visible.viewer)],
        "registrations_known": visible.registrations.is_known,
    }


def _chosen(visible: VisibleWorkshops, chosen: Filters) -> list[tuple[str, str]]:
    if not chosen.panel_count:
        return []
    return filters.chosen(chosen, filters.options(visible.workshops, visible.at.zone))


def rendered_page(
    request: SignedInRequest, visible: VisibleWorkshops, chosen: Filters
) -> PageShell:
    """
    list.html for all who see it alike, with placeholders for what is one attendee's or moment's.

    The template gets no request, only what decides the name, so nobody's page can hold what is
    another's. The placeholders: attendee, csrf_token, clock, as_of, poll_interval, etag, list.
    """
    context = page_context(request, visible, chosen)
    private = [w.shared() for w in visible.private]  # their tracks and tags can be chosen
    path = address("workshop_list", visible.snapshot.event.url)
    name = _digest(
        (context["event"], chosen.query, context["is_paused"], context.get("top_level_path")),
        (path, get_language(), request.attendee.roles),
        (visible.snapshot.version, visible.snapshot.is_old, visible.today, private),
    )

    def render() -> PageShell:
        names = ("csrf_token", "clock", "as_of", "poll_interval", "etag", "list")
        values = {each: placeholder(each) for each in names}
        anonymous = {"attendee": _anonymized(request.attendee)}
        return PageShell.split(
            render_to_string("workshops/live_list/list.html", context | values | anonymous).encode()
        )

    return _rendered.get(name, render)


def page_context(
    request: SignedInRequest, visible: VisibleWorkshops, chosen: Filters
) -> dict[str, Any]:
    """What list.html shows, but for what stands in its placeholders."""
    snapshot = visible.snapshot
    return context_processors.page(request) | {
        "current": "workshop_list",
        "snapshot": snapshot,
        "filters": chosen,
        # Called by the template, when it is rendered.
        "filter_options": partial(filters.options, visible.workshops, snapshot.zone),
        "now": visible.at.now,
        "clocks": samples(visible.today),
        "is_paused": bool(request.GET.get("still")),
        "zone_name": snapshot.zone.key,
    }


def _anonymized(attendee: Attendee) -> Attendee:
    """Somebody with these roles and nothing else of this attendee."""
    return replace(
        attendee, id="", first_name=placeholder("attendee"), last_name="", token=EncryptedToken("")
    )


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]
