"""
Questions about upstream itself: what its answers show of its habits, without anything personal.

`manage.py check_event` asks them before an event. None of them changes anything, but `join_sample`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from portal.accelevents import endpoints, parsing, timestamps
from portal.accelevents.client import Accelevents
from portal.accelevents.queries import FORMAT_QUERY
from portal.accelevents.records import MeetingJoin
from portal.accelevents.records.envelope import read_items
from portal.accelevents.records.workshop import START_FIELDS

ABSENT_SESSION = 2_147_483_647  # the largest id that Java's int can hold; no event has it
MAX_KEYS = 60
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
    def from_json(cls, body: Any) -> "ListSample":
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
    def from_json(cls, body: Any) -> "JoinSample":
        """No value of the answer is kept but hosts."""
        nodes = list(islice(_nodes("", body), MAX_KEYS))
        hosts = {_host(name, value) for name, value in nodes} - {""}
        keys = tuple(parsing.token(name, 80) or "?" for name, _ in nodes)
        return cls(keys, tuple(sorted(hosts)), _is_meeting(body))


class Probing(Accelevents):
    """The API with the questions that only `check_event` asks."""

    def list_sample(
        self, event: str, *, size: int, page: int = 0, expand: str = "", with_api_key: bool = False
    ) -> ListSample:
        """
        One page of the list, the first is 0, with exactly these parameters.

        GET /rest/events/{event}/session/v2
        https://developer.accelevents.com/reference/get-all-sessions-for-display-and-portal-page
        """
        query = FORMAT_QUERY | {"page": str(page), "size": str(size)}
        query |= {"expand": expand} if expand else {}
        call = self.call_with_api_key if with_api_key else self.call
        return call(endpoints.LIST, {"event": event}, ListSample.from_json, query=query)

    def detail_fields(self, event: str, session: int) -> frozenset[str]:
        """
        The names of the fields that a session's detail has a value for.

        GET /rest/events/{event}/session/v2/{session}
        https://developer.accelevents.com/reference/get-session-for-display-and-portal-page
        """
        path_values = {"event": event, "session": str(session)}
        return self.call(endpoints.DETAIL, path_values, _present)

    def join_sample(self, event: str, session: int) -> JoinSample:
        """
        One real join: it takes a seat, and may use up a place in the meeting.

        PUT /rest/events/{event}/session/{session}
        https://developer.accelevents.com/reference/join-session
        """
        path_values = {"event": event, "session": str(session)}
        return self.call(endpoints.JOIN, path_values, JoinSample.from_json)


def _present(body: Any) -> frozenset[str]:
    fields = parsing.require_dict(body)
    return frozenset(name for name, value in fields.items() if value is not None)


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
