"""The signaling on the wire: each WebSocket message is a type byte and one frame."""

from __future__ import annotations

import time
from enum import IntEnum

from portal.sandbox.chime.protobuf import Message, decode, encode

# The client writes it in front of every frame, and accepts it in front of ours.
_FRAME_MARK = b"\x05"


class FrameType(IntEnum):
    """The subject of a frame; the numbers are the client's."""

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


def pack(kind: FrameType, **body: Message) -> bytes:
    """The WebSocket message with a frame of this kind, stamped with the time."""
    return _FRAME_MARK + encode("Frame", {"timestamp_ms": now_ms(), "type": kind, **body})


def unpack(data: bytes) -> tuple[int, Message]:
    """(type of frame, the frame) of one WebSocket message; ValueError if it is not a frame."""
    frame = decode("Frame", data[1:])
    return int(frame.get("type", 0)), frame


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000
