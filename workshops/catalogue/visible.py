"""What the pages of the list have in common: who sees which workshops, and when to look again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache, partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from portal.accelevents.records import Workshop
from portal.attendees.decorators import SignedInRequest
from portal.events import hub_url
from workshops.catalogue import refresh
from workshops.catalogue import registrations as mine
from workshops.catalogue.registrations import Registrations
from workshops.catalogue.snapshot import ListSnapshot
from workshops.live_list import etag, polling
from workshops.schedule import cards, rules
from workshops.schedule.filters import At, Filters, apply


@dataclass(frozen=True)
class VisibleWorkshops:
    """The event's workshops as one attendee may see them at one moment."""

    snapshot: ListSnapshot
    at: At
    load_registrations: Callable[[], Registrations]

    @cached_property
    def registrations(self) -> Registrations:
        """What they are registered for, recalled when it is first needed."""
        return self.load_registrations()

    @cached_property
    def private(self) -> tuple[Workshop, ...]:
        """Their own workshops that the shared list does not hold."""
        return tuple(w for w in self.registrations.workshops if self.snapshot.find(w.id) is None)

    @cached_property
    def workshops(self) -> tuple[Workshop, ...]:
        """The shared ones and the private ones, by start."""
        shared = self.snapshot.workshops
        return tuple(rules.by_start([*shared, *self.private])) if self.private else shared

    @cached_property
    def next_change(self) -> datetime:
        """When it next looks different by itself: a door opens or closes, or the day ends."""
        moment = self.at
        local = moment.now.astimezone(moment.zone)
        midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        shared = rules.first_after(self.snapshot.changes(moment.early), moment.now)
        own = rules.next_change(self.private, moment.now, moment.early)
        return min(found for found in (midnight, shared, own) if found)

    @property
    def today(self) -> date:
        """The event's day."""
        return self.at.now.astimezone(self.at.zone).date()

    @cached_property
    def viewer(self) -> cards.Viewer:
        """Who looks, for the cards."""
        ids = self.registrations.ids
        registered = tuple(w for w in self.workshops if w.id in ids)
        return cards.Viewer(
            self.registrations, registered, self.at.now, self.at.early, self.at.zone
        )

    def find(self, workshop_id: int) -> Workshop:
        """The workshop with this id; Http404 when this attendee sees none."""
        found = self.snapshot.find(workshop_id) or self.registrations.find(workshop_id)
        if found is None:
            raise Http404(_("There is no such workshop at this event, or it is not open to you."))
        return found

    def alternatives_to(self, workshop: Workshop) -> tuple[cards.Card, ...]:
        """Up to three workshops to go to instead, none of which the ticket is known to refuse."""
        limit, moment = self.registrations.limit, self.at
        is_used_up = limit is not None and len(self.registrations.ids) >= limit
        open_to_me = [w for w in self.workshops if not is_used_up or w.id in self.registrations.ids]
        found = rules.alternatives(workshop, open_to_me, moment.now, moment.early)
        return tuple(cards.card(other, self.viewer) for other in found)

    def matching(self, filters: Filters) -> list[Workshop]:
        """The workshops that fit `filters`."""
        return apply(self.workshops, filters, self.registrations.ids, self.at)


def visible_workshops(request: SignedInRequest, ask_upstream: bool = True) -> VisibleWorkshops:
    """
    What this attendee sees now, and the event's zone made the page's.

    `ask_upstream` False: registrations come from memory only, for a refresh of the list.
    """
    attendee = request.attendee
    listing = refresh.get_snapshot(attendee)
    timezone.activate(listing.zone)
    moment = At(timezone.now(), early_access(), listing.zone)
    if not ask_upstream:
        return VisibleWorkshops(listing, moment, partial(mine.cached, attendee))
    of_me = mine.current(attendee, listing.zone)
    return VisibleWorkshops(listing, moment, lambda: of_me)


def list_etag(
    request: SignedInRequest, seen: VisibleWorkshops, filters: Filters, looks: str
) -> etag.ListETag:
    """The validator of the list at its own address; the one that was brought while it holds."""
    event, now = seen.snapshot.event.url, seen.at.now.timestamp()
    asked = etag.request_identity(
        f"{address('list_fragment', event)}?{filters.query}", request.headers
    )
    brought = etag.parse(request.headers.get("If-None-Match", ""))
    version = seen.snapshot.version
    if brought and brought.fingerprint == looks and etag.is_valid(brought, asked, version, now):
        return brought
    return etag.issue(asked, version, looks, seen.next_change.timestamp(), now)


def address(name: str, event: str) -> str:
    """The path of an event's page as this request's face has it; `reverse`, but remembered."""
    return _address_below(get_script_prefix(), name, event)


@lru_cache(256)
def _address_below(prefix: str, name: str, event: str) -> str:
    """`prefix` only tells the faces apart, which have addresses of their own."""
    return reverse(name, args=[event])


def poll_interval(seen: VisibleWorkshops) -> int:
    """Seconds until the page should look again."""
    return polling.poll_interval(
        seen.snapshot, seen.next_change.timestamp(), seen.at.now.timestamp()
    )


def with_refresh_headers(response: HttpResponse, seen: VisibleWorkshops) -> HttpResponse:
    """`response` with what an unchanged list has to tell too: its age, the clock, the next look."""
    change, now = seen.next_change.timestamp(), seen.at.now.timestamp()
    response.headers["HX-Trigger"] = polling.refresh_trigger(seen.snapshot, change, now)
    return response


def early_access() -> timedelta:
    """How long before its start a workshop opens."""
    return timedelta(seconds=settings.DOOR_OPENS_EARLY_SECONDS)


def workshop_context(visible: VisibleWorkshops, workshop: Workshop) -> dict[str, Any]:
    """What a page about one workshop shows."""
    event = visible.snapshot.event.url
    return {
        "workshop": workshop,
        "card": SimpleLazyObject(lambda: cards.card(workshop, visible.viewer)),
        "listing": visible.snapshot,
        "alternatives": SimpleLazyObject(lambda: visible.alternatives_to(workshop)),
        "hub_url": hub_url(event, workshop.id),
        "zone_name": visible.snapshot.zone.key,
        "can_give_up": bool(settings.ACCELEVENTS.unregister_call)
        and workshop.id in visible.registrations.ids,
    }
