"""The join button of a workshop as one attendee sees it, and the hints beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accelevents.records import Workshop
from workshops.schedule import rules
from workshops.schedule.rules import State


@dataclass(frozen=True)
class Hint:
    """One sentence beside the join button; `kind` is info or warn."""

    kind: str
    text: str


@dataclass(frozen=True)
class JoinButton:
    """The button and what is known before it is pressed. Upstream stays the judge."""

    can_join: bool  # False: the button is shown, but cannot be pressed
    label: str
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """Who sees the cards, and when: all that a card or a button needs beside its workshop."""

    registered_ids: frozenset[int]
    registered: tuple[Workshop, ...]  # those of them that are in the list, for clashes
    limit: int | None  # workshops the ticket permits; None: not known
    now: datetime
    early: timedelta
    zone: ZoneInfo


def join_button(
    workshop: Workshop, state: State, is_registered: bool, viewer: Viewer
) -> JoinButton:
    """The button and its hints; the attendee can join a live workshop that is not in person."""
    hints = tuple(_hints(workshop, state, is_registered, viewer))
    if workshop.is_in_person:
        return JoinButton(False, _("In person"), hints)
    match state:
        case State.LIVE:
            return JoinButton(True, _("Enter") if is_registered else _("Join"), hints)
        case State.NEXT | State.LATER:
            return JoinButton(False, _opening_label(workshop, viewer), hints)
        case State.ENDED:
            return JoinButton(False, _("Ended"), hints)
        case _:
            return JoinButton(False, _("Time not known"), hints)


def _opening_label(workshop: Workshop, viewer: Viewer) -> str:
    opens = rules.opens_at(workshop, viewer.early)
    if opens is None:
        return _("Not open yet")
    local, today = opens.astimezone(viewer.zone), viewer.now.astimezone(viewer.zone).date()
    if local.date() == today:
        return _("Opens at %(time)s") % {"time": date_format(local, "H:i")}
    return _("Opens on %(day)s") % {"day": date_format(local, "j F, H:i")}


def _hints(workshop: Workshop, state: State, is_registered: bool, viewer: Viewer) -> Iterable[Hint]:
    if state is State.ENDED:
        return
    if workshop.is_in_person:
        yield Hint("info", _on_site_text(workshop))
        return
    if is_registered:
        return
    if rules.is_full(workshop):
        yield Hint("warn", _("Likely full: no seats left at last check."))
    yield from _late_hints(workshop, viewer)
    yield from _clash_hints(workshop, viewer)
    yield from _limit_hints(viewer)
    if workshop.ticket_types:
        types = ", ".join(workshop.ticket_types)
        yield Hint("info", _("For these ticket types: %(types)s.") % {"types": types})


def _on_site_text(workshop: Workshop) -> str:
    if workshop.location:
        return _("In person only: %(place)s") % {"place": workshop.location}
    return _("This workshop is in person and can’t be joined online.")


def _late_hints(workshop: Workshop, viewer: Viewer) -> Iterable[Hint]:
    ends = rules.late_entry_ends(workshop)
    if ends is not None and viewer.now >= ends:
        time = date_format(ends.astimezone(viewer.zone), "H:i")
        text = _("It may be too late to join: entry was open until %(time)s.")
        yield Hint("warn", text % {"time": time})


def _clash_hints(workshop: Workshop, viewer: Viewer) -> Iterable[Hint]:
    for other in rules.clashes(workshop, viewer.registered, viewer.now)[:1]:
        ends = other.ends.astimezone(viewer.zone) if other.ends else None
        values = {"title": other.title, "time": date_format(ends, "H:i") if ends else ""}
        yield Hint(
            "warn",
            _("Overlaps with “%(title)s”, which you’re registered for until %(time)s.") % values,
        )


def _limit_hints(viewer: Viewer) -> Iterable[Hint]:
    limit, used = viewer.limit, len(viewer.registered_ids)
    if limit is None:
        return
    if used >= limit:
        text = ngettext(
            "Your ticket includes %(limit)s workshop, and you’ve used it.",
            "Your ticket includes %(limit)s workshops, and you’ve used them all.",
            limit,
        )
    else:
        text = ngettext(
            "This uses your only workshop. Once you enter, you can’t undo it.",
            "This uses %(next)s of your %(limit)s workshops. Once you enter, you can’t undo it.",
            limit,
        )
    yield Hint("warn", text % {"limit": limit, "next": used + 1})
