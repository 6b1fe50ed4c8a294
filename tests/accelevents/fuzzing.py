"""Odd answers for the property tests, and the checks that every result of them must pass."""

import copy
import json
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import responses
from hypothesis import strategies as st

from portal.accelevents.exceptions import ApiError
from tests.accelevents.replies import recorded

ANY_URL = re.compile(".*")
PLAIN_TYPES = (str, int, float, bool, type(None), datetime, ZoneInfo)

odd_text = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "💥",
        "NaN",
        "1e999",
        "-1",
        "9" * 400,
        "2026/13/45 99:99",
        "2026-03-29T02:30",
        "2026-03-01T09:00:00.123Z",
        "2026-02-30T09:00+01:00",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1772352000000",
        "<b>",
        "[[",
    ]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([0, -1, 2**63, 10**400, 1e308, float("inf"), 1772352000, 1772352e6])
    | odd_text
    | st.text(max_size=20)
)
names = st.sampled_from(
    ["Meeting", "name", "error", "errorCode", "message", "data", "items", "recordsTotal", "id"]
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
statuses = st.sampled_from([200, 200, 200, 201, 204, 302, 400, 401, 404, 405, 406, 407, 429, 500])


@st.composite
def mangled(draw, name):
    """A recorded reply with up to four of its values, at any depth, replaced by odd ones."""
    body = recorded(name)
    for _ in range(draw(st.integers(1, 4))):
        body = _replaced(body, draw(st.sampled_from(list(_paths(body)))), draw(values))
    return json.dumps(body)


@st.composite
def truncated(draw, name):
    """The bytes of a recorded reply, cut off somewhere, followed by a few that are not JSON."""
    whole = json.dumps(recorded(name)).encode()
    end = draw(st.integers(0, len(whole)))
    return whole[draw(st.integers(0, 3)) : end] + draw(st.binary(max_size=4))


def _paths(body, prefix=()):
    children = body.items() if isinstance(body, dict) else enumerate(body)
    for key, value in children:
        yield (*prefix, key)
        if isinstance(value, dict | list):
            yield from _paths(value, (*prefix, key))


def _replaced(body, path, value):
    changed = parent = copy.deepcopy(body)
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = value
    return changed


def outcome(call, status, body):
    """The record or the ApiError of a call when upstream answers everything so."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as upstream:
        for method in ("GET", "POST", "PUT"):
            upstream.add(method, ANY_URL, status=status, body=body)
        try:
            return call()
        except ApiError as error:
            return error


def is_sound(result):
    """Whether every value in it is of a plain type, encodable, of limited size, and in UTC."""
    leaves = list(_leaves(vars(result) if isinstance(result, ApiError) else result))
    return bool(str(result)) and all(map(_is_sound_leaf, leaves))


def _leaves(record):
    if is_dataclass(record):
        record = [getattr(record, field.name) for field in fields(record)]
    if isinstance(record, dict):
        record = list(record.values())
    if isinstance(record, tuple | list | frozenset):
        for value in record:
            yield from _leaves(value)
    else:
        yield record


def _is_sound_leaf(value):
    if isinstance(value, str):
        return len(value.encode()) <= 4 * 65_024
    if isinstance(value, int | float):
        return abs(value) < 2**63
    if isinstance(value, datetime):
        return value.tzinfo is UTC
    return isinstance(value, PLAIN_TYPES)
