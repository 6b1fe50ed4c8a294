"""Data messages between attendees: chat lines, raised hands, captions."""

from __future__ import annotations

import re
import time
from collections import deque
from typing import TYPE_CHECKING

from portal.sandbox.chime.frames import data_message
from portal.sandbox.chime.protobuf import FrameType, Message

if TYPE_CHECKING:
    from portal.sandbox.chime.attendee import Member
    from portal.sandbox.chime.meeting import Meeting

# The limits of realtimeSendDataMessage.
# https://aws.github.io/amazon-chime-sdk-js/interfaces/realtimecontrollerfacade.html
_TOPIC = re.compile(r"[a-zA-Z0-9_-]{1,36}")
_LARGEST = 2048
_LONGEST_LIFE_MS = 300_000
_KEPT = 1024


class Backlog:
    """Messages that somebody who comes later still gets."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, Message]] = deque(maxlen=_KEPT)

    def keep(self, message: Message, lifetime_ms: int) -> None:
        """Remember `message` for at most five minutes; 0 is not at all."""
        if lifetime_ms:
            seconds = min(lifetime_ms, _LONGEST_LIFE_MS) / 1000
            self._kept.append((time.monotonic() + seconds, message))

    def for_attendee(self, attendee_id: str) -> list[Message]:
        """What is alive and not their own, oldest first."""
        now = time.monotonic()
        return [
            message
            for until, message in self._kept
            if now < until and message["sender_attendee_id"] != attendee_id
        ]


async def deliver(meeting: Meeting, sender: Member, asked: Message) -> None:
    """
    Hand what `sender` asked for to all others, under the sender's own ids.

    A throttled sender gets it back instead, marked as not taken in; what breaks the limits is
    lost.
    """
    topic, data = asked.get("topic", ""), asked.get("data", b"")
    if not _TOPIC.fullmatch(topic) or len(data) > _LARGEST:
        return
    ids = sender.attendee_id, sender.external_user_id
    if sender.is_throttled:
        refused = data_message(topic, data, *ids, ingest_ns=0)
        await sender.send(FrameType.DATA_MESSAGE, {"messages": [refused]})
        return
    message = data_message(topic, data, *ids)
    meeting.backlog.keep(message, asked.get("lifetime_ms", 0))
    await hand_round(meeting, sender, message)


async def hand_round(meeting: Meeting, sender: Member | None, message: Message) -> None:
    """Give `message` to everybody but its sender (None: the service itself)."""
    for member in list(meeting.members.values()):
        if member is not sender:
            await member.hear(sender, message)
    meeting.tell_news()
