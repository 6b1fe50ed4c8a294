"""An attendee's place in a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.sandbox.chime.audio import Sound
from portal.sandbox.chime.frames import Camera
from portal.sandbox.chime.join_tokens import CONTENT
from portal.sandbox.chime.protobuf import FrameType, Message

if TYPE_CHECKING:
    from portal.sandbox.chime.meeting import Meeting


class Member:
    """One attendee's place in a meeting, as all others see it. A share is a member of its own."""

    is_bot = False

    def __init__(self, meeting: Meeting, attendee_id: str, external_user_id: str) -> None:
        self.meeting = meeting
        self.attendee_id = attendee_id
        self.external_user_id = external_user_id
        self.audio_id = meeting.next_id()
        self.session_id = 0
        self.sound = Sound()
        self.camera: Camera | None = None
        self.signal = 2
        self.is_present = False
        self.is_muted = False
        self.is_throttled = False

    @property
    def is_content(self) -> bool:
        """Whether this is somebody's share rather than a person."""
        return self.attendee_id.endswith(CONTENT)

    @property
    def level(self) -> float:
        """How loud they are heard now, 0 to 1."""
        return self.sound.level if self.is_present and not self.is_muted else 0.0

    @property
    def is_here(self) -> bool:
        """Whether they are in the meeting still, and not replaced."""
        return self.meeting.members.get(self.attendee_id) is self

    async def send(self, kind: FrameType, body: Message, *, status: int = 0) -> None:
        """Tell them, with a `status` that is not 0 for success; a bot does not listen."""

    async def hear(self, sender: Member | None, message: Message) -> None:
        """A data message for them; its sender is None when it is the service."""
        await self.send(FrameType.DATA_MESSAGE, {"messages": [message]})

    def meet(self, other: Member) -> None:
        """`other` has arrived."""

    async def refresh(self) -> None:
        """Have their camera send a whole picture; called every second."""

    def hang_up(self) -> None:
        """Let go of what keeps them here."""

    def introduced(self) -> Message:
        """Their entry in the presence frames."""
        return {
            "audio_stream_id": self.audio_id,
            "attendee_id": self.attendee_id,
            "external_user_id": self.external_user_id,
            "muted": self.is_muted,
        }

    def state(self) -> dict[str, Any]:
        """What tests see of them; ready for JSON."""
        return {
            "external_user_id": self.external_user_id,
            "bot": self.is_bot,
            "content": self.is_content,
            "present": self.is_present,
            "muted": self.is_muted,
            "camera": self.camera is not None,
            "level": round(self.level, 3),
            "signal": self.signal,
        }
