"""What the pages of the list have in common: who sees which workshops, and when to look again."""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.accelevents.records import Workshop
from portal.attendees.access import SignedInRequest
from workshops import bodies, cards, catalogue, mine, next_look, schedule, validator
from workshops.door import opens_early
from workshops.filters import Filters, Moment, choices, matching
from workshops.listing import Listing
from workshops.mine import Mine

_drawn = bodies.Shelf()


@dataclass(frozen=True)
class Sight:
    """The event's workshops as one attendee may see them at one moment."""

    listing: Listing
    mine: Mine
    private: tuple[Workshop, ...]  # mine that the shared list does not hold
    workshops: tuple[Workshop, ...]  # the shared ones and my private ones, by start
    moment: Moment

    @cached_property
    def change(self) -> datetime:
        """When it next looks different by itself: a door opens or closes, or the day ends."""
        moment = self.moment
        local = moment.now.astimezone(moment.zone)
        midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        shared = schedule.after(self.listing.changes(moment.early), moment.now)
        own = schedule.next_change(self.private, moment.now, moment.early)
        return min(found for found in (midnight, shared, own) if found)

    @property
    def viewer(self) -> cards.Viewer:
        """Who looks, for the cards."""
        registered = tuple(w for w in self.workshops if w.id in self.mine.ids)
        return cards.Viewer(
            self.mine, registered, self.moment.now, self.moment.early, self.moment.zone
        )

    def find(self, workshop_id: int) -> Workshop:
        """The workshop with this id; Http404 when this attendee sees none."""
        for workshop in self.workshops:
            if workshop.id == workshop_id:
                return workshop
        raise Http404(_("There is no such workshop at this event, or it is not open to you."))

    def instead_of(self, workshop: Workshop) -> tuple[cards.Card, ...]:
        """Up to three workshops to go to instead, none of which the ticket is known to refuse."""
        limit, moment = self.mine.limit, self.moment
        is_used_up = limit is not None and len(self.mine.ids) >= limit
        open_to_me = [w for w in self.workshops if not is_used_up or w.id in self.mine.ids]
        found = schedule.alternatives(workshop, open_to_me, moment.now, moment.early)
        return tuple(cards.card(other, self.viewer) for other in found)

    def filtered(self, filters: Filters) -> list[Workshop]:
        """The workshops that fit `filters`."""
        return matching(self.workshops, filters, self.mine.ids, self.moment)


def sight(request: SignedInRequest, ask_upstream: bool = True) -> Sight:
    """
    What this attendee sees now, and the event's zone made the page's.

    `ask_upstream` False: registrations come from memory only, for a refresh of the list.
    """
    listing = catalogue.listing(request.attendee)
    timezone.activate(listing.zone)
    attendee = request.attendee
    of_me = mine.look(attendee, listing.zone) if ask_upstream else mine.known(attendee)
    private = tuple(w for w in of_me.workshops if listing.find(w.id) is None)
    everything = schedule.by_start([*listing.workshops, *private]) if private else ()
    moment = Moment(timezone.now(), opens_early(), listing.zone)
    return Sight(listing, of_me, private, tuple(everything) or listing.workshops, moment)


def list_drawn(seen: Sight, filters: Filters, looks: str) -> bodies.Piece:
    """_list.html, drawn once for all who see the same. No request: nothing else may be read."""
    return _drawn.get(
        looks,
        lambda: render_to_string("workshops/_list.html", list_context(seen, filters)),
    )


def filters_drawn(seen: Sight, filters: Filters, looks: str) -> str:
    """_filters.html, drawn likewise."""
    piece = _drawn.get(
        f"filters {looks}",
        lambda: render_to_string(
            "workshops/_filters.html",
            {
                "filters": filters,
                "choices": choices(seen.workshops, seen.listing.zone),
                "event_url": seen.listing.event.url,
            },
        ),
    )
    return piece.raw.decode()


def forget() -> None:
    """Empty this process's memory, as a new process has it."""
    _drawn.clear()


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


def look(seen: Sight, filters: Filters) -> str:
    """
    A name of what the list looks like: the same for two people, or two moments, that see the same.

    States follow from the shared list and the last moment at which one of them changed.
    """
    listing, mine_, moment = seen.listing, seen.mine, seen.moment
    moments = listing.changes(moment.early)
    told = (
        (_address("workshop_list", listing.event.url), get_language(), filters.query),
        (listing.version, listing.trouble, listing.is_old, listing.is_old and listing.seen_at),
        (bisect_right(moments, moment.now), moment.now.astimezone(moment.zone).date()),
        (sorted(mine_.ids), mine_.limit, mine_.is_known),
        [(w.shared(), schedule.state(w, moment.now, moment.early).value) for w in seen.private],
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:20]


def tag(request: SignedInRequest, seen: Sight, filters: Filters, looks: str) -> validator.Tag:
    """The validator of the list at its own address; the one that was brought while it holds."""
    event, now = seen.listing.event.url, seen.moment.now.timestamp()
    address = f"{_address('list_fragment', event)}?{filters.query}"
    asked = validator.asked(address, request.headers)
    brought = validator.read(request.headers.get("If-None-Match", ""))
    version = seen.listing.version
    if brought and brought.look == looks and validator.holds(brought, asked, version, now):
        return brought
    return validator.issue(asked, version, looks, seen.change.timestamp(), now)


def _address(name: str, event: str) -> str:
    return _address_below(get_script_prefix(), name, event)


@lru_cache(256)
def _address_below(prefix: str, name: str, event: str) -> str:
    """`prefix` only tells the faces apart, which have addresses of their own."""
    return reverse(name, args=[event])


def look_again(seen: Sight) -> int:
    """Seconds until the page should look again."""
    return next_look.look_again(seen.listing, seen.change.timestamp(), seen.moment.now.timestamp())


def looked(response: HttpResponse, seen: Sight) -> HttpResponse:
    """`response` with what an unchanged list has to tell too: its age, the clock, the next look."""
    change, now = seen.change.timestamp(), seen.moment.now.timestamp()
    response.headers["HX-Trigger"] = next_look.told(seen.listing, change, now)
    return response
