"""A client of the media service without a browser: it speaks the signalling, one step at a time."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp

from portal.sandbox.chime.fake import MediaService
from portal.sandbox.chime.protobuf import FrameType, Message, pack, unpack

PATIENCE = 5


class Caller:
    """One connection of one attendee; every method returns when it has happened."""

    def __init__(self, runner: asyncio.Runner, media: MediaService, credentials: Message) -> None:
        self.media = media
        self.meeting_id = credentials["meeting"]["MeetingId"]
        self.id = credentials["attendee"]["AttendeeId"]
        self._url = credentials["meeting"]["MediaPlacement"]["SignalingUrl"]
        self._token = credentials["attendee"]["JoinToken"]
        self._runner = runner
        self._http: aiohttp.ClientSession
        self._socket: aiohttp.ClientWebSocketResponse

    def wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(asyncio.wait_for(work, PATIENCE))

    def dial(self) -> "Caller":
        """Open the WebSocket; aiohttp.WSServerHandshakeError when refused."""
        self.wait(self._dial())
        return self

    async def _dial(self) -> None:
        self._http = aiohttp.ClientSession()
        protocols = ["_aws_wt_session", self._token]
        # Left to itself aiohttp replaces the service's close code by its own when it answers late.
        self._socket = await self._http.ws_connect(self._url, protocols=protocols, autoclose=False)

    def join(self, session: int = 1) -> Message:
        """Enter the meeting; its INDEX."""
        self.say(FrameType.JOIN, join={"protocol_version": 2, "audio_session_id": session})
        self.hear(FrameType.JOIN_ACK)
        return self.hear(FrameType.INDEX)["index"]

    def say(self, kind: FrameType, **body: Message) -> None:
        self.wait(self._socket.send_bytes(pack(kind, **body)))

    def send(self, topic: str, text: str, lifetime_ms: int = 0) -> None:
        message = {"topic": topic, "data": text.encode(), "lifetime_ms": lifetime_ms}
        self.say(FrameType.DATA_MESSAGE, data_message={"messages": [message]})

    def hear(self, kind: FrameType) -> Message:
        """The next frame of this kind; others are passed over."""
        return self.wait(self._hear(kind))

    async def _hear(self, kind: FrameType) -> Message:
        while True:
            heard, frame = unpack(await self._socket.receive_bytes())
            if heard == kind:
                return frame

    def hear_level(self, is_so: Callable[[Message], bool]) -> None:
        """Returns when the one present is told to be so (`volume`, `signal_strength`)."""
        self.wait(self._hear_level(is_so))

    async def _hear_level(self, is_so: Callable[[Message], bool]) -> None:
        # They are told again and again, so the next ones may still be the old ones.
        told: Message = {}
        while not told or not is_so(told):
            frame = await self._hear(FrameType.AUDIO_METADATA)
            (told,) = frame["audio_metadata"].get("attendee_states", [{}])

    def read(self) -> tuple[str, str, str]:
        """Topic, text and sender of the next data message."""
        (message,) = self.hear(FrameType.DATA_MESSAGE)["data_message"]["messages"]
        return message["topic"], message["data"].decode(), message["sender_attendee_id"]

    def ending(self) -> int:
        """The close code, once the service has closed; 1006 when the line just broke."""
        return self.wait(self._until_closed())

    async def _until_closed(self) -> int:
        while (message := await self._socket.receive()).type is aiohttp.WSMsgType.BINARY:
            pass
        return message.data if message.type is aiohttp.WSMsgType.CLOSE else 1006

    def wait_until(self, is_so: Callable[[Message], bool]) -> Message:
        """The first state of the meeting for which `is_so` holds; media go on in the meantime."""
        state = asyncio.to_thread(self.media.wait_until, self.meeting_id, is_so, PATIENCE)
        return self.wait(state)

    def hang_up(self) -> None:
        self.wait(self._http.close())
