"""
One attendee's media connection: their microphone and camera in, the others' sound and cameras out.

aiortc is made for one negotiation, the client's SDK for many: it stops a transceiver with every
camera that goes and gives its place to the next. What aiortc lacks for that is done here on its
private parts, which is why requirements-dev.txt pins it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from typing import NamedTuple

import aioice.ice
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCRtpTransceiver,
    RTCSessionDescription,
)
from aiortc.jitterbuffer import JitterBuffer

from portal.sandbox.chime import sdp
from portal.sandbox.chime.audio import Microphone, Mix
from portal.sandbox.chime.video import Reel, View

# Without an empty list aiortc would ask a public STUN server. Under its usual bundle policy two
# video sections in a first offer, which a reconnecting client sends, share a transport that it
# then throws away for the first of them alone.
_CONFIGURATION = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)

# Where aiortc's receiver keeps packets until they make up a picture, and how many.
_BUFFER, _BUFFERED = "_RTCRtpReceiver__jitter_buffer", 128


def stay_on_loopback() -> None:
    """Offer 127.0.0.1 alone as an address for media, in the whole process; aioice leaves it out."""
    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]  # noqa: ARG005


class Track(NamedTuple):
    """A receiving section: what the client needs to know which attendee it shows."""

    stream_id: int
    ssrc: int
    track_label: str


class Peer:
    """`microphone` and `reel` are what comes in; what goes out is `mix` and the reels asked for."""

    def __init__(self, mix: Mix, on_media: Callable[[], None]) -> None:
        """`on_media` is called, maybe twice, once media flows: connected, or first sound came."""
        self.microphone = Microphone()
        self.reel = Reel()
        self._mix = mix
        self._on_media = on_media
        self._seen = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._connection = RTCPeerConnection(_CONFIGURATION)
        self._connection.on("track", self._on_track)
        self._connection.on("connectionstatechange", self._on_state)

    @property
    def state(self) -> str:
        """aiortc's word: new, connecting, connected, closed or failed."""
        return self._connection.connectionState

    async def answer(
        self, offer: str, wanted: list[int], reels: Mapping[int, Reel]
    ) -> tuple[str, list[Track]]:
        """
        (the answer to `offer`, what it will show).

        `wanted` are stream ids in step with the offer's video sections, 0 for none; `reels` the
        pictures by stream id.
        """
        offered = sdp.parse(offer)
        await self._renumber([section.mid for section in offered.alive])
        await self._connection.setRemoteDescription(
            RTCSessionDescription(offered.without_stopped(), "offer")
        )
        streams = sdp.streams_by_mid(offered, wanted)
        tracks = [
            track
            for section in offered.alive
            if (track := self._fill(section, streams.get(section.mid, 0), reels))
        ]
        await self._connection.setLocalDescription(await self._connection.createAnswer())
        return sdp.answer_to(offered, sdp.parse(self._connection.localDescription.sdp)), tracks

    async def _renumber(self, mids: list[str]) -> None:
        """Tell aiortc where the offer's sections are now, and that the missing ones are gone."""
        for transceiver in self._connection.getTransceivers():
            if transceiver.mid in mids:
                transceiver._set_mline_index(mids.index(transceiver.mid))
            elif transceiver._get_mline_index() != -1:
                transceiver._set_mline_index(-1)
                transceiver._setCurrentDirection("inactive")
                self._show(transceiver, None)
                await transceiver.sender.stop()

    def _fill(
        self, section: sdp.Section, stream_id: int, reels: Mapping[int, Reel]
    ) -> Track | None:
        """Put into the section what belongs there: the mix, a reel, or nothing of ours."""
        transceiver = self._transceiver(section.mid)
        if section.kind == "audio":
            self._play(transceiver)
            return None
        self._show(transceiver, reels.get(stream_id))
        if not stream_id:
            transceiver.direction = "recvonly"
            return None
        transceiver.direction = "sendonly"
        # The client finds the attendee of a tile by this name: v_<mid> in msid and in `tracks`.
        transceiver.sender._stream_id = f"v_{section.mid}"
        return Track(stream_id, transceiver.sender._ssrc, f"v_{section.mid}")

    def _transceiver(self, mid: str) -> RTCRtpTransceiver:
        return next(one for one in self._connection.getTransceivers() if one.mid == mid)

    def _play(self, transceiver: RTCRtpTransceiver) -> None:
        transceiver.direction = "sendrecv"
        transceiver.sender._stream_id = "amazon-chime-audio"
        if transceiver.sender.track is None:
            transceiver.sender.replaceTrack(self._mix)

    def _show(self, transceiver: RTCRtpTransceiver, reel: Reel | None) -> None:
        sender = transceiver.sender
        if sender.track is None and reel is not None:
            sender.replaceTrack(View())
        if isinstance(sender.track, View) and sender.track.show(reel):
            sender._send_keyframe()

    def _on_track(self, track: MediaStreamTrack) -> None:
        if track.kind == "audio":
            self._start(self.microphone.listen(track, self._on_media))
        else:
            self._start(self.reel.follow(track))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)

    def _on_state(self) -> None:
        if self.state == "connected":
            self._on_media()

    async def refresh(self) -> None:
        """
        Have the browser send a whole picture of its camera; to be called every second.

        aiortc asks only when its buffer overflows, so one lost packet could leave a camera dark.
        """
        if self.reel.count == self._seen:
            self.start_afresh()
        self._seen = self.reel.count
        for receiver in self._cameras:
            for source in receiver.getSynchronizationSources():
                with suppress(ConnectionError):
                    await receiver._send_rtcp_pli(source.source)

    def start_afresh(self) -> None:
        """
        Wait for no packet of the camera that has not come yet.

        aiortc drops what arrives while a section is inactive, and then waits ten seconds for it.
        """
        for receiver in self._cameras:
            setattr(receiver, _BUFFER, JitterBuffer(capacity=_BUFFERED, is_video=True))

    @property
    def _cameras(self) -> list[RTCRtpReceiver]:
        receivers = [transceiver.receiver for transceiver in self._connection.getTransceivers()]
        return [one for one in receivers if one.track and one.track.kind == "video"]

    async def close(self) -> None:
        """End the connection, and what it shows."""
        for task in self._tasks:
            task.cancel()
        for transceiver in self._connection.getTransceivers():
            self._show(transceiver, None)
        await self._connection.close()
