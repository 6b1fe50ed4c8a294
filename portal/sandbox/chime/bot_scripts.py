"""The scripts that bots follow."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple


class SpeakingTurn(NamedTuple):
    """A bot speaks from `start` to `end` in every `period`, all in seconds."""

    start: float
    end: float
    period: float

    def is_on(self, now: float) -> bool:
        """Whether the bot speaks at `now` (seconds of any clock)."""
        return self.start <= now % self.period < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class BotScript:
    """
    The behavior of a bot.

    external_user_id: "<name>_<user id>", as Accelevents names people; "" is the attendee id
    camera: a color "#rrggbb"; "" is off
    turn: when it speaks; None is never
    hertz: the frequency of the hum that stands for speech; 0 shows it speaking without a sound
    greeting: its chat line to people who arrive; "" sends none
    replies: (part of a chat line in lower case, its answer); the first match counts, "" matches all
    delay: seconds before it writes
    """

    attendee_id: str
    external_user_id: str = ""
    camera: str = ""
    turn: SpeakingTurn | None = None
    hertz: int = 0
    greeting: str = ""
    replies: tuple[tuple[str, str], ...] = ()
    delay: float = 1.5


# The bots that join a new meeting by themselves, by the id of the meeting.
BotsFor = Callable[[str], Iterable[BotScript]]

_FIRST_BOT_ID = 8700  # no person of the sandbox has a user id that follows


def crowd(count: int, *, cameras: bool = True) -> list[BotScript]:
    """`count` bots called bot-1, bot-2, …, each with a camera of another color."""
    return [
        BotScript(
            attendee_id=f"bot-{number}",
            external_user_id=f"bot-{number}_{_FIRST_BOT_ID + number}",
            camera=_hue(number / count) if cameras else "",
        )
        for number in range(1, count + 1)
    ]


def _hue(part: float) -> str:
    red, green, blue = (round(255 * value) for value in colorsys.hsv_to_rgb(part, 0.55, 0.75))
    return f"#{red:02x}{green:02x}{blue:02x}"


def recording_bot() -> BotScript:
    """The participant by which a meeting is recorded: nobody, and silent."""
    return BotScript(
        attendee_id="recording", external_user_id="aws:MediaPipeline-5f0f7d3c-recording"
    )


def demo_bots() -> list[BotScript]:
    """Two bots that speak in turns, the first of them with a camera, and a recording."""
    return [
        BotScript(
            attendee_id="bot-1",
            external_user_id="Marisol Quispe_8601",
            camera="#2f7d6b",
            turn=SpeakingTurn(0, 5, 14),
            greeting="Welcome! Say hello in the chat, we are listening.",
            replies=(
                ("hello", "Hello! Good to have you here."),
                ("?", "Good question. Let us come to that in a minute."),
            ),
        ),
        BotScript(
            attendee_id="bot-2",
            external_user_id="Kwame Mensah_8602",
            turn=SpeakingTurn(7, 11, 14),
            greeting="Hi there! We start in a moment.",
            replies=(("bye", "Bye, see you at the next one!"), ("thank", "You are welcome!")),
            delay=3.0,
        ),
        recording_bot(),
    ]
