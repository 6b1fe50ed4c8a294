"""
The Protocol Buffers encoding, as far as Chime's signaling needs it.

Only two wire types are written: numbers, and values with a length. `message_fields` has the
fields of every message. https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from portal.sandbox.chime.message_fields import FIELDS
from portal.sandbox.chime.varints import encode_varint, read_varint, read_varints

Message = dict[str, Any]

_VARINT, _EIGHT_BYTES, _SIZED, _FOUR_BYTES = 0, 1, 2, 5


class Field(NamedTuple):
    """One field of a message: its number on the wire, and the type of its value."""

    number: int
    name: str
    kind: str
    is_repeated: bool


def _field(number: int, text: str) -> Field:
    name, kind = text.split()
    return Field(number, name, kind.rstrip("*"), kind.endswith("*"))


_BY_NUMBER = {
    message: {number: _field(number, text) for number, text in fields.items()}
    for message, fields in FIELDS.items()
}
_BY_NAME = {
    message: {field.name: field for field in fields.values()}
    for message, fields in _BY_NUMBER.items()
}


def encode(message: str, values: Message) -> bytes:
    """`values` as a message of this name; None is left out, an unknown name is a KeyError."""
    out = bytearray()
    for name, value in values.items():
        field = _BY_NAME[message][name]
        elements = value if field.is_repeated else () if value is None else (value,)
        for element in elements:
            out += _encode_field(field, element)
    return bytes(out)


def decode(message: str, data: bytes) -> Message:
    """The known fields that are in `data`, by name; ValueError if it is broken."""
    values: Message = {}
    for number, content in _records(data):
        field = _BY_NUMBER[message].get(number)
        if field is None:
            continue
        elements = _decode_field(field, content)
        if field.is_repeated:
            values.setdefault(field.name, []).extend(elements)
        else:
            values[field.name] = elements[-1]
    return values


def _encode_field(field: Field, value: Any) -> bytes:
    if field.kind == "int":
        return encode_varint(field.number << 3 | _VARINT) + encode_varint(int(value))
    content = _encode_content(field.kind, value)
    return encode_varint(field.number << 3 | _SIZED) + encode_varint(len(content)) + content


def _encode_content(kind: str, value: Any) -> bytes:
    if kind == "text":
        return str(value).encode()
    return bytes(value) if kind == "bytes" else encode(kind, value)


def _decode_field(field: Field, content: int | bytes) -> list[Any]:
    if isinstance(content, int) != (field.kind == "int"):
        return _decode_packed(field, content)
    if isinstance(content, int):
        return [content]
    if field.kind == "bytes":
        return [content]
    return [content.decode()] if field.kind == "text" else [decode(field.kind, content)]


def _decode_packed(field: Field, content: int | bytes) -> list[int]:
    """Several numbers may come packed into one sized record; ValueError for anything else."""
    if isinstance(content, int) or not field.is_repeated:
        raise ValueError(f"{field.name} is not of the type {field.kind}")
    return list(read_varints(content))


def _records(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """(field number, its number or its bytes), one record after the other."""
    at = 0
    while at < len(data):
        key, at = read_varint(data, at)
        wire_type = key & 7
        if wire_type == _VARINT:
            number, at = read_varint(data, at)
            yield key >> 3, number
            continue
        size, at = _size(data, at, wire_type)
        if at + size > len(data):
            raise ValueError("a record is longer than its message")
        yield key >> 3, data[at : at + size]
        at += size


def _size(data: bytes, at: int, wire_type: int) -> tuple[int, int]:
    """(the size of the record, the position where its content starts)."""
    if wire_type == _SIZED:
        return read_varint(data, at)
    if wire_type not in (_EIGHT_BYTES, _FOUR_BYTES):
        raise ValueError(f"unknown wire type {wire_type}")
    return (8 if wire_type == _EIGHT_BYTES else 4), at
