"""The workshops that one attendee may see at this moment, with what is known of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, partial

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accelevents.exceptions import StillLoading
from portal.accelevents.records import Workshop
from portal.attendees import SignedInRequest
from workshops.catalogue import attendee_lists, details, registrations, ticket_types
from workshops.catalogue.registrations_record import Registrations
from workshops.catalogue.snapshot import ListSnapshot
from workshops.schedule import At, Filters, Viewer, cards, filters, readiness, rules


@dataclass(frozen=True)
class VisibleWorkshops:
    """The event's workshops as one attendee may see them at one moment."""

    snapshot: ListSnapshot
    at: At
    load_registrations: Callable[[], Registrations]
    extra: tuple[Workshop, ...] = ()  # of the attendee's own list, beside the snapshot

    @cached_property
    def registrations(self) -> Registrations:
        """What the attendee is registered for, loaded when it is first needed."""
        return self.load_registrations()

    @cached_property
    def private(self) -> tuple[Workshop, ...]:
        """The attendee's own workshops that not everybody is shown."""
        own = {w.id: w for w in (*self.extra, *self.registrations.workshops)}
        return tuple(w for w in own.values() if self.snapshot.find(w.id) is None)

    @cached_property
    def workshops(self) -> tuple[Workshop, ...]:
        """The shared ones and the private ones, by start."""
        shared = self.snapshot.workshops
        return tuple(rules.by_start([*shared, *self.private])) if self.private else shared

    @property
    def is_partial(self) -> bool:
        """Whether upstream lists workshops that this attendee is not shown."""
        shown = {w.id for w in self.private}
        return self.snapshot.is_partial or any(w.id not in shown for w in self.snapshot.unclear)

    @cached_property
    def next_change(self) -> datetime:
        """When it next looks different by itself: a workshop opens or ends, or the day does."""
        now, early = self.at.now, self.at.early
        tomorrow = now.astimezone(self.at.zone) + timedelta(days=1)
        midnight = tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)
        shared = rules.first_after(self.snapshot.changes(early), now)
        own = rules.next_change(self.private, now, early)
        return min(moment for moment in (midnight, shared, own) if moment)

    @property
    def today(self) -> date:
        """The event's day."""
        return self.at.now.astimezone(self.at.zone).date()

    @cached_property
    def viewer(self) -> Viewer:
        """The attendee, as the cards need to know them."""
        mine, at = self.registrations, self.at
        types = mine.ticket_types or ()
        ticket_limit = settings.TICKET_LIMITS.get(self.snapshot.event.url)
        set_limit = ticket_limit.of(types) if ticket_limit else None
        return Viewer(
            mine.ids,
            tuple(w for w in self.workshops if w.id in mine.ids),
            set_limit or mine.limit,
            at.now,
            at.early,
            at.zone,
            mine.refusals_in_force,
            is_limit_set=set_limit is not None,
            is_known=mine.is_known,
            ticket_types=types,
        )

    def find(self, workshop_id: int) -> Workshop:
        """The workshop with this id; Http404 when this attendee sees none, or StillLoading."""
        workshop = self.snapshot.find(workshop_id) or self._find_private(workshop_id)
        if workshop is None and self.snapshot.is_loading:
            raise StillLoading("GET …/session/v2")
        if workshop is None:
            raise Http404(_("There’s no such workshop at this event, or it isn’t open to you."))
        return workshop

    def _find_private(self, workshop_id: int) -> Workshop | None:
        return next((w for w in self.private if w.id == workshop_id), None)

    def alternatives_to(self, workshop: Workshop) -> tuple[cards.Card, ...]:
        """Up to three workshops to go to instead, none of which is known to refuse them."""
        viewer = self.viewer
        candidates = [w for w in self.workshops if readiness.may_be_instead(w, workshop, viewer)]
        ids = viewer.registered_ids
        others = rules.alternatives(workshop, candidates, self.at.now, self.at.early, ids)
        return tuple(cards.card(other, viewer) for other in others)

    def matching(self, wanted: Filters) -> list[Workshop]:
        """The workshops that fit the filters `wanted`."""
        return filters.apply(self.workshops, wanted, self.viewer)


def visible_workshops(
    request: SignedInRequest,
    ask_upstream: bool = True,
    *,
    page_about: int | None = None,
    seen_at: float = 0.0,
) -> VisibleWorkshops:
    """
    What this attendee sees now; the event's zone becomes the page's.

    `ask_upstream` False: what is personal comes from memory only, for a refresh of the list.
    `page_about` is the id of the workshop that a page is about: its detail is waited for a moment.
    `seen_at` is when the list in the browser was fetched, in epoch seconds; see `get_snapshot`.
    """
    attendee = request.attendee
    snapshot, extra = attendee_lists.lists_for(attendee, ask_upstream, seen_at)
    if page_about is not None:
        details.read_for_page(snapshot, attendee, page_about)
    snapshot, extra = details.merged(snapshot), details.filled(attendee.event, extra)
    timezone.activate(snapshot.zone)
    at = At(timezone.now(), early_access(), snapshot.zone)
    if not ask_upstream:
        return VisibleWorkshops(snapshot, at, partial(registrations.cached, attendee), extra)
    current = registrations.current(attendee, snapshot.zone)
    if current.ticket_types is None and ticket_types.matter(snapshot):
        ticket_types.start(attendee)
    return VisibleWorkshops(snapshot, at, lambda: current, extra)


def early_access() -> timedelta:
    """How long before its start a workshop opens."""
    return timedelta(seconds=settings.DOOR_OPENS_EARLY_SECONDS)
