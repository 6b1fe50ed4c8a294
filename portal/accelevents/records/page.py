"""One page of a list of sessions, in whichever envelope it came."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self
from zoneinfo import ZoneInfo

from portal.accelevents import parsing
from portal.accelevents.records.workshop import Workshop, is_workshop

MAX_ITEMS = 1000
ENVELOPES = ("data", "content", "items", "results")
KNOWN_NAMES = {*ENVELOPES, "recordsTotal", "recordsFiltered"}
logger = logging.getLogger("portal.accelevents")


@dataclass(frozen=True, slots=True)
class Page:
    """
    One page of a list: its workshops, sessions of other formats and those without id left out.

    `total` is how many there are on all pages, None if not told; `raw_count` how many items this
    page had, `ids` theirs, read or not: what decides whether there is a next page.
    """

    items: tuple[Workshop, ...]
    total: int | None
    raw_count: int
    ids: frozenset[int] = frozenset()

    @classmethod
    def from_json(cls, body: Any, zone: ZoneInfo) -> Self:
        """
        The first of an id wins; nothing is an empty page.

        ValueError for what is no list, and for a list none of whose items has an id: an empty
        page would say that there is nothing on.
        """
        raw = read_items(body)
        first: dict[int, Workshop] = {}
        for workshop in _read(raw, zone):
            first.setdefault(workshop.id, workshop)
        total = parsing.integer(parsing.as_dict(body).get("recordsFiltered"))
        read = (parsing.positive_int(parsing.as_dict(item).get("sessionId")) for item in raw)
        ids = frozenset(filter(None, read))
        if raw and not ids:
            raise ValueError(f"none of {len(raw)} items has a sessionId")
        return cls(tuple(first.values()), total, len(raw), ids)


def read_items(body: Any) -> list[Any]:
    """
    The items of a list answer: bare, or under one of ENVELOPES, or in an envelope's envelope.

    Nothing, {} and an envelope with nothing in it are an empty list; ValueError for anything else:
    to know of no registration is another thing than to know that there is none.
    """
    found = _array(body, depth=2)
    if found is None and body and not _is_empty(body):
        raise ValueError(f"expected a list, got {type(body).__name__}")
    return parsing.items(found, MAX_ITEMS)


def _array(body: Any, depth: int) -> list[Any] | None:
    """The first array in `body`, looking `depth` envelopes deep."""
    if isinstance(body, list):
        return body
    if not isinstance(body, dict) or depth == 0:
        return None
    inside = (_array(body.get(name), depth - 1) for name in ENVELOPES)
    return next((found for found in inside if found is not None), None)


def _is_empty(body: Any) -> bool:
    """Whether it is an envelope we know, with nothing in it."""
    found = parsing.as_dict(body)
    return bool(KNOWN_NAMES & set(found)) and not any(found.get(name) for name in ENVELOPES)


def _read(raw: list[Any], zone: ZoneInfo) -> Iterator[Workshop]:
    for item in raw:
        if is_workshop(item):
            try:
                yield Workshop.from_json(item, zone)
            except ValueError as error:
                logger.warning("an item of a list was left out: %s", error)
