"""
The media connection of one attendee.

Their microphone and camera come in, the audio and the cameras of the others go out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import NamedTuple

from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCRtpTransceiver,
    RTCSessionDescription,
)

from portal.sandbox.chime import aiortc_internals, sdp
from portal.sandbox.chime.audio import Microphone
from portal.sandbox.chime.audio_mix import AudioMix
from portal.sandbox.chime.video import VideoSource, VideoTrack

# Without an empty list aiortc would ask a public STUN server. Under its usual bundle policy two
# video sections in a first offer, which a reconnecting client sends, share a transport that it
# then throws away for the first of them alone.
_CONFIGURATION = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)


class SubscribedTrack(NamedTuple):
    """A receiving section, with the names by which the client knows which attendee it shows."""

    stream_id: int
    ssrc: int
    track_label: str


class PeerConnection:
    """`microphone` and `video` come in; `mix` and the requested videos go out."""

    def __init__(self, mix: AudioMix, on_media: Callable[[], None]) -> None:
        """`on_media` is called, maybe twice, once media flows: connected, or first audio frame."""
        self.microphone = Microphone()
        self.video = VideoSource()
        self._mix = mix
        self._on_media = on_media
        self._last_count = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._connection = RTCPeerConnection(_CONFIGURATION)
        self._connection.on("track", self._on_track)
        self._connection.on("connectionstatechange", self._on_state)

    async def answer(
        self, offer: str, stream_ids: list[int], videos: Mapping[int, VideoSource]
    ) -> tuple[str, list[SubscribedTrack]]:
        """
        (the answer to `offer`, the tracks that it will show).

        `stream_ids` are in step with the offer's video sections, 0 for none; `videos` are the
        sources by stream id.
        """
        offered = sdp.parse(offer)
        await self._match_sections([section.mid for section in offered.active])
        await self._connection.setRemoteDescription(
            RTCSessionDescription(offered.without_stopped(), "offer")
        )
        streams = sdp.streams_by_mid(offered, stream_ids)
        tracks = [
            track
            for section in offered.active
            if (track := self._fill(section, streams.get(section.mid, 0), videos))
        ]
        await self._connection.setLocalDescription(await self._connection.createAnswer())
        return sdp.answer_to(offered, sdp.parse(self._connection.localDescription.sdp)), tracks

    async def _match_sections(self, mids: list[str]) -> None:
        """Tell aiortc where the offer's sections are now, and that the missing ones are gone."""
        for transceiver in self._connection.getTransceivers():
            if transceiver.mid in mids:
                aiortc_internals.set_section(transceiver, mids.index(transceiver.mid))
            elif aiortc_internals.has_section(transceiver):
                aiortc_internals.clear_section(transceiver)
                self._show(transceiver, None)
                await transceiver.sender.stop()

    def _fill(
        self, section: sdp.Section, stream_id: int, videos: Mapping[int, VideoSource]
    ) -> SubscribedTrack | None:
        """Put the mix or a video into the section; the track if it is a video."""
        transceiver = self._transceiver(section.mid)
        if section.kind == "audio":
            self._play_mix(transceiver)
            return None
        self._show(transceiver, videos.get(stream_id))
        if not stream_id:
            transceiver.direction = "recvonly"
            return None
        transceiver.direction = "sendonly"
        # The client finds the attendee of a tile by this name: v_<mid> in msid and in `tracks`.
        label = f"v_{section.mid}"
        aiortc_internals.set_stream_name(transceiver.sender, label)
        return SubscribedTrack(stream_id, aiortc_internals.ssrc(transceiver.sender), label)

    def _transceiver(self, mid: str) -> RTCRtpTransceiver:
        return next(one for one in self._connection.getTransceivers() if one.mid == mid)

    def _play_mix(self, transceiver: RTCRtpTransceiver) -> None:
        transceiver.direction = "sendrecv"
        aiortc_internals.set_stream_name(transceiver.sender, "amazon-chime-audio")
        if transceiver.sender.track is None:
            transceiver.sender.replaceTrack(self._mix)

    def _show(self, transceiver: RTCRtpTransceiver, video: VideoSource | None) -> None:
        sender = transceiver.sender
        if sender.track is None and video is not None:
            sender.replaceTrack(VideoTrack())
        if isinstance(sender.track, VideoTrack) and sender.track.show(video):
            aiortc_internals.send_key_frame(sender)

    def _on_track(self, track: MediaStreamTrack) -> None:
        if track.kind == "audio":
            self._start(self.microphone.listen(track, self._on_media))
        else:
            self._start(self.video.forward(track))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.add(asyncio.create_task(work))

    def _on_state(self) -> None:
        if self._connection.connectionState == "connected":
            self._on_media()

    async def request_key_frame(self) -> None:
        """Have the browser send a whole picture of its camera; to be called every second."""
        if self.video.count == self._last_count:
            self.reset_camera()
        self._last_count = self.video.count
        await aiortc_internals.request_key_frames(self._camera_receivers)

    def reset_camera(self) -> None:
        """Wait for no packet of the camera that has not arrived yet."""
        aiortc_internals.reset_jitter_buffers(self._camera_receivers)

    @property
    def _camera_receivers(self) -> list[RTCRtpReceiver]:
        receivers = [transceiver.receiver for transceiver in self._connection.getTransceivers()]
        return [one for one in receivers if one.track and one.track.kind == "video"]

    async def close(self) -> None:
        """End the connection, and the videos that it shows."""
        for task in self._tasks:
            task.cancel()
        for transceiver in self._connection.getTransceivers():
            self._show(transceiver, None)
        await self._connection.close()
