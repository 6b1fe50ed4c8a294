"""What an attendee may narrow the list by: read from the query, applied as a pure rule."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cached_property
from typing import Self, TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from portal.accelevents.records import Label, Speaker, Workshop
from workshops.schedule import rules

Named = TypeVar("Named", Label, Speaker)
LONGEST = 100  # characters of a value; no title search needs more
SECTIONS = {"now": "live", "next": "next", "later": "later", "ended": "ended"}


@dataclass(frozen=True)
class Filters:
    """The list's query; every value is text, "" where nothing is asked."""

    q: str = ""
    day: str = ""  # ISO date in the event's zone
    track: str = ""  # id
    tag: str = ""  # id
    speaker: str = ""  # id
    state: str = ""  # open, now, next, later or ended
    mine: str = ""  # "1": only mine

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """The filters of a query string; unknown names are ignored, values bounded."""
        return cls(*(query.get(name, "").strip()[:LONGEST] for name in NAMES))

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        return any(getattr(self, name) for name in NAMES)

    @cached_property
    def query(self) -> str:
        """The query string that leads here again, without empty values; "" when nothing is set."""
        return urlencode([(name, told) for name in NAMES if (told := getattr(self, name))])


NAMES = tuple(field.name for field in fields(Filters))


@dataclass(frozen=True)
class FilterOptions:
    """What the filters can be set to, from the workshops themselves."""

    days: tuple[tuple[str, str], ...]  # (ISO date, its words)
    tracks: tuple[Label, ...]
    tags: tuple[Label, ...]
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True)
class At:
    """When and where the rules are asked."""

    now: datetime
    early: timedelta
    zone: ZoneInfo


def apply(
    workshops: Iterable[Workshop], filters: Filters, mine: frozenset[int], moment: At
) -> list[Workshop]:
    """The workshops that fit all that is asked, in the order given."""
    return [w for w in workshops if _fits(w, filters, mine, moment)]


def options(workshops: Iterable[Workshop], zone: ZoneInfo) -> FilterOptions:
    """Every day, track, tag and speaker that occurs, in reading order; none without an id."""
    known = list(workshops)
    days = sorted({day for w in known if (day := rules.day_of(w, zone))})
    speakers = {person.id: person for w in known for person in w.speakers if person.id}
    return FilterOptions(
        tuple((day.isoformat(), date_format(day, "l, j F")) for day in days),
        _by_name({label.id: label for w in known for label in w.tracks}.values()),
        _by_name({label.id: label for w in known for label in w.tags}.values()),
        _by_name(speakers.values()),
    )


def _by_name(found: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def _fits(w: Workshop, filters: Filters, mine: frozenset[int], moment: At) -> bool:
    day = rules.day_of(w, moment.zone)
    return (
        (not filters.q or _says(w, filters.q))
        and (not filters.day or (day is not None and day.isoformat() == filters.day))
        and (not filters.track or filters.track in {track.id for track in w.tracks})
        and (not filters.tag or filters.tag in {tag.id for tag in w.tags})
        and (not filters.speaker or filters.speaker in {person.id for person in w.speakers})
        and (not filters.state or _in_state(w, filters.state, moment))
        and (not filters.mine or w.id in mine)
    )


def _says(w: Workshop, wanted: str) -> bool:
    """Whether every word of `wanted` occurs in title, speakers, tracks or tags; accents ignored."""
    labels = [label.name for label in (*w.tracks, *w.tags)]
    text = _plain(" ".join([w.title, *(person.name for person in w.speakers), *labels]))
    return all(word in text for word in _plain(wanted).split())


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)  # first: it makes plain letters of fancy capitals
    return "".join(char for char in parts if not unicodedata.combining(char)).casefold()


def _in_state(w: Workshop, wanted: str, moment: At) -> bool:
    state = rules.state(w, moment.now, moment.early)
    if wanted == "open":
        return state is rules.State.LIVE and not rules.is_full(w) and not w.is_in_person
    return SECTIONS.get(wanted) == state
