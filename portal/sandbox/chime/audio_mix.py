"""The audio that one attendee hears."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from fractions import Fraction

import av
from aiortc import MediaStreamTrack

from portal.sandbox.chime.audio import (
    FRAME_SECONDS,
    RATE,
    SAMPLES_PER_FRAME,
    SILENCE,
    AudioSource,
)


class AudioMix(MediaStreamTrack):
    """An outgoing track: at any moment the loudest of the others, alone."""

    kind = "audio"

    def __init__(self, others: Callable[[], Iterable[AudioSource]]) -> None:
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
        frame = av.AudioFrame(format="s16", layout="mono", samples=SAMPLES_PER_FRAME)
        frame.planes[0].update(self._loudest())
        frame.sample_rate = RATE
        frame.pts, frame.time_base = self._count * SAMPLES_PER_FRAME, Fraction(1, RATE)
        self._count += 1
        return frame

    def _loudest(self) -> bytes:
        source = max(self._others(), key=lambda source: source.level, default=None)
        if source is None:
            return SILENCE
        position, frame = source.after(self._positions.get(id(source), 0))
        self._positions[id(source)] = position
        return frame
