"""One meeting: its attendees come, go, mute and show cameras, and everybody is notified."""

from __future__ import annotations

import asyncio
from typing import Any

from portal.sandbox.chime import frames
from portal.sandbox.chime.attendee import Attendee
from portal.sandbox.chime.audio import attenuation
from portal.sandbox.chime.backlog import Backlog
from portal.sandbox.chime.frame_log import FrameLog
from portal.sandbox.chime.join_tokens import TokenClaims
from portal.sandbox.chime.limits import MeetingLimits
from portal.sandbox.chime.protobuf import Message
from portal.sandbox.chime.roster import Roster
from portal.sandbox.chime.signaling import FrameType

# The codes of AUDIO_STATUS that end an attendee's time in a meeting.
JOINED_FROM_ANOTHER_DEVICE, FULL, ENDED, REMOVED = 301, 409, 410, 411


class Meeting:
    """Each method that changes something sends it to the others and wakes `wait_for_change`."""

    def __init__(self, meeting_id: str, limits: MeetingLimits) -> None:
        self.id = meeting_id
        self.roster = Roster(limits)
        self.backlog = Backlog()
        self.frame_log = FrameLog()
        self.is_ended = False
        self.refused: set[str] = set()  # attendee and user ids; "" for everybody's
        self._changed = asyncio.Event()

    def refuses(self, claims: TokenClaims) -> bool:
        """Whether the control API has this token refused."""
        return bool(self.refused & {"", claims.attendee_id, claims.user_id})

    async def wait_for_change(self) -> None:
        """Return when something has changed."""
        await self._changed.wait()

    def notify(self) -> None:
        """Wake everybody who waits for a change."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def broadcast(
        self, kind: FrameType, body: Message, *, but: Attendee | None = None
    ) -> None:
        """Send one frame to everybody except `but`."""
        for attendee in self.roster:
            if attendee is not but:
                await attendee.send(kind, body)
        self.notify()

    async def enter(self, attendee: Attendee) -> bool:
        """
        Add `attendee`; False if there is no place for them.

        An attendee of the same id leaves. They are told that they joined from another device,
        unless the session is the same: then the client comes back after it lost its connection.
        """
        earlier = self.roster.get(attendee.attendee_id)
        if earlier is None and self.roster.is_full_for(attendee):
            return False
        if earlier is not None:
            if earlier.session_id != attendee.session_id:
                status = {"audio_status": JOINED_FROM_ANOTHER_DEVICE}
                await earlier.send(FrameType.AUDIO_STATUS, status)
            await self.leave(earlier)
        self.roster.add(attendee)
        self.notify()
        return True

    async def announce(self, attendee: Attendee) -> None:
        """Make `attendee` present, who can hear and be heard now; everybody learns of them."""
        if attendee.is_present or attendee not in self.roster:
            return
        attendee.is_present = True
        present = [each.presence() for each in self.roster if each.is_present]
        await attendee.send(FrameType.AUDIO_STREAM_ID_INFO, {"streams": present})
        await self._send_presence(attendee.presence(), but=attendee)
        for message in self.backlog.for_attendee(attendee.attendee_id):
            await attendee.send(FrameType.DATA_MESSAGE, {"messages": [message]})
        for other in self.roster:
            other.greet(attendee)

    async def leave(self, attendee: Attendee, *, dropped: bool = False) -> None:
        """Remove `attendee`; `dropped` means that they did not intend to leave."""
        if attendee not in self.roster:
            return
        self.roster.remove(attendee)
        if attendee.is_present:
            change = {"audio_stream_id": attendee.audio_id} | ({"dropped": True} if dropped else {})
            await self._send_presence(change, but=attendee)
        await self.stop_camera(attendee)
        attendee.disconnect()
        self.notify()

    async def end(self) -> None:
        """End the meeting for everybody; from now on nobody gets in."""
        self.is_ended = True
        await self.broadcast(FrameType.AUDIO_STATUS, {"audio_status": ENDED})

    async def mute(self, attendee: Attendee, muted: bool) -> None:
        """Mute or unmute an attendee; everybody sees it."""
        attendee.is_muted = muted
        await self._send_presence({"audio_stream_id": attendee.audio_id, "muted": muted})

    async def _send_presence(self, change: Message, *, but: Attendee | None = None) -> None:
        await self.broadcast(FrameType.AUDIO_STREAM_ID_INFO, {"streams": [change]}, but=but)

    async def stop_camera(self, attendee: Attendee) -> None:
        """Turn off an attendee's camera; everybody learns of it."""
        if attendee.camera is not None:
            attendee.camera = None
            await self.push_index()

    def index(self) -> Message:
        """The cameras that can be watched now, as the body of INDEX."""
        roster = self.roster
        return frames.index(roster.cameras, len(roster), is_full=roster.is_out_of_cameras)

    async def push_index(self) -> None:
        """Send everybody the cameras that can be watched."""
        await self.broadcast(FrameType.INDEX, self.index())

    async def push_levels(self) -> None:
        """Send everybody how loud each attendee is, and how good their connection is."""
        present = [attendee for attendee in self.roster if attendee.is_present]
        states = [attendee.audio_state(attenuation(attendee.level)) for attendee in present]
        await self.broadcast(FrameType.AUDIO_METADATA, {"attendee_states": states})

    def state(self) -> dict[str, Any]:
        """The meeting as tests see it; ready for JSON."""
        return {
            "meeting": self.id,
            "ended": self.is_ended,
            "attendees": {attendee.attendee_id: attendee.state() for attendee in self.roster},
            "frames": self.frame_log.counts(),
        }
