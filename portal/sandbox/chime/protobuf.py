"""
Chime's signalling on the wire: a type byte, then a message in Protocol Buffers encoding.

Only the two encodings that the service needs are written (numbers, and things with a length);
`chime.fields` holds the messages. https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from enum import IntEnum
from typing import Any, NamedTuple

from portal.sandbox.chime.message_fields import FIELDS

Message = dict[str, Any]

# What the client writes in front of every frame, and accepts in front of ours.
FRAME_MARK = b"\x05"

_NUMBER, _EIGHT_BYTES, _SIZED, _FOUR_BYTES = 0, 1, 2, 5


class FrameType(IntEnum):
    """What a frame is about; the client's numbers."""

    JOIN = 1
    JOIN_ACK = 2
    SUBSCRIBE = 3
    SUBSCRIBE_ACK = 4
    INDEX = 5
    PAUSE = 7
    RESUME = 8
    LEAVE = 9
    LEAVE_ACK = 10
    BITRATES = 13
    AUDIO_CONTROL = 16
    AUDIO_METADATA = 17
    AUDIO_STREAM_ID_INFO = 18
    PING_PONG = 19
    AUDIO_STATUS = 20
    CLIENT_METRIC = 21
    DATA_MESSAGE = 22
    REMOTE_VIDEO_UPDATE = 24
    NOTIFICATION = 34
    MEETING_SESSION_TIMING = 43


class Field(NamedTuple):
    """One field of a message: its number on the wire, and what it holds."""

    number: int
    name: str
    kind: str
    is_many: bool


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


def pack(kind: FrameType, **body: Message) -> bytes:
    """One WebSocket message of ours: a frame of this kind, stamped with the time."""
    return FRAME_MARK + encode("Frame", {"timestamp_ms": now_ms(), "type": kind, **body})


def unpack(data: bytes) -> tuple[int, Message]:
    """(type of frame, the frame) of one WebSocket message; ValueError when it is not one."""
    frame = decode("Frame", data[1:])
    return int(frame.get("type", 0)), frame


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def encode(message: str, values: Message) -> bytes:
    """`values` as a message of this name; a None is left out, an unknown name is a KeyError."""
    out = bytearray()
    for name, value in values.items():
        field = _BY_NAME[message][name]
        many = value if field.is_many else () if value is None else (value,)
        for one in many:
            out += _encode_one(field, one)
    return bytes(out)


def decode(message: str, data: bytes) -> Message:
    """The fields of `data` by name, save those not there or not listed; ValueError if broken."""
    values: Message = {}
    for number, content in _parts(data):
        field = _BY_NUMBER[message].get(number)
        if field is None:
            continue
        found = _read_values(field, content)
        if field.is_many:
            values.setdefault(field.name, []).extend(found)
        else:
            values[field.name] = found[-1]
    return values


def _encode_one(field: Field, value: Any) -> bytes:
    if field.kind == "int":
        return _varint(field.number << 3 | _NUMBER) + _varint(int(value))
    raw = _raw(field.kind, value)
    return _varint(field.number << 3 | _SIZED) + _varint(len(raw)) + raw


def _raw(kind: str, value: Any) -> bytes:
    if kind == "text":
        return str(value).encode()
    return bytes(value) if kind == "bytes" else encode(kind, value)


def _read_values(field: Field, content: int | bytes) -> list[Any]:
    if isinstance(content, int) != (field.kind == "int"):
        return _read_packed(field, content)
    if isinstance(content, int):
        return [content]
    if field.kind == "bytes":
        return [content]
    return [content.decode()] if field.kind == "text" else [decode(field.kind, content)]


def _read_packed(field: Field, content: int | bytes) -> list[int]:
    """Several numbers may come packed into one sized part; any other mismatch is a ValueError."""
    if isinstance(content, int) or not field.is_many:
        raise ValueError(f"{field.name} is no {field.kind}")
    return list(_numbers(content))


def _parts(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """(field number, its number or bytes) one after the other."""
    at = 0
    while at < len(data):
        key, at = _read_varint(data, at)
        encoding = key & 7
        if encoding == _NUMBER:
            number, at = _read_varint(data, at)
            yield key >> 3, number
            continue
        size, at = _size(data, at, encoding)
        if at + size > len(data):
            raise ValueError("a part is longer than its message")
        yield key >> 3, data[at : at + size]
        at += size


def _size(data: bytes, at: int, encoding: int) -> tuple[int, int]:
    """(how long the part is, where it starts)."""
    if encoding == _SIZED:
        return _read_varint(data, at)
    if encoding not in (_EIGHT_BYTES, _FOUR_BYTES):
        raise ValueError(f"unknown encoding {encoding}")
    return (8 if encoding == _EIGHT_BYTES else 4), at


def _numbers(data: bytes) -> Iterator[int]:
    at = 0
    while at < len(data):
        number, at = _read_varint(data, at)
        yield number


def _varint(number: int) -> bytes:
    """Seven bits a byte, lowest first, the top bit set while more follow."""
    if not 0 <= number < 1 << 64:
        raise ValueError(f"{number} does not fit 64 bits")
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    """(the number that starts at `at`, where the next thing starts)."""
    number = 0
    for count, byte in enumerate(data[at : at + 10]):
        number |= (byte & 0x7F) << 7 * count
        if not byte & 0x80:
            return number, at + count + 1
    raise ValueError("a number does not end")
