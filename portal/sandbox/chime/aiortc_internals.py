"""
The private parts of aiortc and aioice that the service needs, which is why both are pinned.

aiortc is made for one negotiation, the client's SDK for many: it stops a transceiver with every
camera that goes and gives its place to the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import aioice.ice
from aiortc import RTCRtpReceiver, RTCRtpSender, RTCRtpTransceiver
from aiortc.jitterbuffer import JitterBuffer

# Where aiortc's receiver collects packets until they make up a picture, and how many.
_BUFFER, _BUFFERED_PACKETS = "_RTCRtpReceiver__jitter_buffer", 128


def stay_on_loopback() -> None:
    """Offer 127.0.0.1 alone as an address for media, in the whole process; aioice leaves it out."""
    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]  # noqa: ARG005


def set_section(transceiver: RTCRtpTransceiver, index: int) -> None:
    """Tell aiortc which section of the offer the transceiver has now."""
    transceiver._set_mline_index(index)


def has_section(transceiver: RTCRtpTransceiver) -> bool:
    """Whether aiortc believes that the offer has a section for the transceiver."""
    return transceiver._get_mline_index() != -1


def clear_section(transceiver: RTCRtpTransceiver) -> None:
    """Tell aiortc that the transceiver's section is gone."""
    transceiver._set_mline_index(-1)
    transceiver._setCurrentDirection("inactive")


def set_stream_name(sender: RTCRtpSender, name: str) -> None:
    """Set the name of the sender's stream in the answer's msid."""
    sender._stream_id = name


def ssrc(sender: RTCRtpSender) -> int:
    """The synchronization source of the sender's packets."""
    number: int = sender._ssrc
    return number


def send_key_frame(sender: RTCRtpSender) -> None:
    """Have the sender's next picture encoded as a whole one."""
    sender._send_keyframe()


async def request_key_frames(receivers: Iterable[RTCRtpReceiver]) -> None:
    """
    Have the browser send a whole picture of each of its cameras.

    aiortc asks for one only when its buffer overflows, so one lost packet could leave a camera
    dark.
    """
    for receiver in receivers:
        for source in receiver.getSynchronizationSources():
            with suppress(ConnectionError):
                await receiver._send_rtcp_pli(source.source)


def reset_jitter_buffers(receivers: Iterable[RTCRtpReceiver]) -> None:
    """
    Wait for no packet of the cameras that has not arrived yet.

    aiortc drops packets that arrive while a section is inactive, and then waits ten seconds for
    them.
    """
    for receiver in receivers:
        setattr(receiver, _BUFFER, JitterBuffer(capacity=_BUFFERED_PACKETS, is_video=True))
