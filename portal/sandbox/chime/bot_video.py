"""The camera of a bot: a color, and a lighter bar that moves along the bottom."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import cache

import av

from portal.sandbox.chime.video import HEIGHT, TIME_BASE, WIDTH, VideoSource

_LOOP_FRAMES = 8
_LOOP_SECONDS = 1.6


async def play(source: VideoSource, color: str) -> None:
    """Push the pictures of a bot in `color` ("#rrggbb") until the task is canceled."""
    packets = _encoded_loop(color)
    count = 0
    while True:
        # Encoded once and whole (every picture is a key frame), so that 25 bots cost nothing.
        source.push(av.Packet(packets[count % len(packets)]))
        count += 1
        await asyncio.sleep(_LOOP_SECONDS / _LOOP_FRAMES)


@cache
def _encoded_loop(color: str) -> tuple[bytes, ...]:
    """The pictures of a bot, each a VP8 key frame."""
    encoder = av.VideoCodecContext.create("libvpx", "w")
    encoder.width, encoder.height = WIDTH, HEIGHT
    encoder.pix_fmt = "yuv420p"
    encoder.time_base = TIME_BASE
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
        frame.pts, frame.time_base = step, TIME_BASE
        yield frame


def _yuv(color: str) -> tuple[int, int, int]:
    """ "#rrggbb" in the studio range of ITU-R BT.601."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (
        round(16 + 65.5 * red + 128.6 * green + 25.0 * blue),
        round(128 - 37.8 * red - 74.2 * green + 112.0 * blue),
        round(128 + 112.0 * red - 93.8 * green - 18.2 * blue),
    )
