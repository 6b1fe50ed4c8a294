"""Tolerant readers: each takes any JSON value and returns the wanted type or a default."""

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
_INTEGER = re.compile(r"\s*([+-]?\d{1,19})(?:\.0*)?\s*", re.ASCII)
_TRUE_WORDS = {"true", "yes", "1"}


def parse_json(text: str) -> Any:
    """The JSON value in `text`; ValueError if there is none. NaN and Infinity count as null."""
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except RecursionError:  # an answer of 100,000 opening brackets
        raise ValueError("JSON nested too deeply") from None


def as_dict(value: Any) -> dict[str, Any]:
    """An object, even one that is JSON text (twice encoded at most); {} for anything else."""
    for _ in range(2):
        value = _parse_or_none(value) if isinstance(value, str) else value
    return value if isinstance(value, dict) else {}


def _parse_or_none(text: str) -> Any:
    try:
        return parse_json(text)
    except ValueError:
        return None


def require_dict(body: Any) -> dict[str, Any]:
    """The object that an answer must be; ValueError for anything else, {} included."""
    fields = as_dict(body)
    if not fields:
        raise ValueError(f"expected an object, got {type(body).__name__}")
    return fields


def items(value: Any, limit: int) -> list[Any]:
    """The first `limit` items of an array; [] for anything else."""
    return value[:limit] if isinstance(value, list) else []


def map_valid(value: Any, read: Callable[[Any], Record], limit: int) -> tuple[Record, ...]:
    """The records that `read` makes of an array, without the items it refuses by ValueError."""
    return tuple(_valid(items(value, limit), read))


def _valid(values: list[Any], read: Callable[[Any], Record]) -> Iterator[Record]:
    for value in values:
        with suppress(ValueError):
            yield read(value)


def first_present(fields: dict[str, Any], *names: str) -> Any:
    """The value of the first of `names` that is present and not null; None if there is none."""
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def text(value: Any, max_chars: int = MAX_TEXT_CHARS) -> str:
    """A trimmed text of printable characters, cut at `max_chars`; a number is written out."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = id_text(value)
    if not isinstance(value, str):
        return ""
    # A lone half of a surrogate pair is legal JSON, but no page could be encoded with it.
    encodable = value[: max_chars * 2].encode("utf-8", "replace").decode()
    return _UNPRINTABLE.sub("", encodable).strip()[:max_chars]


def token(value: Any, max_chars: int = MAX_TEXT_CHARS) -> str:
    """A text for machines, unchanged; "" if it is too long or has spaces or odd characters."""
    if not isinstance(value, str) or len(value) > max_chars:
        return ""
    return value if value.isascii() and value.isprintable() and " " not in value else ""


def id_text(value: Any) -> str:
    """An id as text: 11655, 11655.0 and "11655" are the same; "" if it is not an id."""
    number = integer(value)
    if number is not None:
        return str(number)
    return text(value, 64) if isinstance(value, str) else ""


def id_texts(value: Any, limit: int) -> tuple[str, ...]:
    """The ids in an array, or the single one in its place, without duplicates."""
    values = items(value, limit) if isinstance(value, list) else [positive_int(value)]
    return tuple(dict.fromkeys(filter(None, map(id_text, values))))


def integer(value: Any) -> int | None:
    """A whole number below 2**63, also from 2000.0 or "11655"; None for anything else."""
    if isinstance(value, str):
        matched = _INTEGER.fullmatch(value)
        value = int(matched[1]) if matched else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if abs(value) < 2**63 and value == math.floor(value) else None


def positive_int(value: Any) -> int | None:
    """A whole number above zero; None for anything else (upstream's 0 means "not set")."""
    number = integer(value)
    return number if number is not None and number > 0 else None


def boolean(value: Any) -> bool:
    """True only for a clear yes: true, 1, "true", "1", "yes"."""
    if isinstance(value, str):
        return value.strip().casefold() in _TRUE_WORDS
    return value is True or (isinstance(value, int | float) and value == 1)


def enum_word(value: Any) -> str:
    """One of upstream's enum words in capitals; unknown words are preserved."""
    return text(value, 40).upper()


def color(value: Any) -> str:
    """A color as "#rrggbb" in lower case, also from "#rgb"; "" for anything else."""
    code = text(value, 9).casefold()
    if re.fullmatch(r"#[0-9a-f]{3}", code):
        code = "#" + "".join(digit * 2 for digit in code[1:])
    return code if _COLOR.fullmatch(code) else ""


def image_url(value: Any, prefix: str = "") -> str:
    """An absolute https address, `prefix` plus a bare upload id, or ""."""
    url = token(value, MAX_URL_CHARS)
    if url and prefix and "/" not in url:
        url = prefix + url
    return url if _is_https(url) else ""


def _is_https(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and '"' not in url
    except ValueError:  # "https://[", say
        return False


def join_texts(values: Iterable[Any]) -> str:
    """The texts among `values`, separated by a space."""
    return " ".join(filter(None, map(text, values)))[:MAX_TEXT_CHARS]
