"""What is seen in a meeting: cameras and shared screens, and how several people watch one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

WIDTH, HEIGHT = 320, 240
_CLOCK = 90_000
_TIME_BASE = Fraction(1, _CLOCK)
_LOOP_FRAMES = 8
_LOOP_SECONDS = 1.6

# Quoted: only the type checker knows a packet's type argument.
Picture: TypeAlias = "av.VideoFrame | av.Packet[Any]"


class View(MediaStreamTrack):
    """
    What goes out in one receiving section: the newest picture of the reel it shows.

    Its reel can change or fall silent while somebody waits for a picture, which is why this
    is no proxy of aiortc's MediaRelay: such a proxy would wait for ever.
    """

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self._newest: asyncio.Queue[Picture] = asyncio.Queue(maxsize=1)
        self._reel: Reel | None = None

    def show(self, reel: Reel | None) -> bool:
        """Whether this is another reel than before; None shows nothing."""
        if reel is self._reel:
            return False
        if self._reel is not None:
            self._reel.views.discard(self)
        self._reel = reel
        if reel is not None:
            reel.views.add(self)
        return True

    def put(self, picture: Picture) -> None:
        """The next picture; one that nobody took is forgotten."""
        if self._newest.full():
            self._newest.get_nowait()
        self._newest.put_nowait(picture)

    async def recv(self) -> Picture:
        """The newest picture, once there is a new one."""
        return await self._newest.get()

    def stop(self) -> None:
        """Show nothing any more."""
        self.show(None)
        super().stop()


class Reel:
    """The pictures of one camera or shared screen, for any number of views."""

    def __init__(self) -> None:
        self.views: set[View] = set()
        self.count = 0

    def push(self, picture: Picture) -> None:
        """Give `picture` to every view, timed by one clock for all reels: views change reels."""
        self.count += 1
        picture.pts, picture.time_base = int(time.monotonic() * _CLOCK), _TIME_BASE
        for view in self.views:
            view.put(picture)

    async def follow(self, track: MediaStreamTrack) -> None:
        """Push what comes in from a browser until it ends."""
        while True:
            try:
                picture = await track.recv()
            except MediaStreamError:
                return
            if isinstance(picture, av.VideoFrame):
                self.push(picture)

    async def play(self, color: str) -> None:
        """Push a bot's picture: `color` ("#rrggbb") and a lighter bar that wanders below."""
        loop = _loop(color)
        count = 0
        while True:
            # Encoded once and whole (every picture is a key frame), so that 25 bots cost nothing.
            self.push(av.Packet(loop[count % len(loop)]))
            count += 1
            await asyncio.sleep(_LOOP_SECONDS / _LOOP_FRAMES)


@cache
def _loop(color: str) -> tuple[bytes, ...]:
    """The pictures of a bot, each a VP8 key frame."""
    encoder = av.VideoCodecContext.create("libvpx", "w")
    encoder.width, encoder.height = WIDTH, HEIGHT
    encoder.pix_fmt = "yuv420p"
    encoder.time_base = _TIME_BASE
    encoder.gop_size = 1
    encoder.thread_count = 1
    encoder.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
    frames = [*_frames(_yuv(color)), None]
    return tuple(bytes(packet) for frame in frames for packet in encoder.encode(frame))


def _frames(yuv: tuple[int, int, int]) -> Iterator[av.VideoFrame]:
    bar = WIDTH // _LOOP_FRAMES
    for step in range(_LOOP_FRAMES):
        frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
        for plane, value in zip(frame.planes, yuv, strict=True):
            plane.update(bytes([value]) * plane.buffer_size)
        row = bytearray([yuv[0]]) * frame.planes[0].line_size
        row[step * bar : (step + 1) * bar] = bytes([min(235, yuv[0] + 60)]) * bar
        above = bytes([yuv[0]]) * frame.planes[0].line_size * (HEIGHT - HEIGHT // 12)
        frame.planes[0].update(above + bytes(row) * (HEIGHT // 12))
        frame.pts, frame.time_base = step, _TIME_BASE
        yield frame


def _yuv(color: str) -> tuple[int, int, int]:
    """ "#rrggbb" in the studio range of ITU-R BT.601."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (
        round(16 + 65.5 * red + 128.6 * green + 25.0 * blue),
        round(128 - 37.8 * red - 74.2 * green + 112.0 * blue),
        round(128 + 112.0 * red - 93.8 * green - 18.2 * blue),
    )
