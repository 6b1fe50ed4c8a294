"""The bodies of the frames that the service sends."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from portal.sandbox.chime.protobuf import Message, encode
from portal.sandbox.chime.signaling import FrameType, now_ms
from portal.sandbox.chime.video import HEIGHT, WIDTH, VideoSource

AUDIO, VIDEO = 1, 2
TRANSCRIPTS = "aws:chime:transcription"

# How many cameras a client may watch at once.
# https://docs.aws.amazon.com/chime-sdk/latest/dg/meetings-sdk.html
VIDEO_SUBSCRIPTION_LIMIT = 25
# "The service decides which video a weak connection gets." Without it the client guesses its
# bandwidth and pauses videos by itself. From the client's encoder (SdkServerSideNetworkAdaption).
SERVER_SIDE_ADAPTATION = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A camera or shared screen that is on: its entry in INDEX, and its video."""

    stream_id: int
    group_id: int
    attendee_id: str
    external_user_id: str
    source: VideoSource
    width: int = WIDTH
    height: int = HEIGHT
    framerate: int = 15
    max_bitrate_kbps: int = 600

    def index_entry(self) -> Message:
        """The camera's entry in INDEX."""
        return {
            "stream_id": self.stream_id,
            "group_id": self.group_id,
            "attendee_id": self.attendee_id,
            "external_user_id": self.external_user_id,
            "media_type": VIDEO,
            "width": self.width,
            "height": self.height,
            "framerate": self.framerate,
            "max_bitrate_kbps": self.max_bitrate_kbps,
            "avg_bitrate_bps": self.max_bitrate_kbps * 700,
        }

    def allocation(self, label: str | None) -> Message:
        """The camera's ids for its owner, under the owner's own name for it."""
        ids = {"stream_id": self.stream_id, "group_id": self.group_id}
        return {"track_label": label, **ids}


def join_ack() -> Message:
    """
    The answer to JOIN: no TURN server, no compression.

    TURN credentials without an address make the client connect straight to the service; without
    credentials it does the same, but logs an error.
    """
    turn = {"username": "", "password": "", "ttl": 3600, "uris": []}
    return {
        "turn_credentials": turn,
        "video_subscription_limit": VIDEO_SUBSCRIPTION_LIMIT,
        "default_server_side_network_adaption": SERVER_SIDE_ADAPTATION,
    }


def index(cameras: Iterable[Camera], attendee_count: int, *, is_full: bool) -> Message:
    """All cameras that can be watched; `is_full`: no further camera may be turned on."""
    return {
        "at_capacity": is_full,
        "sources": [camera.index_entry() for camera in cameras],
        "num_participants": attendee_count,
    }


def data_message(
    topic: str, data: bytes, attendee_id: str, external_user_id: str, ingest_ns: int | None = None
) -> Message:
    """One message of an attendee; `ingest_ns` 0 means that the service did not ingest it."""
    return {
        "topic": topic,
        "data": data,
        "sender_attendee_id": attendee_id,
        "sender_external_user_id": external_user_id,
        "ingest_time_ns": time.time_ns() if ingest_ns is None else ingest_ns,
    }


def caption(
    attendee_id: str, external_user_id: str, text: str, result_id: str, *, is_partial: bool
) -> Message:
    """The data message that carries one line of live transcription."""
    start = now_ms()
    speaker = {"speaker_attendee_id": attendee_id, "speaker_external_user_id": external_user_id}
    times = {"start_time": start, "end_time": start + 300 * len(text.split())}
    items = [{"content": word, "type": 1, **speaker, **times} for word in text.split()]
    result = {
        "alternatives": [{"transcript": text, "items": items}],
        "result_id": result_id,
        "channel_id": "ch_0",
        "is_partial": is_partial,
        "language_code": "en-US",
        **times,
    }
    data = encode("Transcripts", {"events": [{"transcript": {"results": [result]}}]})
    return data_message(TRANSCRIPTS, data, "transcriber", "transcriber")


def frame_fields(kind: FrameType, body: Message, status: int) -> dict[str, Message]:
    """{the frame's field for this kind: `body`}, and the error for a `status` that is not 0."""
    return {kind.name.lower(): body} | ({"error": {"status": status}} if status else {})
