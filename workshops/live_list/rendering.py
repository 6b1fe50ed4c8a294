"""What is drawn once for all who see the same: the list, and the page around it with its blanks."""

import hashlib
from bisect import bisect_right
from dataclasses import replace
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal import context_processors as context
from portal.attendees.decorators import SignedInRequest
from portal.attendees.encryption import Sealed
from portal.attendees.session import Attendee
from workshops.catalogue.visible import Sight, address
from workshops.live_list import gzip_parts as bodies
from workshops.live_list.gzip_parts import Piece, Stencil, blank
from workshops.schedule import cards
from workshops.schedule import rules as schedule
from workshops.schedule.filters import Filters, choices

MOST_PAGES_BYTES = 4_000_000  # per process: far fewer than lists, as marks do not change them

_lists: bodies.Shelf[Piece] = bodies.Shelf()
_pages: bodies.Shelf[Stencil] = bodies.Shelf(MOST_PAGES_BYTES)


def forget() -> None:
    """Empty this process's memory, as a new process has it."""
    _lists.clear()
    _pages.clear()


def look(seen: Sight, filters: Filters) -> str:
    """
    A name of what the list looks like: the same for two people, or two moments, that see the same.

    States follow from the shared list and the last moment at which one of them changed.
    """
    listing, mine, moment = seen.listing, seen.mine, seen.moment
    is_old = listing.is_old
    return _name(
        (address("workshop_list", listing.event.url), get_language(), filters.query),
        (listing.version, listing.trouble, is_old, is_old and listing.seen_at),
        (bisect_right(listing.changes(moment.early), moment.now), seen.today),
        (sorted(mine.ids), mine.limit, mine.is_known),
        [(w.shared(), schedule.state(w, moment.now, moment.early).value) for w in seen.private],
    )


def list_drawn(seen: Sight, filters: Filters, looks: str) -> Piece:
    """_list.html for all who see it alike. No request: nothing else may be read."""

    def draw() -> Piece:
        html = render_to_string("workshops/live_list/_list.html", list_context(seen, filters))
        return bodies.piece(html.encode())

    return _lists.get(looks, draw)


def list_context(seen: Sight, filters: Filters) -> dict[str, Any]:
    """What _list.html shows."""
    found = seen.filtered(filters)
    return {
        "event_url": seen.listing.event.url,
        "listing": seen.listing,
        "filters": filters,
        "sections": cards.sections(found, seen.viewer),
        "shown": len(found),
        "total": len(seen.workshops),
        "mine_known": seen.mine.is_known,
    }


def page_drawn(request: SignedInRequest, seen: Sight, filters: Filters) -> Stencil:
    """
    list.html for all who see it alike, with blanks for what is one attendee's or one moment's.

    The template gets no request, only what decides the name, so nobody's page can hold what is
    another's. The blanks: attendee, csrf_token, clock, as_of, look_again, tag, list.
    """
    shown = page_context(request, seen, filters)
    private = [w.shared() for w in seen.private]  # their tracks and tags can be chosen
    name = _name(
        (shown["event"], filters.query, shown["still"], shown.get("top_level_path")),
        (address("workshop_list", seen.listing.event.url), get_language(), request.attendee.roles),
        (seen.listing.version, seen.listing.is_old, seen.today, private),
    )

    def draw() -> Stencil:
        names = ("csrf_token", "clock", "as_of", "look_again", "tag", "list")
        blanks = {each: blank(each) for each in names} | {"attendee": _anybody(request.attendee)}
        return Stencil.cut(
            render_to_string("workshops/live_list/list.html", shown | blanks).encode()
        )

    return _pages.get(name, draw)


def page_context(request: SignedInRequest, seen: Sight, filters: Filters) -> dict[str, Any]:
    """What list.html shows, but for what stands in its blanks."""
    return context.page(request) | {
        "current": "workshop_list",
        "listing": seen.listing,
        "filters": filters,
        # Called by the template, when it is drawn.
        "choices": partial(choices, seen.workshops, seen.listing.zone),
        "now": seen.moment.now,
        "still": bool(request.GET.get("still")),
        "zone_name": seen.listing.zone.key,
    }


def _anybody(attendee: Attendee) -> Attendee:
    """Somebody with these roles and no more of theirs."""
    return replace(attendee, id="", first_name=blank("attendee"), last_name="", token=Sealed(""))


def _name(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]
