"""What the pages of the list have in common: who sees which workshops, and when to look again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from django.http import Http404, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accelevents.records import Workshop
from portal.attendees.access import SignedInRequest
from workshops import cards, catalogue, mine, next_look, schedule, validator
from workshops.door import opens_early
from workshops.filters import Filters, Moment, matching
from workshops.listing import Listing
from workshops.mine import Mine


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
    def today(self) -> date:
        """The event's day."""
        return self.moment.now.astimezone(self.moment.zone).date()

    @cached_property
    def viewer(self) -> cards.Viewer:
        """Who looks, for the cards."""
        ids = self.mine.ids
        registered = tuple(w for w in self.workshops if w.id in ids)
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


def tag(request: SignedInRequest, seen: Sight, filters: Filters, looks: str) -> validator.Tag:
    """The validator of the list at its own address; the one that was brought while it holds."""
    event, now = seen.listing.event.url, seen.moment.now.timestamp()
    asked = validator.asked(f"{address('list_fragment', event)}?{filters.query}", request.headers)
    brought = validator.read(request.headers.get("If-None-Match", ""))
    version = seen.listing.version
    if brought and brought.look == looks and validator.holds(brought, asked, version, now):
        return brought
    return validator.issue(asked, version, looks, seen.change.timestamp(), now)


def address(name: str, event: str) -> str:
    """The path of an event's page as this request's face has it; `reverse`, but remembered."""
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
