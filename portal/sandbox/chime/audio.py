"""What is heard in a meeting: microphones, bots' voices, and the mix that each attendee gets."""

from __future__ import annotations

import asyncio
import math
import time
from array import array
from collections import deque
from collections.abc import Callable, Iterable
from fractions import Fraction

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

RATE = 48_000
FRAME_SECONDS = 0.02
_SAMPLES = int(RATE * FRAME_SECONDS)
_SILENCE = bytes(2 * _SAMPLES)

# Frames kept of a microphone: enough for a mixer whose clock runs a little beside the speaker's.
_KEPT = 6


class Sound:
    """Something audible: `level` is 0 (silent) to 1; frames are 20 ms of 16-bit mono at 48 kHz."""

    level: float = 0.0

    def after(self, position: int) -> tuple[int, bytes]:
        """(its position, the frame that follows `position`); silence when there is none."""
        return position, _SILENCE


class Voice(Sound):
    """A hum of a bot, as loud as `loudness(now)` says (0 to 1; monotonic seconds)."""

    def __init__(self, loudness: Callable[[float], float], hertz: int = 0) -> None:
        """`hertz` is rounded to whole waves a frame, so that frames join; 0 hums nothing."""
        self._loudness = loudness
        turn = 2 * math.pi * round(hertz * FRAME_SECONDS) / _SAMPLES
        self._wave = [math.sqrt(2) * math.sin(turn * n) for n in range(_SAMPLES)]

    @property
    def level(self) -> float:  # type: ignore[override]
        """What the script says now."""
        return self._loudness(time.monotonic())

    def after(self, position: int) -> tuple[int, bytes]:
        """The hum; it never runs out."""
        loud = 32767 * min(self.level, 0.7)
        return position + 1, _samples([int(loud * height) for height in self._wave])


class Microphone(Sound):
    """The sound that comes in from one attendee."""

    def __init__(self) -> None:
        self.heard = 0
        self._frames: deque[bytes] = deque(maxlen=_KEPT)

    async def listen(self, track: MediaStreamTrack, on_first: Callable[[], None]) -> None:
        """Take in `track` until it ends; `on_first` is called with the first frame."""
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE, frame_size=_SAMPLES)
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            is_first = not self.heard
            self._take_in(resampler, frame)
            if is_first and self.heard:
                on_first()

    def _take_in(self, resampler: av.AudioResampler, frame: object) -> None:
        parts = resampler.resample(frame) if isinstance(frame, av.AudioFrame) else []
        for part in parts:
            self._frames.append(bytes(part.planes[0])[: len(_SILENCE)])
            self.heard += 1
            self.level = loudness(self._frames[-1])

    def after(self, position: int) -> tuple[int, bytes]:
        """The frame due; who is too late or too early by several goes on in the middle of them."""
        oldest = self.heard - len(self._frames) + 1
        wanted = position + 1
        if not self._frames or wanted == self.heard + 1:
            return position, _SILENCE
        if not oldest <= wanted <= self.heard:
            wanted = self.heard - len(self._frames) // 2
        return wanted, self._frames[wanted - oldest]


class Mix(MediaStreamTrack):
    """What one attendee hears: at any moment the loudest of the others, alone."""

    kind = "audio"

    def __init__(self, others: Callable[[], Iterable[Sound]]) -> None:
        super().__init__()
        self._others = others
        self._positions: dict[int, int] = {}
        self._count = 0
        self._started = 0.0

    async def recv(self) -> av.AudioFrame:
        """The next 20 ms, when they are due."""
        now = time.monotonic()
        self._started = self._started or now
        await asyncio.sleep(max(0.0, self._started + self._count * FRAME_SECONDS - now))
        frame = av.AudioFrame(format="s16", layout="mono", samples=_SAMPLES)
        frame.planes[0].update(self._loudest())
        frame.sample_rate = RATE
        frame.pts, frame.time_base = self._count * _SAMPLES, Fraction(1, RATE)
        self._count += 1
        return frame

    def _loudest(self) -> bytes:
        sound = max(self._others(), key=lambda sound: sound.level, default=None)
        if sound is None:
            return _SILENCE
        position, frame = sound.after(self._positions.get(id(sound), 0))
        self._positions[id(sound)] = position
        return frame


def loudness(frame: bytes) -> float:
    """Root mean square of 16-bit samples, 0 to 1; every fourth sample is enough for a meter."""
    samples = memoryview(frame).cast("h")[::4]
    return math.hypot(*samples) / math.sqrt(len(samples)) / 32768


def attenuation(level: float) -> int:
    """`level` in dB below full scale, 0 to 127, as the service reports volumes."""
    return 127 if level < 1e-6 else min(127, max(0, int(-20 * math.log10(level))))


def _samples(values: list[int]) -> bytes:
    return array("h", values).tobytes()
