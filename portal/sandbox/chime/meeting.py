"""One meeting: who is in it, what they show, and telling everybody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.sandbox.chime import frames
from portal.sandbox.chime.attendee import Member
from portal.sandbox.chime.audio import Sound, attenuation
from portal.sandbox.chime.data_messages import Backlog
from portal.sandbox.chime.frame_log import Trace
from portal.sandbox.chime.frames import Camera
from portal.sandbox.chime.join_tokens import CONTENT, Seat
from portal.sandbox.chime.protobuf import FrameType, Message
from portal.sandbox.chime.video import Reel

# What AUDIO_STATUS says when an attendee's time is over.
OTHER_DEVICE, FULL, ENDED, REMOVED = 301, 409, 410, 411


@dataclass(frozen=True, slots=True)
class Limits:
    """How many attendees, and how many of their cameras, a meeting holds."""

    attendees: int = 250
    cameras: int = 25


class Meeting:
    """A change is told to the others by the method that makes it, and to whoever awaits `news`."""

    def __init__(self, meeting_id: str, limits: Limits) -> None:
        self.id = meeting_id
        self.limits = limits
        self.members: dict[str, Member] = {}
        self.backlog = Backlog()
        self.trace = Trace()
        self.is_ended = False
        self.refused: set[str] = set()  # attendee and external user ids, "" for everybody's
        self._ids = 0
        self._news = asyncio.Event()

    def next_id(self) -> int:
        """A number for a stream; later ones are higher, by which the client tells old from new."""
        self._ids += 1
        return self._ids

    def refuses(self, seat: Seat) -> bool:
        """Whether this token is refused on demand."""
        return bool(self.refused & {"", seat.attendee_id, seat.external_user_id})

    def find(self, who: str) -> Member:
        """The member with this attendee id, else external user id; LookupError if there is none."""
        named = [m for m in self.members.values() if m.external_user_id == who]
        found = self.members.get(who) or next(iter(named), None)
        if found is None:
            raise LookupError(f"nobody in this meeting is called {who}")
        return found

    async def news(self) -> None:
        """Returns when something has changed."""
        await self._news.wait()

    def tell_news(self) -> None:
        """Wake those who await `news`."""
        self._news.set()
        self._news = asyncio.Event()

    async def broadcast(self, kind: FrameType, body: Message, *, but: Member | None = None) -> None:
        """One frame to everybody, but for `but`."""
        for member in list(self.members.values()):
            if member is not but:
                await member.send(kind, body)
        self.tell_news()

    async def enter(self, member: Member) -> bool:
        """
        Whether there was room for `member`.

        Somebody of the same attendee id goes: told that they joined from another device, unless
        the session is the same, which is the client coming back after it lost its connection.
        """
        before = self.members.get(member.attendee_id)
        if before is None and self._is_full_for(member):
            return False
        if before is not None:
            if before.session_id != member.session_id:
                await before.send(FrameType.AUDIO_STATUS, {"audio_status": OTHER_DEVICE})
            await self.leave(before)
        self.members[member.attendee_id] = member
        self.tell_news()
        return True

    def _is_full_for(self, member: Member) -> bool:
        people = [one for one in self.members.values() if not one.is_content]
        return not member.is_content and len(people) >= self.limits.attendees

    async def announce(self, member: Member) -> None:
        """`member` can hear and be heard: everybody learns of them, they of everybody."""
        if member.is_present or not member.is_here:
            return
        member.is_present = True
        present = [one.introduced() for one in self.members.values() if one.is_present]
        await member.send(FrameType.AUDIO_STREAM_ID_INFO, {"streams": present})
        await self._tell_of(member, member.introduced())
        for message in self.backlog.for_attendee(member.attendee_id):
            await member.send(FrameType.DATA_MESSAGE, {"messages": [message]})
        for other in list(self.members.values()):
            other.meet(member)

    async def leave(self, member: Member, *, dropped: bool = False) -> None:
        """`member` is gone; `dropped` says that they did not mean to."""
        if not member.is_here:
            return
        del self.members[member.attendee_id]
        if member.is_present:
            gone = {"audio_stream_id": member.audio_id} | ({"dropped": True} if dropped else {})
            await self._tell_of(member, gone)
        await self.stop_camera(member)
        member.hang_up()
        self.tell_news()

    async def end(self) -> None:
        """Nobody is in the meeting any more, and nobody gets in."""
        self.is_ended = True
        await self.broadcast(FrameType.AUDIO_STATUS, {"audio_status": ENDED})

    async def mute(self, member: Member, muted: bool) -> None:
        """Everybody sees them muted, or not."""
        member.is_muted = muted
        change = {"audio_stream_id": member.audio_id, "muted": muted}
        await self.broadcast(FrameType.AUDIO_STREAM_ID_INFO, {"streams": [change]})

    async def _tell_of(self, member: Member, change: Message) -> None:
        body = {"streams": [change]}
        await self.broadcast(FrameType.AUDIO_STREAM_ID_INFO, body, but=member)

    def others(self, member: Member) -> Iterable[Sound]:
        """What `member` may hear: everybody who is heard, but not themselves nor their share."""
        own = member.attendee_id.removesuffix(CONTENT)
        return [
            one.sound
            for one in self.members.values()
            if one.level and one.attendee_id.removesuffix(CONTENT) != own
        ]

    @property
    def cameras(self) -> list[Camera]:
        """All that are on, shares included."""
        return [member.camera for member in self.members.values() if member.camera]

    @property
    def is_out_of_cameras(self) -> bool:
        """Whether no further camera is let on; shares do not count."""
        used = [one for one in self.members.values() if one.camera and not one.is_content]
        return len(used) >= self.limits.cameras

    def give_camera(self, member: Member, reel: Reel, **shape: int) -> Camera | None:
        """The member's camera, new or as it is; None when too many are on. INDEX tells it later."""
        if member.camera is None and (member.is_content or not self.is_out_of_cameras):
            member.camera = Camera(
                stream_id=self.next_id(),
                group_id=self.next_id(),
                attendee_id=member.attendee_id,
                external_user_id=member.external_user_id,
                reel=reel,
                **shape,
            )
        return member.camera

    async def stop_camera(self, member: Member) -> None:
        """Their camera is off, and everybody learns it."""
        if member.camera is not None:
            member.camera = None
            await self.push_index()

    async def push_index(self) -> None:
        """Tell everybody what can be watched."""
        await self.broadcast(FrameType.INDEX, self.index())

    def index(self) -> Message:
        """What can be watched now."""
        is_full = self.is_out_of_cameras
        return frames.index(self.cameras, len(self.members), is_full=is_full)

    async def push_levels(self) -> None:
        """How loud everybody is, and how good their connection."""
        states = [
            {
                "audio_stream_id": member.audio_id,
                "volume": attenuation(member.level),
                "signal_strength": member.signal,
            }
            for member in self.members.values()
            if member.is_present
        ]
        await self.broadcast(FrameType.AUDIO_METADATA, {"attendee_states": states})

    def state(self) -> dict[str, Any]:
        """Who is here and what they do, for tests; ready for JSON."""
        return {
            "meeting": self.id,
            "ended": self.is_ended,
            "attendees": {member.attendee_id: member.state() for member in self.members.values()},
            "frames": self.trace.counts(),
        }
