"""What an attendee may narrow the list by: read from the query, applied as a pure rule."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Self, TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from portal.accelevents.records import Label, Speaker, Workshop
from workshops.schedule import rules
from workshops.schedule.join_button import is_open_to
from workshops.schedule.viewer import Viewer

Named = TypeVar("Named", Label, Speaker)
MAX_VALUE_CHARS = 100  # no title search needs more
STATE_OF = {"now": "live", "next": "next", "later": "later", "ended": "ended"}


@dataclass(frozen=True)
class Filters:
    """The list's query; every value is text, "" where the list is not narrowed by it."""

    q: str = ""
    day: str = ""  # ISO date in the event's zone
    track: str = ""  # id
    tag: str = ""  # id
    speaker: str = ""  # id
    state: str = ""  # open, now, next, later or ended
    mine: str = ""  # "1": only the workshops the attendee is registered for

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """The filters of a query string; unknown names are ignored, values bounded."""
        return cls(*(query.get(name, "").strip()[:MAX_VALUE_CHARS] for name in NAMES))

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        return any(getattr(self, name) for name in NAMES)

    @property
    def panel_count(self) -> int:
        """How many of the filters are set that the panel holds."""
        return sum(bool(getattr(self, name)) for name in PANEL)

    @cached_property
    def query(self) -> str:
        """The query string that leads here again, without empty values; "" when nothing is set."""
        return urlencode([(name, value) for name in NAMES if (value := getattr(self, name))])


NAMES = tuple(field.name for field in fields(Filters))
PANEL = ("day", "track", "tag", "speaker")


@dataclass(frozen=True)
class FilterOptions:
    """What the filters can be set to, from the workshops themselves."""

    days: tuple[tuple[str, str], ...]  # (ISO date, the day in words)
    tracks: tuple[Label, ...]
    tags: tuple[Label, ...]
    speakers: tuple[Speaker, ...]


def apply(workshops: Iterable[Workshop], filters: Filters, viewer: Viewer) -> list[Workshop]:
    """The workshops that fit every filter, in the order given."""
    return [w for w in workshops if _fits(w, filters, viewer)]


def options(workshops: Iterable[Workshop], zone: ZoneInfo) -> FilterOptions:
    """Every day, track, tag and speaker that occurs, in reading order; none without an id."""
    workshops = list(workshops)
    days = sorted({day for w in workshops if (day := rules.day_of(w, zone))})
    speakers = {person.id: person for w in workshops for person in w.speakers if person.id}
    return FilterOptions(
        tuple((day.isoformat(), date_format(day, "MONTH_DAY_FORMAT")) for day in days),
        _by_name({label.id: label for w in workshops for label in w.tracks}.values()),
        _by_name({label.id: label for w in workshops for label in w.tags}.values()),
        _by_name(speakers.values()),
    )


def chosen(filters: Filters, options: FilterOptions) -> list[tuple[str, str]]:
    """(the value in words, the query without it) of each filter of the panel that is set."""
    words = {
        "day": dict(options.days),
        "track": {label.id: label.name for label in options.tracks},
        "tag": {label.id: label.name for label in options.tags},
        "speaker": {person.id: person.name for person in options.speakers},
    }
    wanted = [(name, value) for name in PANEL if (value := getattr(filters, name))]
    return [
        (words[name].get(value, value), replace(filters, **{name: ""}).query)
        for name, value in wanted
    ]


def _by_name(items: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(items, key=lambda item: item.name.casefold()))


def _fits(w: Workshop, filters: Filters, viewer: Viewer) -> bool:
    day = rules.day_of(w, viewer.zone)
    return (
        (not filters.q or _contains_words(w, filters.q))
        and (not filters.day or (day is not None and day.isoformat() == filters.day))
        and (not filters.track or filters.track in {track.id for track in w.tracks})
        and (not filters.tag or filters.tag in {tag.id for tag in w.tags})
        and (not filters.speaker or filters.speaker in {person.id for person in w.speakers})
        and (not filters.state or _is_in_state(w, filters.state, viewer))
        and (not filters.mine or w.id in viewer.registered_ids)
    )


def _contains_words(w: Workshop, words: str) -> bool:
    """Whether each of `words` occurs in title, speakers, tracks or tags; accents are ignored."""
    labels = [label.name for label in (*w.tracks, *w.tags)]
    text = _plain(" ".join([w.title, *(person.name for person in w.speakers), *labels]))
    return all(word in text for word in _plain(words).split())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)  # makes plain letters of fancy capitals
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def _is_in_state(w: Workshop, wanted: str, viewer: Viewer) -> bool:
    if wanted == "open":
        return is_open_to(w, viewer)
    return STATE_OF.get(wanted) == rules.state(w, viewer.now, viewer.early)
