"""What single answers of upstream show of its habits: counts, words, names of keys, no values."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Self

from portal.accelevents import parsing, timestamps
from portal.accelevents.records.envelope import read_items
from portal.accelevents.records.meeting import MeetingJoin
from portal.accelevents.records.workshop import START_FIELDS

MAX_KEYS = 60
# A path of keys that are names; a key that is an address or an id may be somebody's.
_KEY = re.compile(r"[A-Za-z_]\w{0,40}(?:\.[A-Za-z_]\w{0,40}){0,8}", re.ASCII)
_HOST = re.compile(r"(?:[a-z]+://)?([a-z\d.-]+(?::\d{1,5})?)(?=[/?]|\Z)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListSample:
    """
    What one page of the list shows.

    `total` and `filtered` are recordsTotal and recordsFiltered, None if not told. `times` are
    the forms of its times: text, iso, epoch or other. `visibilities` and `statuses` count each of
    upstream's words, "" for items without one. `first_id` is a session's id, None if there is none.
    """

    count: int
    total: int | None
    filtered: int | None
    times: frozenset[str]
    visibilities: Counter[str]
    statuses: Counter[str]
    first_id: int | None

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """ValueError for anything that is no list."""
        fields, raw = parsing.as_dict(body), [parsing.as_dict(item) for item in read_items(body)]
        ids = (parsing.positive_int(item.get("sessionId")) for item in raw)
        return cls(
            count=len(raw),
            total=parsing.integer(fields.get("recordsTotal")),
            filtered=parsing.integer(fields.get("recordsFiltered")),
            times=frozenset(filter(None, map(_time_form, raw))),
            visibilities=_words(raw, "sessionVisibilityType"),
            statuses=_words(raw, "status"),
            first_id=next(filter(None, ids), None),
        )


@dataclass(frozen=True, slots=True)
class JoinSample:
    """The answer to a join: the names of its keys, the hosts it names, and if it is complete."""

    keys: tuple[str, ...]
    hosts: tuple[str, ...]
    is_complete: bool

    @classmethod
    def from_json(cls, body: Any) -> Self:
        """No value of the answer is kept but hosts."""
        nodes = list(islice(_nodes("", body), MAX_KEYS))
        hosts = {_host(name, value) for name, value in nodes} - {""}
        keys = tuple(name if _KEY.fullmatch(name) else "?" for name, _ in nodes)
        return cls(keys, tuple(sorted(hosts)), _is_meeting(body))


def _time_form(item: dict[str, Any]) -> str:
    """The form of a session's start: text, iso, epoch or other; "" if it has none."""
    start = parsing.first_present(item, *START_FIELDS)
    return "" if start is None else timestamps.form_of(start) or "other"


def _words(raw: list[dict[str, Any]], name: str) -> Counter[str]:
    return Counter(parsing.token(parsing.enum_word(item.get(name))) for item in raw)


def _nodes(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Each key in an answer by its dotted path, with its value; JSON text counts as an object."""
    for key, inner in parsing.as_dict(value).items():
        yield f"{path}{key}", inner
        yield from _nodes(f"{path}{key}.", inner)


def _host(name: str, value: Any) -> str:
    """The host[:port] of an address under a key that ends in "Url"; "" for any other value."""
    is_address = name.lower().endswith("url") and isinstance(value, str)
    found = _HOST.match(value.lower()) if is_address else None
    return found[1] if found else ""


def _is_meeting(body: Any) -> bool:
    try:
        MeetingJoin.from_json(body)
    except ValueError:
        return False
    return True
