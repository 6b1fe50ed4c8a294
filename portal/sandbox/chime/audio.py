"""What can be heard in a meeting: the microphones of people and the voices of bots."""

from __future__ import annotations

import math
import time
from array import array
from collections import deque
from collections.abc import Callable

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

RATE = 48_000
FRAME_SECONDS = 0.02
SAMPLES_PER_FRAME = int(RATE * FRAME_SECONDS)
SILENCE = bytes(2 * SAMPLES_PER_FRAME)

# The buffered frames of a microphone: enough for a mixer whose clock differs a little from it.
_BUFFERED_FRAMES = 6


class AudioSource:
    """Audible if `level` (0 to 1) is not 0; frames are 20 ms of 16-bit mono at 48 kHz."""

    level: float = 0.0

    def after(self, position: int) -> tuple[int, bytes]:
        """(its position, the frame that follows `position`); silence if there is none."""
        return position, SILENCE


class BotVoice(AudioSource):
    """The hum of a bot, as loud as `loudness(now)` says (0 to 1; monotonic seconds)."""

    def __init__(self, loudness: Callable[[float], float], hertz: int = 0) -> None:
        """`hertz` is rounded to whole waves a frame, so that frames join; 0 is silent."""
        self._loudness = loudness
        step = 2 * math.pi * round(hertz * FRAME_SECONDS) / SAMPLES_PER_FRAME
        self._wave = [math.sqrt(2) * math.sin(step * n) for n in range(SAMPLES_PER_FRAME)]

    @property
    def level(self) -> float:  # type: ignore[override]
        """The loudness at this moment."""
        return self._loudness(time.monotonic())

    def after(self, position: int) -> tuple[int, bytes]:
        """The hum; it never ends."""
        amplitude = 32767 * min(self.level, 0.7)
        samples = [int(amplitude * height) for height in self._wave]
        return position + 1, array("h", samples).tobytes()


class Microphone(AudioSource):
    """The audio that comes in from one attendee."""

    def __init__(self) -> None:
        self.frame_count = 0
        self._frames: deque[bytes] = deque(maxlen=_BUFFERED_FRAMES)

    async def listen(self, track: MediaStreamTrack, on_first: Callable[[], None]) -> None:
        """Read `track` until it ends; `on_first` is called with the first frame."""
        resampler = av.AudioResampler(
            format="s16", layout="mono", rate=RATE, frame_size=SAMPLES_PER_FRAME
        )
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            is_first = not self.frame_count
            self._buffer(resampler, frame)
            if is_first and self.frame_count:
                on_first()

    def _buffer(self, resampler: av.AudioResampler, frame: object) -> None:
        parts = resampler.resample(frame) if isinstance(frame, av.AudioFrame) else []
        for part in parts:
            self._frames.append(bytes(part.planes[0])[: len(SILENCE)])
            self.frame_count += 1
            self.level = loudness(self._frames[-1])

    def after(self, position: int) -> tuple[int, bytes]:
        """The next frame; a reader who is off by several goes on in the middle of the buffer."""
        oldest = self.frame_count - len(self._frames) + 1
        wanted = position + 1
        if not self._frames or wanted == self.frame_count + 1:
            return position, SILENCE
        if not oldest <= wanted <= self.frame_count:
            wanted = self.frame_count - len(self._frames) // 2
        return wanted, self._frames[wanted - oldest]


def loudness(frame: bytes) -> float:
    """Root mean square of 16-bit samples, 0 to 1; every fourth sample is enough for a meter."""
    samples = memoryview(frame).cast("h")[::4]
    return math.hypot(*samples) / math.sqrt(len(samples)) / 32768


def attenuation(level: float) -> int:
    """`level` in dB below full scale, 0 to 127, as the service reports volumes."""
    return 127 if level < 1e-6 else min(127, max(0, int(-20 * math.log10(level))))
