"""One page of a list of sessions, whatever envelope it came in."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self
from zoneinfo import ZoneInfo

from portal.accelevents import parsing, timestamps
from portal.accelevents.records.envelope import read_items, read_total
from portal.accelevents.records.workshop import START_FIELDS, Workshop

MAX_ITEMS = 1000
TIME_FORMS = ("text", "iso", "epoch")  # the documented one first
logger = logging.getLogger("portal.accelevents")


@dataclass(frozen=True, slots=True)
class WorkshopList:
    """
    Every workshop of an event that upstream gave, in its order, hidden and private ones included.

    `dropped` is the number of items that came and could not be read.
    """

    workshops: tuple[Workshop, ...]
    dropped: int = 0

    @classmethod
    def of(cls, read: Iterable[Workshop], dropped: int) -> Self:
        """The list of what was `read` on all pages; the first workshop of each id counts."""
        return cls(_first_of_each_id(read), dropped)


@dataclass(frozen=True, slots=True)
class Page:
    """
    One page of a list: its workshops, without sessions of other formats and those without an id.

    `total` is upstream's number of sessions on all pages, None if it tells none: it may count
    sessions that no page holds. `raw_count` is the number of items on this page and `ids` are
    their ids, whatever their format: these decide whether there is a next page. `dropped` is the
    number of items that could not be read. `time_form` is how the workshops' times are written,
    one of TIME_FORMS, the oddest if there are several, "" if there is none.
    """

    items: tuple[Workshop, ...]
    total: int | None
    raw_count: int
    ids: frozenset[int] = frozenset()
    dropped: int = 0
    time_form: str = ""

    @classmethod
    def from_json(cls, body: Any, zone: ZoneInfo, session_format: str = "WORKSHOP") -> Self:
        """
        The first item of each id counts; only an empty array is an empty page.

        ValueError if there is no array in the body, and if none of its items has an id: an empty
        page would say that there is nothing on.
        """
        raw = read_items(body)
        ids = frozenset(filter(None, map(_session_id, raw)))
        if raw and not ids:
            raise ValueError(f"none of {len(raw)} items has a sessionId")
        # "": the query named the format already
        ours = [item for item in raw[:MAX_ITEMS] if _format(item) in (session_format, "")]
        read = list(_read(ours, zone))
        return cls(
            items=_first_of_each_id(read),
            total=read_total(body),
            raw_count=len(raw),
            ids=ids,
            dropped=len(ours) - len(read) + len(raw[MAX_ITEMS:]),
            time_form=_time_form(ours),
        )


def _session_id(item: Any) -> int | None:
    return parsing.positive_int(parsing.as_dict(item).get("sessionId"))


def _read(raw: list[Any], zone: ZoneInfo) -> Iterator[Workshop]:
    for item in raw:
        try:
            yield Workshop.from_json(item, zone)
        except ValueError as error:
            logger.warning("an item of a list was left out: %s", error)


def _format(item: Any) -> str:
    return parsing.enum_word(parsing.as_dict(item).get("format"))


def _time_form(items: list[Any]) -> str:
    """The oddest form in which one of these sessions writes its start."""
    starts = (parsing.first_present(parsing.as_dict(item), *START_FIELDS) for item in items)
    forms = set(map(timestamps.form_of, starts))
    return next((form for form in reversed(TIME_FORMS) if form in forms), "")


def _first_of_each_id(workshops: Iterable[Workshop]) -> tuple[Workshop, ...]:
    """The workshops in their order, without those whose id came before."""
    by_id: dict[int, Workshop] = {}
    for workshop in workshops:
        by_id.setdefault(workshop.id, workshop)
    return tuple(by_id.values())
