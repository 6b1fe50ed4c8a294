"""An attendee of a meeting, as all others see them."""

from __future__ import annotations

from typing import Any

from portal.sandbox.chime.audio import AudioSource
from portal.sandbox.chime.frames import Camera
from portal.sandbox.chime.join_tokens import CONTENT_SUFFIX, user_id_in
from portal.sandbox.chime.protobuf import Message
from portal.sandbox.chime.signaling import FrameType


class Attendee:
    """One attendee of a meeting. A screen share is an attendee of its own."""

    is_bot = False

    def __init__(self, attendee_id: str, external_user_id: str, audio_id: int) -> None:
        self.attendee_id = attendee_id
        self.external_user_id = external_user_id
        self.audio_id = audio_id
        self.session_id = 0
        self.audio = AudioSource()
        self.camera: Camera | None = None
        self.signal_strength = 2
        self.is_present = False
        self.is_muted = False
        self.is_throttled = False

    @property
    def is_content(self) -> bool:
        """Whether this is somebody's screen share rather than a person."""
        return self.attendee_id.endswith(CONTENT_SUFFIX)

    @property
    def user_id(self) -> str:
        """The user id in the external one."""
        return user_id_in(self.external_user_id)

    @property
    def level(self) -> float:
        """How loud the others hear them now, 0 to 1."""
        return self.audio.level if self.is_present and not self.is_muted else 0.0

    async def send(self, kind: FrameType, body: Message, *, status: int = 0) -> None:
        """Send them a frame; a `status` other than 0 is an error. A bot ignores it."""

    async def receive_data_message(self, sender: Attendee | None, message: Message) -> None:
        """Get a data message; its sender is None if it is the service."""
        await self.send(FrameType.DATA_MESSAGE, {"messages": [message]})

    def greet(self, other: Attendee) -> None:
        """React to `other`, who has just become present."""

    async def request_key_frame(self) -> None:
        """Have their camera send a whole picture; called every second."""

    def disconnect(self) -> None:
        """Release everything that holds their connection open."""

    def presence(self) -> Message:
        """Their entry in the presence frames."""
        return {
            "audio_stream_id": self.audio_id,
            "attendee_id": self.attendee_id,
            "external_user_id": self.external_user_id,
            "muted": self.is_muted,
        }

    def audio_state(self, volume: int) -> Message:
        """Their entry in the frames about volumes; `volume` is in dB below full scale."""
        return {
            "audio_stream_id": self.audio_id,
            "volume": volume,
            "signal_strength": self.signal_strength,
        }

    def state(self) -> dict[str, Any]:
        """The attendee as tests see them; ready for JSON."""
        return {
            "external_user_id": self.external_user_id,
            "user_id": self.user_id,
            "bot": self.is_bot,
            "content": self.is_content,
            "present": self.is_present,
            "muted": self.is_muted,
            "camera": self.camera is not None,
            "level": round(self.level, 3),
            "signal": self.signal_strength,
        }
