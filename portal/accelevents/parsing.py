"""Tolerant readers: whatever JSON value upstream sent, a value of the wanted type or a default."""

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import urlsplit

Record = TypeVar("Record")

MAX_TEXT_CHARS = 255
MAX_URL_CHARS = 2048
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_COLOR = re.compile(r"#[0-9a-f]{6}")
_WHOLE = re.compile(r"\s*([+-]?\d{1,19})(?:\.0*)?\s*", re.ASCII)
_TRUE = {"true", "yes", "1"}


def parse_json(text: str) -> Any:
    """The JSON value in `text`; ValueError if it is none. NaN and Infinity count as null."""
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except RecursionError:  # an answer of 100,000 opening brackets
        raise ValueError("JSON nested too deeply") from None


def as_dict(value: Any) -> dict[str, Any]:
    """An object, also one that came as text in text (twice at most); {} for anything else."""
    for _ in range(2):
        value = _unwrapped(value) if isinstance(value, str) else value
    return value if isinstance(value, dict) else {}


def _unwrapped(text: str) -> Any:
    try:
        return parse_json(text)
    except ValueError:
        return None


def items(value: Any, at_most: int) -> list[Any]:
    """The first `at_most` items of an array; [] for anything else."""
    return value[:at_most] if isinstance(value, list) else []


def map_valid(value: Any, read: Callable[[Any], Record], at_most: int) -> tuple[Record, ...]:
    """What `read` makes of the items of an array; an item it refuses by ValueError is left out."""
    return tuple(_readable(items(value, at_most), read))


def _readable(found: list[Any], read: Callable[[Any], Record]) -> Iterator[Record]:
    for item in found:
        with suppress(ValueError):
            yield read(item)


def first(body: dict[str, Any], *names: str) -> Any:
    """The value of the first of `names` that is there and not null; None if none is."""
    return next((body[name] for name in names if body.get(name) is not None), None)


def text(value: Any, at_most: int = MAX_TEXT_CHARS) -> str:
    """A trimmed text of printable characters, cut at `at_most`; numbers are written out."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = id_text(value)
    if not isinstance(value, str):
        return ""
    # A lone half of a surrogate pair is legal JSON, but no page could be encoded with it.
    whole = value[: at_most * 2].encode("utf-8", "replace").decode()
    return _UNPRINTABLE.sub("", whole).strip()[:at_most]


def token(value: Any, at_most: int = MAX_TEXT_CHARS) -> str:
    """A text for machines: as it came, or "" if it is too long, or has blanks or odd characters."""
    if not isinstance(value, str) or len(value) > at_most:
        return ""
    return value if value.isascii() and value.isprintable() and " " not in value else ""


def id_text(value: Any) -> str:
    """An id as text: 11655, 11655.0 and "11655" are the same; "" for what is no id."""
    number = integer(value)
    if number is not None:
        return str(number)
    return text(value, 64) if isinstance(value, str) else ""


def id_texts(value: Any, at_most: int) -> tuple[str, ...]:
    """The ids in an array, or the single one that is there instead, without doubles."""
    found = items(value, at_most) if isinstance(value, list) else [positive_int(value)]
    return tuple(dict.fromkeys(filter(None, map(id_text, found))))


def integer(value: Any) -> int | None:
    """A whole number below 2**63, also from 2000.0 or "11655"; None for anything else."""
    if isinstance(value, str):
        matched = _WHOLE.fullmatch(value)
        value = int(matched[1]) if matched else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if abs(value) < 2**63 and value == math.floor(value) else None


def positive_int(value: Any) -> int | None:
    """A whole number above zero; None for anything else (upstream's 0 means "not set")."""
    number = integer(value)
    return number if number is not None and number > 0 else None


def boolean(value: Any) -> bool:
    """True only for what clearly says so: true, 1, "true", "1", "yes"."""
    if isinstance(value, str):
        return value.strip().casefold() in _TRUE
    return value is True or (isinstance(value, int | float) and value == 1)


def enum_word(value: Any) -> str:
    """One of upstream's enum words in capitals; unknown ones are kept."""
    return text(value, 40).upper()


def color(value: Any) -> str:
    """A colour as "#rrggbb" in lower case, also from "#rgb"; "" for anything else."""
    found = text(value, 9).casefold()
    if re.fullmatch(r"#[0-9a-f]{3}", found):
        found = "#" + "".join(digit * 2 for digit in found[1:])
    return found if _COLOR.fullmatch(found) else ""


def image(value: Any, prefix: str = "") -> str:
    """An absolute https address, `prefix` + a bare upload id, or ""."""
    address = token(value, MAX_URL_CHARS)
    if address and prefix and "/" not in address:
        address = prefix + address
    return address if _is_https(address) else ""


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and '"' not in address
    except ValueError:  # "https://[", say
        return False


def joined(parts: Iterable[Any]) -> str:
    """The texts among `parts`, with a space between."""
    return " ".join(filter(None, map(text, parts)))[:MAX_TEXT_CHARS]
