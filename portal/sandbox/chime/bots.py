"""Scripted attendees: they greet people, take turns to speak, and answer chat lines."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from portal.sandbox.chime import bot_video, data_messages, hub
from portal.sandbox.chime.attendee import Attendee
from portal.sandbox.chime.audio import BotVoice
from portal.sandbox.chime.bot_scripts import BotScript
from portal.sandbox.chime.chat import CHAT_TOPIC, chat_text, encode_chat_line
from portal.sandbox.chime.meeting import Meeting
from portal.sandbox.chime.protobuf import Message
from portal.sandbox.chime.video import VideoSource

_SPEAKING_LEVEL = 0.2


class Bot(Attendee):
    """An attendee without a connection; it is present as soon as it has entered."""

    is_bot = True

    def __init__(self, meeting: Meeting, script: BotScript) -> None:
        external_user_id = script.external_user_id or script.attendee_id
        super().__init__(script.attendee_id, external_user_id, meeting.roster.next_id())
        self.meeting = meeting
        self.script = script
        self.fixed_loudness: float | None = None
        self.audio = BotVoice(self._loudness, script.hertz)
        self.hand_is_up = False
        self.heard: list[str] = []  # the hub's messages that reached it: "raise-hand", "MUTE"…
        self._greeted: set[str] = set()
        self._video_task: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def _loudness(self, now: float) -> float:
        if self.fixed_loudness is not None:
            return self.fixed_loudness
        return _SPEAKING_LEVEL if self.script.turn and self.script.turn.is_on(now) else 0.0

    async def set_camera(self, color: str) -> None:
        """Turn the camera on in this color ("#rrggbb"), change its color, or turn it off ("")."""
        if self._video_task:
            self._video_task.cancel()
        if not color:
            await self.meeting.stop_camera(self)
            return
        source = self.camera.source if self.camera else VideoSource()
        if self.meeting.roster.allocate_camera(self, source):
            self._video_task = self._start(bot_video.play(source, color))
            await self.meeting.push_index()

    def greet(self, other: Attendee) -> None:
        """Show a hand that is up again, as the hub does; greet who has not been here before."""
        if other.is_bot or other.is_content:
            return
        if self.hand_is_up:
            self._start(self.show_hand(True))
        if self.script.greeting and other.attendee_id not in self._greeted:
            self._start(self._send_later(self.script.greeting))
        self._greeted.add(other.attendee_id)

    async def receive_data_message(self, sender: Attendee | None, message: Message) -> None:
        """Obey the hub's commands, and answer a person's chat line if a reply matches it."""
        await self._obey(message)
        if sender is None or sender.is_bot or message["topic"] != CHAT_TOPIC:
            return
        text = chat_text(message["data"]).lower()
        answers = [answer for part, answer in self.script.replies if part in text]
        if answers:
            self._start(self._send_later(answers[0]))

    async def _obey(self, message: Message) -> None:
        topic, data = message["topic"], message["data"]
        if topic == hub.DISMISS_TOPIC and data.decode(errors="replace") == self.attendee_id:
            self.hand_is_up = False
        if topic in {hub.RAISE_TOPIC, hub.DISMISS_TOPIC}:
            self.heard.append(topic)
        if topic not in {hub.GENERAL_TOPIC, self.attendee_id}:
            return
        kind = hub.order_kind(data)
        if kind in {"MUTE", "MUTEALL", "MUTE-ATTENDEES"}:
            await self.meeting.mute(self, True)
        if kind in {"VIDEO-DISABLE", "STOPALLVIDEO"}:
            await self.set_camera("")
        if kind == "KICK":
            await self.meeting.leave(self)
        self.heard.append(kind)

    async def show_hand(self, is_up: bool) -> None:
        """Raise or lower the bot's hand; everybody learns of it."""
        self.hand_is_up = is_up
        topic = hub.RAISE_TOPIC if is_up else hub.DISMISS_TOPIC
        await self._send(topic, self.attendee_id.encode())

    def state(self) -> dict[str, Any]:
        """As of any attendee, and what only a bot tells: its hand, and what it was told to do."""
        return super().state() | {"hand": self.hand_is_up, "heard": list(self.heard)}

    async def _send_later(self, text: str) -> None:
        await asyncio.sleep(self.script.delay)
        await self._send(CHAT_TOPIC, encode_chat_line(text))

    async def _send(self, topic: str, data: bytes) -> None:
        """Send a message to everybody; attendees who come later do not get it."""
        await data_messages.deliver(self.meeting, self, {"topic": topic, "data": data})

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def disconnect(self) -> None:
        """Stop the camera, and drop the messages that have not been sent yet."""
        for task in self._tasks:
            task.cancel()


async def join(meeting: Meeting, script: BotScript) -> None:
    """Let a bot join the meeting, if there is a place for it."""
    bot = Bot(meeting, script)
    if await meeting.enter(bot):
        await meeting.announce(bot)
        await bot.set_camera(script.camera)
