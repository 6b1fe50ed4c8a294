"""One page of a list of sessions, whatever envelope it came in."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self
from zoneinfo import ZoneInfo

from portal.accelevents import parsing
from portal.accelevents.records.workshop import Workshop

MAX_ITEMS = 1000
ENVELOPES = ("data", "content", "items", "results")
KNOWN_NAMES = {*ENVELOPES, "recordsTotal", "recordsFiltered"}
logger = logging.getLogger("portal.accelevents")


@dataclass(frozen=True, slots=True)
class WorkshopList:
    """
    Every workshop of an event that upstream gave, in its order, hidden and private ones included.

    `dropped` is the number of items that came and could not be read.
    """

    workshops: tuple[Workshop, ...]
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """
    One page of a list: its workshops, without sessions of other formats and those without an id.

    `total` is the number of sessions on all pages, None if not told. `raw_count` is the number of
    items on this page and `ids` are their ids, whatever their format: these decide whether there is
    a next page. `dropped` is the number of items that could not be read.
    """

    items: tuple[Workshop, ...]
    total: int | None
    raw_count: int
    ids: frozenset[int] = frozenset()
    dropped: int = 0

    @classmethod
    def from_json(cls, body: Any, zone: ZoneInfo, session_format: str = "WORKSHOP") -> Self:
        """
        The first item of each id counts; an empty answer is an empty page.

        ValueError if the body is not a list, and if none of its items has an id: an empty page
        would say that there is nothing on.
        """
        raw = read_items(body)
        ids = frozenset(filter(None, map(_session_id, raw)))
        if raw and not ids:
            raise ValueError(f"none of {len(raw)} items has a sessionId")
        # "": the query named the format already
        ours = [item for item in raw if _format(item) in (session_format, "")]
        read = list(_read(ours, zone))
        workshops: dict[int, Workshop] = {}
        for workshop in read:
            workshops.setdefault(workshop.id, workshop)
        total = parsing.integer(parsing.as_dict(body).get("recordsFiltered"))
        return cls(tuple(workshops.values()), total, len(raw), ids, len(ours) - len(read))


def read_items(body: Any) -> list[Any]:
    """
    The items of a list: a bare array, or one under an envelope's name, or in two envelopes.

    An empty answer, {} and an empty envelope are an empty list. Anything else is a ValueError,
    since not to know of a registration differs from knowing that there is none.
    """
    array = _find_array(body, depth=2)
    if array is None and body and not _is_empty_envelope(body):
        raise ValueError(f"expected a list, got {type(body).__name__}")
    return parsing.items(array, MAX_ITEMS)


def _find_array(body: Any, depth: int) -> list[Any] | None:
    """The first array in `body`, at most `depth` envelopes deep."""
    if isinstance(body, list):
        return body
    if not isinstance(body, dict) or depth == 0:
        return None
    arrays = (_find_array(body.get(name), depth - 1) for name in ENVELOPES)
    return next((array for array in arrays if array is not None), None)


def _is_empty_envelope(body: Any) -> bool:
    """Whether the body is a known envelope with nothing in it."""
    fields = parsing.as_dict(body)
    return bool(KNOWN_NAMES & set(fields)) and not any(fields.get(name) for name in ENVELOPES)


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
