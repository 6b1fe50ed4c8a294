"""A workshop as one attendee sees it: its state, its join button and its place in the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from portal.accelevents.records import Workshop
from workshops.schedule import rules
from workshops.schedule.join_button import JoinButton, join_button
from workshops.schedule.rules import State
from workshops.schedule.viewer import Viewer


@dataclass(frozen=True)
class Card:
    """A workshop with this attendee's marks."""

    workshop: Workshop
    state: State
    opens_at: datetime | None
    is_registered: bool
    join_button: JoinButton
    starts_today: bool = True  # by the event's clock; a moment of another day is shown with its day
    ends_today: bool = True


@dataclass(frozen=True)
class Day:
    """The cards of one day; `date` None: the start is not known."""

    date: date | None
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Section:
    """A part of the list; `key` is now, next, later, ended or untimed."""

    key: str
    title: str
    days: tuple[Day, ...]
    count: int


def card(workshop: Workshop, viewer: Viewer) -> Card:
    """The workshop as `viewer` sees it."""
    state = rules.state(workshop, viewer.now, viewer.early)
    opens = rules.opens_at(workshop, viewer.early)
    is_registered = workshop.id in viewer.registered_ids
    button = join_button(workshop, state, viewer)
    days = _is_today(workshop.starts, viewer), _is_today(workshop.ends, viewer)
    return Card(workshop, state, opens, is_registered, button, *days)


def sections(workshops: Iterable[Workshop], viewer: Viewer) -> tuple[Section, ...]:
    """The sections that have something to show, in the order of the page."""
    titles = {
        State.LIVE: ("now", _("Live now")),
        State.NEXT: ("next", _("Within the hour")),
        State.LATER: ("later", _("Later")),
        State.UNTIMED: ("untimed", _("Time to be announced")),
        State.ENDED: ("ended", _("Ended")),
    }
    cards = [card(workshop, viewer) for workshop in workshops]
    by_state = {state: [c for c in cards if c.state is state] for state in titles}
    return tuple(
        Section(*titles[state], _days(of_state, viewer.zone), len(of_state))
        for state, of_state in by_state.items()
        if of_state
    )


def _is_today(moment: datetime | None, viewer: Viewer) -> bool:
    if moment is None:
        return True
    return moment.astimezone(viewer.zone).date() == viewer.now.astimezone(viewer.zone).date()


def _days(cards: list[Card], zone: ZoneInfo) -> tuple[Day, ...]:
    by_id = {c.workshop.id: c for c in cards}
    days = rules.by_day([c.workshop for c in cards], zone)
    return tuple(Day(day, tuple(by_id[w.id] for w in workshops)) for day, workshops in days)
