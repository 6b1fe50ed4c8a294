"""Scripted participants: they come by rule or on demand, greet, take turns to talk, and answer."""

from __future__ import annotations

import asyncio
import colorsys
import json
import uuid
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from portal.sandbox.chime import data_messages
from portal.sandbox.chime.attendee import Member
from portal.sandbox.chime.audio import Voice
from portal.sandbox.chime.meeting import Meeting
from portal.sandbox.chime.protobuf import Message
from portal.sandbox.chime.video import Reel

CHAT, HELLO = "chat", "hello"
_SPEAKING = 0.2


class Turn(NamedTuple):
    """When a bot talks: from `start` to `end` in every `period`, all in seconds."""

    start: float
    end: float
    period: float

    def is_on(self, now: float) -> bool:
        """Whether it is the bot's turn at `now` (seconds of any clock)."""
        return self.start <= now % self.period < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """
    What a bot does.

    name: what it says it is called, as the portal's page does on the topic "hello"; "" nothing
    camera: a colour "#rrggbb"; "" off
    turn: when it talks; None never
    hertz: the height of the hum that its talking is; 0 shows it talking, but it is not heard
    greeting: its chat line to who arrives; "" none
    replies: (part of a chat line in lower case, its answer); the first that fits, "" fits all
    delay: seconds before it writes
    """

    attendee_id: str
    external_user_id: str = ""
    name: str = ""
    camera: str = ""
    turn: Turn | None = None
    hertz: int = 0
    greeting: str = ""
    replies: tuple[tuple[str, str], ...] = ()
    delay: float = 1.5


# The bots that join a meeting by themselves, by its id.
BotsFor = Callable[[str], Iterable[Script]]


class Bot(Member):
    """An attendee without a connection; it is present as soon as it is in."""

    is_bot = True

    def __init__(self, meeting: Meeting, script: Script) -> None:
        external = script.external_user_id or script.attendee_id
        super().__init__(meeting, script.attendee_id, external)
        self.script = script
        self.fixed_loudness: float | None = None
        self.sound = Voice(self._loudness, script.hertz)
        self._met: set[str] = set()
        self._filming: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def _loudness(self, now: float) -> float:
        if self.fixed_loudness is not None:
            return self.fixed_loudness
        return _SPEAKING if self.script.turn and self.script.turn.is_on(now) else 0.0

    async def film(self, color: str) -> None:
        """Camera on with this colour ("#rrggbb"), or off with ""; one that is on changes colour."""
        if self._filming:
            self._filming.cancel()
        if not color:
            await self.meeting.stop_camera(self)
            return
        reel = self.camera.reel if self.camera else Reel()
        if self.meeting.give_camera(self, reel):
            self._filming = self._start(reel.play(color))
            await self.meeting.push_index()

    async def say(self, topic: str, data: bytes) -> None:
        """Something for everybody, kept for nobody."""
        await data_messages.deliver(self.meeting, self, {"topic": topic, "data": data})

    def meet(self, other: Member) -> None:
        """Give them its name, and a greeting if they are new here: who reconnects is not."""
        if other.is_bot or other.is_content:
            return
        if self.script.name:
            self._start(self.say(HELLO, self.script.name.encode()))
        if self.script.greeting and other.attendee_id not in self._met:
            self._start(self._say_soon(self.script.greeting))
        self._met.add(other.attendee_id)

    async def hear(self, sender: Member | None, message: Message) -> None:
        """Answer a person's chat line, if a reply fits it."""
        if sender is None or sender.is_bot or message["topic"] != CHAT:
            return
        said = text_of(message["data"]).lower()
        fitting = [answer for part, answer in self.script.replies if part in said]
        if fitting:
            self._start(self._say_soon(fitting[0]))

    async def _say_soon(self, text: str) -> None:
        await asyncio.sleep(self.script.delay)
        await self.say(CHAT, line(text))

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def hang_up(self) -> None:
        """Stop the camera, and leave unsaid what was about to be said."""
        for task in self._tasks:
            task.cancel()


async def join(meeting: Meeting, script: Script) -> None:
    """Bring a bot into the meeting, if there is room for it."""
    bot = Bot(meeting, script)
    if await meeting.enter(bot):
        await meeting.announce(bot)
        await bot.film(script.camera)


def line(text: str) -> bytes:
    """A chat line as the portal's page writes it: JSON with an id of its own."""
    return json.dumps({"id": uuid.uuid4().hex, "text": text}).encode()


def text_of(data: bytes) -> str:
    """What a chat line says, be it JSON with a text, or plain text."""
    plain = data.decode(errors="replace")
    try:
        said = json.loads(plain)
    except ValueError:
        return plain
    return str(said.get("text", "")) if isinstance(said, dict) else plain


def crowd(count: int, *, cameras: bool = True) -> list[Script]:
    """`count` bots called bot-1, bot-2, …, each with a camera of another colour."""
    return [
        Script(attendee_id=f"bot-{number}", camera=_hue(number / count) if cameras else "")
        for number in range(1, count + 1)
    ]


def _hue(part: float) -> str:
    red, green, blue = (round(255 * value) for value in colorsys.hsv_to_rgb(part, 0.55, 0.75))
    return f"#{red:02x}{green:02x}{blue:02x}"


def couple(first: str = "Robin", second: str = "Kim") -> list[Script]:
    """Two bots of these names that talk in turns; the first has a camera."""
    return [
        Script(
            attendee_id="bot-1",
            external_user_id=first,
            name=first,
            camera="#2f7d6b",
            turn=Turn(0, 5, 14),
            greeting="Welcome! Say hello in the chat, we are listening.",
            replies=(
                ("hello", "Hello! Good to have you here."),
                ("?", "Good question. Let us come to that in a minute."),
            ),
        ),
        Script(
            attendee_id="bot-2",
            external_user_id=second,
            name=second,
            turn=Turn(7, 11, 14),
            greeting="Hi there! We start in a moment.",
            replies=(("bye", "Bye, see you at the next one!"), ("thank", "You are welcome!")),
            delay=3.0,
        ),
    ]
