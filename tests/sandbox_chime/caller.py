"""A client of the media service without a browser: it does the signaling step by step."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp

from portal.sandbox.chime import FakeChime
from portal.sandbox.chime.protobuf import Message
from portal.sandbox.chime.signaling import FrameType, pack, unpack

TIMEOUT_SECONDS = 5


class Caller:
    """One connection of one attendee; every method returns when it is done."""

    def __init__(self, runner: asyncio.Runner, media: FakeChime, credentials: Message) -> None:
        self.media = media
        self.meeting_id = credentials["meeting"]["MeetingId"]
        self.id = credentials["attendee"]["AttendeeId"]
        self._url = credentials["meeting"]["MediaPlacement"]["SignalingUrl"]
        self._token = credentials["attendee"]["JoinToken"]
        self._runner = runner
        self._http: aiohttp.ClientSession
        self._socket: aiohttp.ClientWebSocketResponse

    def wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(asyncio.wait_for(work, TIMEOUT_SECONDS))

    def connect(self) -> "Caller":
        """Open the WebSocket; aiohttp.WSServerHandshakeError if it is refused."""
        self.wait(self._connect())
        return self

    async def _connect(self) -> None:
        self._http = aiohttp.ClientSession()
        protocols = ["_aws_wt_session", self._token]
        # By default aiohttp replaces the service's close code by its own when it answers late.
        self._socket = await self._http.ws_connect(self._url, protocols=protocols, autoclose=False)

    def join(self, session: int = 1) -> Message:
        """Enter the meeting; its INDEX."""
        self.send_frame(FrameType.JOIN, join={"protocol_version": 2, "audio_session_id": session})
        self.receive(FrameType.JOIN_ACK)
        return self.receive(FrameType.INDEX)["index"]

    def send_frame(self, kind: FrameType, **body: Message) -> None:
        self.wait(self._socket.send_bytes(pack(kind, **body)))

    def send_message(self, topic: str, text: str, lifetime_ms: int = 0) -> None:
        message = {"topic": topic, "data": text.encode(), "lifetime_ms": lifetime_ms}
        self.send_frame(FrameType.DATA_MESSAGE, data_message={"messages": [message]})

    def receive(self, kind: FrameType) -> Message:
        """The next frame of this kind; others are skipped."""
        return self.wait(self._receive(kind))

    async def _receive(self, kind: FrameType) -> Message:
        while True:
            received, frame = unpack(await self._socket.receive_bytes())
            if received == kind:
                return frame

    def wait_for_level(self, matches: Callable[[Message], bool]) -> None:
        """Return when `volume` and `signal_strength` of the one present attendee match."""
        self.wait(self._wait_for_level(matches))

    async def _wait_for_level(self, matches: Callable[[Message], bool]) -> None:
        # The levels are sent again and again, so the next ones may still be the old ones.
        state: Message = {}
        while not state or not matches(state):
            frame = await self._receive(FrameType.AUDIO_METADATA)
            (state,) = frame["audio_metadata"].get("attendee_states", [{}])

    def receive_message(self) -> tuple[str, str, str]:
        """Topic, text and sender of the next data message."""
        (message,) = self.receive(FrameType.DATA_MESSAGE)["data_message"]["messages"]
        return message["topic"], message["data"].decode(), message["sender_attendee_id"]

    def close_code(self) -> int:
        """The close code, once the service has closed; 1006 if the connection just broke."""
        return self.wait(self._until_closed())

    async def _until_closed(self) -> int:
        while (message := await self._socket.receive()).type is aiohttp.WSMsgType.BINARY:
            pass
        return message.data if message.type is aiohttp.WSMsgType.CLOSE else 1006

    def wait_until(self, matches: Callable[[Message], bool]) -> Message:
        """The first state of the meeting that `matches`; media flow in the meantime."""
        state = asyncio.to_thread(self.media.wait_until, self.meeting_id, matches, TIMEOUT_SECONDS)
        return self.wait(state)

    def hang_up(self) -> None:
        self.wait(self._http.close())
