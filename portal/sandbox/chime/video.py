"""The videos of a meeting: cameras and shared screens, each for any number of viewers."""

from __future__ import annotations

import asyncio
import time
from fractions import Fraction
from typing import Any, TypeAlias

import av
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

WIDTH, HEIGHT = 320, 240
_CLOCK = 90_000
TIME_BASE = Fraction(1, _CLOCK)

# Quoted: only the type checker knows a packet's type argument.
Picture: TypeAlias = "av.VideoFrame | av.Packet[Any]"


class VideoTrack(MediaStreamTrack):
    """
    The outgoing track of one receiving section: the newest picture of the source it shows.

    Its source can change or fall silent while somebody waits for a picture. This is why it is
    not a proxy of aiortc's MediaRelay: such a proxy would wait forever.
    """

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self._newest: asyncio.Queue[Picture] = asyncio.Queue(maxsize=1)
        self._source: VideoSource | None = None

    def show(self, source: VideoSource | None) -> bool:
        """Show this source, or nothing (None); False if it was shown already."""
        if source is self._source:
            return False
        if self._source is not None:
            self._source.tracks.discard(self)
        self._source = source
        if source is not None:
            source.tracks.add(self)
        return True

    def put(self, picture: Picture) -> None:
        """Queue the next picture; it replaces one that has not been read yet."""
        if self._newest.full():
            self._newest.get_nowait()
        self._newest.put_nowait(picture)

    async def recv(self) -> Picture:
        """The newest picture, once there is a new one."""
        return await self._newest.get()

    def stop(self) -> None:
        """Stop to show anything."""
        self.show(None)
        super().stop()


class VideoSource:
    """The pictures of one camera or shared screen, for any number of tracks."""

    def __init__(self) -> None:
        self.tracks: set[VideoTrack] = set()
        self.count = 0

    def push(self, picture: Picture) -> None:
        """Send `picture` to every track, timed by one clock: a track may change its source."""
        self.count += 1
        picture.pts, picture.time_base = int(time.monotonic() * _CLOCK), TIME_BASE
        for track in self.tracks:
            track.put(picture)

    async def forward(self, track: MediaStreamTrack) -> None:
        """Push the pictures of a browser's track until it ends."""
        while True:
            try:
                picture = await track.recv()
            except MediaStreamError:
                return
            if isinstance(picture, av.VideoFrame):
                self.push(picture)
