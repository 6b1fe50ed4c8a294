"""What the pages of the list have in common: who sees which workshops, and when to look again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache, partial

from django.http import Http404, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accelevents.records import Workshop
from portal.attendees.decorators import SignedInRequest
from workshops.catalogue import refresh as catalogue
from workshops.catalogue import registrations as mine
from workshops.catalogue.registrations import Mine
from workshops.catalogue.snapshot import Listing
from workshops.joining.service import opens_early
from workshops.live_list import etag as validator
from workshops.live_list import polling as next_look
from workshops.schedule import cards
from workshops.schedule import rules as schedule
from workshops.schedule.filters import Filters, Moment, matching


@dataclass(frozen=True)
class Sight:
    """The event's workshops as one attendee may see them at one moment."""

    listing: Listing
    moment: Moment
    recall: Callable[[], Mine]

    @cached_property
    def mine(self) -> Mine:
        """What they are registered for, recalled when it is first needed."""
        return self.recall()

    @cached_property
    def private(self) -> tuple[Workshop, ...]:
        """Their own workshops that the shared list does not hold."""
        return tuple(w for w in self.mine.workshops if self.listing.find(w.id) is None)

    @cached_property
    def workshops(self) -> tuple[Workshop, ...]:
        """The shared ones and the private ones, by start."""
        shared = self.listing.workshops
        return tuple(schedule.by_start([*shared, *self.private])) if self.private else shared

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
        found = self.listing.find(workshop_id) or self.mine.find(workshop_id)
        if found is None:
            raise Http404(_("There is no such workshop at this event, or it is not open to you."))
        return found

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
    attendee = request.attendee
    listing = catalogue.listing(attendee)
    timezone.activate(listing.zone)
    moment = Moment(timezone.now(), opens_early(), listing.zone)
    if not ask_upstream:
        return Sight(listing, moment, partial(mine.known, attendee))
    of_me = mine.look(attendee, listing.zone)
    return Sight(listing, moment, lambda: of_me)


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
