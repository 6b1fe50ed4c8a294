"""What the pages of the list have in common: who sees which workshops, and when to look again."""

import hashlib
import random
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from portal.accelevents.records import Workshop
from portal.attendees.access import SignedInRequest
from workshops import cards, catalogue, mine, schedule
from workshops.door import opens_early
from workshops.filters import Filters, Moment, matching
from workshops.listing import Listing
from workshops.mine import Mine

SOON_SECONDS = 2  # until the next look while a newer list is on its way


@dataclass(frozen=True)
class Sight:
    """The event's workshops as one attendee may see them at one moment."""

    listing: Listing
    mine: Mine
    workshops: tuple[Workshop, ...]  # the shared ones and my private ones, by start
    moment: Moment

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
    private = [w for w in of_me.workshops if listing.find(w.id) is None]
    everything = schedule.by_start([*listing.workshops, *private])
    moment = Moment(timezone.now(), opens_early(), listing.zone)
    return Sight(listing, of_me, tuple(everything), moment)


def list_context(seen: Sight, filters: Filters) -> dict[str, Any]:
    """What _list.html shows."""
    found = seen.filtered(filters)
    return {
        "listing": seen.listing,
        "filters": filters,
        "sections": cards.sections(found, seen.viewer),
        "shown": len(found),
        "total": len(seen.workshops),
        "mine_known": seen.mine.is_known,
        "look_again": look_again(seen),
        "version": version(seen, filters),
        "zone_name": seen.listing.zone.key,
        "now": seen.moment.now,
    }


def version(seen: Sight, filters: Filters) -> str:
    """Changes when the list would look different: content, marks, states, query or mark of age."""
    moment = seen.moment
    states = [schedule.state(w, moment.now, moment.early).value for w in seen.workshops]
    today = moment.now.astimezone(moment.zone).date()
    listing = seen.listing
    told = (listing.version, listing.trouble, listing.is_old, states, today, filters.query)
    return hashlib.sha256(repr((told, seen.mine.version, get_language())).encode()).hexdigest()[:20]


def look_again(seen: Sight) -> int:
    """
    Seconds until the page should look again: about the list's freshness, never in step with others.

    Sooner around the next change of a state, which everybody wants to see at once but nobody needs
    in the same instant.
    """
    if seen.listing.is_refreshing and not seen.listing.trouble:
        return SOON_SECONDS
    usual = settings.LIST_FRESH_SECONDS * random.uniform(0.9, 1.3)  # noqa: S311
    moment = seen.moment
    change = schedule.next_change(seen.workshops, moment.now, moment.early)
    if change is None:
        return max(1, round(usual))
    until = (change - moment.now).total_seconds() + random.uniform(0.3, 2.0)  # noqa: S311
    return max(1, round(min(usual, until)))


def looked(response: HttpResponse, seen: Sight) -> HttpResponse:
    """`response` with what an unchanged list has to tell too: its age, the clock, the next look."""
    return trigger_client_event(
        response,
        "looked",
        {
            "asOf": date_format(timezone.localtime(seen.listing.seen_at), "H:i:s"),
            "again": look_again(seen),
            "now": seen.moment.now.timestamp(),
            "old": seen.listing.is_old,
        },
    )
