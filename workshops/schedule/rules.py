"""Pure rules over workshops and a moment: no clock, network or setting is read here."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from portal.accelevents.records import Workshop

NEXT_WITHIN = timedelta(hours=1)


class State(StrEnum):
    """Where a workshop stands on the clock."""

    LIVE = "live"  # it is open: attendees can join
    NEXT = "next"  # it opens within the hour
    LATER = "later"
    ENDED = "ended"
    UNTIMED = "untimed"  # upstream gives no usable start and end


def has_times(workshop: Workshop) -> bool:
    """Whether upstream gives a start and an end that make sense together."""
    return bool(workshop.starts and workshop.ends and workshop.starts < workshop.ends)


def opens_at(workshop: Workshop, early: timedelta) -> datetime | None:
    """When the workshop opens, `early` before the start; None when no start is known."""
    return workshop.starts - early if workshop.starts else None


def state(workshop: Workshop, now: datetime, early: timedelta) -> State:
    """The state at `now` (aware); it is open from `early` before the start until the end."""
    if not has_times(workshop) or not workshop.starts or not workshop.ends:
        return State.UNTIMED
    if now >= workshop.ends:
        return State.ENDED
    opens = workshop.starts - early
    if now >= opens:
        return State.LIVE
    return State.NEXT if opens - now <= NEXT_WITHIN else State.LATER


def late_entry_ends(workshop: Workshop) -> datetime | None:
    """
    From when on upstream may refuse newcomers although the workshop still runs.

    None if it tells no such moment, or one after the end.
    """
    if workshop.late_minutes is None or not workshop.starts or not workshop.ends:
        return None
    latest = workshop.ends - workshop.starts
    if workshop.late_minutes * 60 >= latest.total_seconds():
        return None
    return workshop.starts + timedelta(minutes=workshop.late_minutes)


def is_closed_to_latecomers(workshop: Workshop, now: datetime) -> bool:
    """Whether upstream's own minutes for late entry are over at `now`; False if it gives none."""
    ends = late_entry_ends(workshop)
    return ends is not None and now >= ends


def state_changes(workshops: Iterable[Workshop], early: timedelta) -> list[datetime]:
    """The moments at which any workshop changes its state or closes to latecomers, in order."""
    return sorted(
        change
        for workshop in workshops
        if workshop.starts and workshop.ends and has_times(workshop)
        for opens in [workshop.starts - early]
        for change in (opens - NEXT_WITHIN, opens, late_entry_ends(workshop), workshop.ends)
        if change
    )


def next_change(workshops: Iterable[Workshop], now: datetime, early: timedelta) -> datetime | None:
    """The first of the `state_changes` that is after `now`; None: there is none."""
    return first_after(state_changes(workshops, early), now)


def first_after(moments: Sequence[datetime], now: datetime) -> datetime | None:
    """The first of these ordered moments that is after `now`; None: there is none."""
    index = bisect_right(moments, now)
    return moments[index] if index < len(moments) else None


def by_start(workshops: Iterable[Workshop]) -> list[Workshop]:
    """The workshops by start, then title; those without a start last."""
    far = datetime.max.replace(tzinfo=ZoneInfo("UTC"))
    return sorted(workshops, key=lambda w: (w.starts or far, w.title.casefold(), w.id))


def by_day(
    workshops: Sequence[Workshop], zone: ZoneInfo
) -> list[tuple[date | None, list[Workshop]]]:
    """(the day in `zone`, its workshops) in the order given; None: the start is not known."""
    return [(day, list(group)) for day, group in groupby(workshops, lambda w: day_of(w, zone))]


def day_of(workshop: Workshop, zone: ZoneInfo) -> date | None:
    """The event's day on which a workshop starts; None when no start is known."""
    return workshop.starts.astimezone(zone).date() if workshop.starts else None


def overlap(one: Workshop, other: Workshop) -> bool:
    """Whether two different workshops run at the same time; False if a time is unknown."""
    if not (one.starts and one.ends and other.starts and other.ends) or one.id == other.id:
        return False
    return one.starts < other.ends and other.starts < one.ends


def clashes(workshop: Workshop, others: Iterable[Workshop], now: datetime) -> list[Workshop]:
    """Those of `others` that overlap with `workshop` and are not over at `now`."""
    return [o for o in others if overlap(workshop, o) and o.ends and o.ends > now]


def is_full(workshop: Workshop) -> bool:
    """Whether upstream's own numbers say that no seat is left; False if it gives none."""
    if workshop.capacity is None or workshop.seats_taken is None:
        return False
    return workshop.seats_taken >= workshop.capacity


def alternatives(
    workshop: Workshop,
    others: Iterable[Workshop],
    now: datetime,
    early: timedelta,
    registered_ids: frozenset[int] = frozenset(),
    max_count: int = 3,
) -> list[Workshop]:
    """
    Up to `max_count` workshops that the attendee could go to instead, live ones first.

    Live or within the hour, not in person, and not known to be full or closed to latecomers unless
    the attendee is registered; those that share a track or a speaker come before the rest of the
    same state.
    """

    def order(other: Workshop) -> tuple[bool, bool, datetime | None]:
        is_live = state(other, now, early) is State.LIVE
        return not is_live, not are_related(workshop, other), other.starts

    joinable = [
        other
        for other in others
        if other.id != workshop.id
        and is_live_or_next(other, now, early)
        and not other.is_in_person
        and (other.id in registered_ids or _takes_newcomers(other, now))
    ]
    return sorted(joinable, key=order)[:max_count]


def is_live_or_next(workshop: Workshop, now: datetime, early: timedelta) -> bool:
    """Whether a workshop is open at `now`, or opens within the hour."""
    return state(workshop, now, early) in {State.LIVE, State.NEXT}


def _takes_newcomers(workshop: Workshop, now: datetime) -> bool:
    return not is_full(workshop) and not is_closed_to_latecomers(workshop, now)


def are_related(one: Workshop, other: Workshop) -> bool:
    """Whether two workshops share a track or a speaker."""
    tracks = {track.id for track in one.tracks} & {track.id for track in other.tracks}
    speakers = {person.name for person in one.speakers} & {person.name for person in other.speakers}
    return bool(tracks or speakers)


def names(texts: Iterable[str]) -> frozenset[str]:
    """Names as they are compared: upstream may write them in capitals or not."""
    return frozenset(text.casefold() for text in texts)
