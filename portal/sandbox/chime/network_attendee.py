"""An attendee who comes over the network: one WebSocket, and the media connection it arranges."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import WSMessage, WSMsgType, web

from portal.sandbox.chime import data_messages, frames
from portal.sandbox.chime.attendee import Attendee
from portal.sandbox.chime.audio_mix import AudioMix
from portal.sandbox.chime.meeting import FULL, Meeting
from portal.sandbox.chime.peer_connection import PeerConnection
from portal.sandbox.chime.protobuf import Message
from portal.sandbox.chime.signaling import FrameType, pack, unpack

log = logging.getLogger(__name__)

# The client names this protocol before its token, and accepts no other.
PROTOCOL = "_aws_wt_session"

_CLOSE_TIMEOUT_SECONDS = 2.0
_PING, _PONG = 1, 2
_RECEIVE_ONLY = 1
_VIEW_ONLY = 206
_CLOSE_ENDED, _CLOSE_BAD_FRAME, _CLOSE_BROKEN = 4410, 4400, 4500


class NetworkAttendee(Attendee):
    """If `is_frozen`, the service neither hears nor answers them, as if the network had died."""

    def __init__(self, meeting: Meeting, attendee_id: str, external_user_id: str) -> None:
        super().__init__(attendee_id, external_user_id, meeting.roster.next_id())
        self.meeting = meeting
        self.socket = web.WebSocketResponse(
            protocols=(PROTOCOL,), max_msg_size=1 << 20, timeout=_CLOSE_TIMEOUT_SECONDS
        )
        mix = AudioMix(lambda: meeting.roster.audio_for(self))
        self.peer = PeerConnection(mix, self._on_media)
        self.audio = self.peer.microphone
        self.is_frozen = False
        self._transport: asyncio.BaseTransport | None = None
        self._announcing: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._handlers: dict[int, Callable[[Message], Awaitable[None]]] = {
            FrameType.JOIN: self._on_join,
            FrameType.SUBSCRIBE: self._on_subscribe,
            FrameType.AUDIO_CONTROL: self._on_audio_control,
            FrameType.PING_PONG: self._on_ping,
            FrameType.DATA_MESSAGE: self._on_data_message,
            FrameType.LEAVE: self._on_leave,
        }

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Accept the socket and answer its frames until it ends."""
        await self.socket.prepare(request)
        self._transport = request.transport
        try:
            if self.meeting.is_ended:
                await self.socket.close(code=_CLOSE_ENDED, message=b"the meeting has ended")
            async for message in self.socket:
                await self._handle(message)
        finally:
            await self.meeting.leave(self, dropped=True)
            await self._close_once()
        return self.socket

    async def _handle(self, message: WSMessage) -> None:
        """Answer one frame; a frame that cannot be read or answered ends the connection."""
        if message.type is not WSMsgType.BINARY:
            return
        try:
            await self._handle_frame(message.data)
        except ValueError as error:
            log.warning("unreadable frame from %s: %s", self.attendee_id, error)
            await self.socket.close(code=_CLOSE_BAD_FRAME, message=b"unreadable")
        except Exception as error:  # noqa: BLE001  aiortc has no common error for a bad offer
            log.warning("no answer for %s: %r", self.attendee_id, error)
            await self.socket.close(code=_CLOSE_BROKEN, message=b"internal error")

    async def _handle_frame(self, data: bytes) -> None:
        kind, frame = unpack(data)
        self.meeting.frame_log.add(self.attendee_id, "in", kind)
        handler = self._handlers.get(kind)
        if handler and not self.is_frozen:
            await handler(frame)

    async def send(self, kind: FrameType, body: Message, *, status: int = 0) -> None:
        """Send one frame to the browser; nothing if the connection is frozen or gone."""
        if self.is_frozen or self.socket.closed:
            return
        self.meeting.frame_log.add(self.attendee_id, "out", kind)
        try:
            await self.socket.send_bytes(pack(kind, **frames.frame_fields(kind, body, status)))
        except ConnectionError:
            log.info("%s was gone before %s could be sent", self.attendee_id, kind.name)

    async def _on_join(self, frame: Message) -> None:
        self.session_id = frame.get("join", {}).get("audio_session_id", 0)
        if not await self.meeting.enter(self):
            await self.send(FrameType.AUDIO_STATUS, {"audio_status": FULL})
            return
        await self.send(FrameType.JOIN_ACK, frames.join_ack())
        await self.send(FrameType.INDEX, self.meeting.index())

    async def _on_subscribe(self, frame: Message) -> None:
        request = frame.get("subscribe", {})
        self.is_muted = bool(request.get("audio_muted"))
        videos = {camera.stream_id: camera.source for camera in self.meeting.roster.cameras}
        stream_ids = request.get("receive_stream_ids", [])
        answer, tracks = await self.peer.answer(request.get("sdp_offer", ""), stream_ids, videos)
        earlier, label = self.camera, _camera_label(request)
        self._switch_camera(label is not None)
        ack = {
            "duplex": request.get("duplex", _RECEIVE_ONLY),
            "allocations": [self.camera.allocation(label)] if self.camera else [],
            "sdp_answer": answer,
            "tracks": [track._asdict() for track in tracks],
        }
        is_refused = label is not None and self.camera is None
        await self.send(FrameType.SUBSCRIBE_ACK, ack, status=_VIEW_ONLY if is_refused else 0)
        if self.camera is not earlier:
            await self.meeting.push_index()

    def _switch_camera(self, is_on: bool) -> None:
        if not is_on:
            self.camera = None
        elif self.camera is None:
            self.peer.reset_camera()
            self.meeting.roster.allocate_camera(self, self.peer.video, width=640, height=360)

    async def _on_audio_control(self, frame: Message) -> None:
        await self.meeting.mute(self, bool(frame.get("audio_control", {}).get("muted")))

    async def _on_ping(self, frame: Message) -> None:
        ping = frame.get("ping_pong", {})
        if ping.get("type") == _PING:
            pong = {"type": _PONG, "ping_id": ping.get("ping_id", 0)}
            await self.send(FrameType.PING_PONG, pong)

    async def _on_data_message(self, frame: Message) -> None:
        for request in frame.get("data_message", {}).get("messages", []):
            await data_messages.deliver(self.meeting, self, request)

    async def _on_leave(self, _frame: Message) -> None:
        await self.send(FrameType.LEAVE_ACK, {})
        await self.meeting.leave(self)

    def _on_media(self) -> None:
        self._announcing = asyncio.create_task(self.meeting.announce(self))

    async def request_key_frame(self) -> None:
        """Request a key frame from the browser while its camera is on."""
        if self.camera:
            await self.peer.request_key_frame()

    def abort(self) -> None:
        """Break the connection without a closing frame."""
        if isinstance(self._transport, asyncio.Transport):
            self._transport.abort()

    def disconnect(self) -> None:
        """Close media and socket, without waiting for the browser's closing frame."""
        self._close_once()

    def _close_once(self) -> asyncio.Task[None]:
        """The one task that closes this connection; it has to end before `serve` does."""
        self._closing = self._closing or asyncio.create_task(self._close())
        return self._closing

    async def _close(self) -> None:
        await self.peer.close()
        await self.socket.close()


def _camera_label(request: Message) -> str | None:
    """The client's name for the camera that it wants to send, None if it sends none."""
    if request.get("duplex", _RECEIVE_ONLY) == _RECEIVE_ONLY:
        return None
    streams = request.get("send_streams", [])
    labels = [s.get("track_label", "") for s in streams if s.get("media_type") == frames.VIDEO]
    return labels[0] if labels else None
