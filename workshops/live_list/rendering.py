"""What is drawn once for all who see the same: the list, and the page around it with its blanks."""

import hashlib
from bisect import bisect_right
from dataclasses import replace
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal import context_processors
from portal.attendees.decorators import SignedInRequest
from portal.attendees.encryption import EncryptedToken
from portal.attendees.session import Attendee
from workshops.catalogue.visible import VisibleWorkshops, address
from workshops.live_list import gzip_parts
from workshops.live_list.gzip_parts import GzipPart, PageShell, placeholder
from workshops.schedule import cards, rules
from workshops.schedule.filters import Filters, options

MAX_PAGES_BYTES = 4_000_000  # per process: far fewer than lists, as marks do not change them

_lists: gzip_parts.BoundedCache[GzipPart] = gzip_parts.BoundedCache()
_pages: gzip_parts.BoundedCache[PageShell] = gzip_parts.BoundedCache(MAX_PAGES_BYTES)


def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _lists.clear()
    _pages.clear()


def fingerprint(seen: VisibleWorkshops, filters: Filters) -> str:
    """
    A name of what the list looks like: the same for two people, or two moments, that see the same.

    States follow from the shared list and the last moment at which one of them changed.
    """
    listing, mine, moment = seen.snapshot, seen.registrations, seen.at
    is_old = listing.is_old
    return _digest(
        (address("workshop_list", listing.event.url), get_language(), filters.query),
        (listing.version, listing.upstream_problem, is_old, is_old and listing.fetched_at),
        (bisect_right(listing.changes(moment.early), moment.now), seen.today),
        (sorted(mine.ids), mine.limit, mine.is_known),
        [(w.shared(), rules.state(w, moment.now, moment.early).value) for w in seen.private],
    )


def rendered_list(seen: VisibleWorkshops, filters: Filters, looks: str) -> GzipPart:
    """_list.html for all who see it alike. No request: nothing else may be read."""

    def draw() -> GzipPart:
        html = render_to_string("workshops/live_list/_list.html", list_context(seen, filters))
        return gzip_parts.compress(html.encode())

    return _lists.get(looks, draw)


def list_context(seen: VisibleWorkshops, filters: Filters) -> dict[str, Any]:
    """What _list.html shows."""
    found = seen.matching(filters)
    return {
        "event_url": seen.snapshot.event.url,
        "listing": seen.snapshot,
        "filters": filters,
        "sections": cards.sections(found, seen.viewer),
        "shown": len(found),
        "total": len(seen.workshops),
        "mine_known": seen.registrations.is_known,
    }


def rendered_page(request: SignedInRequest, seen: VisibleWorkshops, filters: Filters) -> PageShell:
    """
    list.html for all who see it alike, with blanks for what is one attendee's or one moment's.

    The template gets no request, only what decides the name, so nobody's page can hold what is
    another's. The blanks: attendee, csrf_token, clock, as_of, look_again, tag, list.
    """
    shown = page_context(request, seen, filters)
    private = [w.shared() for w in seen.private]  # their tracks and tags can be chosen
    name = _digest(
        (shown["event"], filters.query, shown["still"], shown.get("top_level_path")),
        (address("workshop_list", seen.snapshot.event.url), get_language(), request.attendee.roles),
        (seen.snapshot.version, seen.snapshot.is_old, seen.today, private),
    )

    def draw() -> PageShell:
        names = ("csrf_token", "clock", "as_of", "look_again", "tag", "list")
        blanks = {each: placeholder(each) for each in names} | {
            "attendee": _anonymised(request.attendee)
        }
        return PageShell.split(
            render_to_string("workshops/live_list/list.html", shown | blanks).encode()
        )

    return _pages.get(name, draw)


def page_context(
    request: SignedInRequest, seen: VisibleWorkshops, filters: Filters
) -> dict[str, Any]:
    """What list.html shows, but for what stands in its blanks."""
    return context_processors.page(request) | {
        "current": "workshop_list",
        "listing": seen.snapshot,
        "filters": filters,
        # Called by the template, when it is drawn.
        "choices": partial(options, seen.workshops, seen.snapshot.zone),
        "now": seen.at.now,
        "still": bool(request.GET.get("still")),
        "zone_name": seen.snapshot.zone.key,
    }


def _anonymised(attendee: Attendee) -> Attendee:
    """Somebody with these roles and no more of theirs."""
    return replace(
        attendee, id="", first_name=placeholder("attendee"), last_name="", token=EncryptedToken("")
    )


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]
