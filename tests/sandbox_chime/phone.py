"""A caller with media: aiortc takes the browser's part, for one negotiation."""

from typing import Any

import av
from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCSessionDescription,
)

from portal.sandbox.chime.audio import BotVoice, loudness
from portal.sandbox.chime.audio_mix import AudioMix
from portal.sandbox.chime.protobuf import Message
from portal.sandbox.chime.signaling import FrameType
from tests.sandbox_chime.caller import Caller

OWN_CAMERA = {"media_type": 2, "track_label": "my camera"}


class Phone:
    """`caller` is in the meeting; it hums at 440 Hz and may watch one stream and show a camera."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self._hum = BotVoice(lambda _: 0.2, hertz=440)
        self._connection = caller.wait(self._open())

    async def _open(self) -> RTCPeerConnection:
        return RTCPeerConnection(
            RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        )

    def subscribe(self, watched: int = 0, *, camera: bool = False) -> Message:
        """Connect, showing a camera if `camera` says so; the service's SUBSCRIBE_ACK frame."""
        offer = self.caller.wait(self._offer(watched))
        body = {
            "sdp_offer": offer,
            "duplex": 3 if camera else 1,
            "receive_stream_ids": [0, watched],
            "send_streams": [OWN_CAMERA] if camera else [],
        }
        self.caller.send_frame(FrameType.SUBSCRIBE, subscribe=body)
        ack = self.caller.receive(FrameType.SUBSCRIBE_ACK)
        answer = RTCSessionDescription(ack["subscribe_ack"]["sdp_answer"], "answer")
        self.caller.wait(self._connection.setRemoteDescription(answer))
        return ack

    async def _offer(self, watched: int) -> str:
        self._connection.addTransceiver(AudioMix(lambda: [self._hum]))
        self._connection.addTransceiver("video", direction="inactive")
        self._connection.addTransceiver("video", direction="recvonly" if watched else "inactive")
        await self._connection.setLocalDescription(await self._connection.createOffer())
        return self._connection.localDescription.sdp

    def listen(self, level: float) -> None:
        """Return when something at least this loud (0 to 1) has been heard; TimeoutError."""
        self.caller.wait(self._listen(level))

    async def _listen(self, level: float) -> None:
        loudest = 0.0
        while loudest < level:
            frame: Any = await self._receiver(0).track.recv()
            loudest = loudness(bytes(frame.planes[0])[: 4 * frame.samples])

    def watch(self) -> av.VideoFrame:
        """The next picture of the watched stream."""
        return self.caller.wait(self._receiver(2).track.recv())

    def _receiver(self, number: int) -> RTCRtpReceiver:
        return self._connection.getTransceivers()[number].receiver

    def hang_up(self) -> None:
        self.caller.wait(self._connection.close())
