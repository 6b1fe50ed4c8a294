"""Data messages between attendees: chat lines, raised hands, captions."""

from __future__ import annotations

import re

from portal.sandbox.chime.attendee import Attendee
from portal.sandbox.chime.frames import data_message
from portal.sandbox.chime.meeting import Meeting
from portal.sandbox.chime.protobuf import Message
from portal.sandbox.chime.signaling import FrameType

# The limits of realtimeSendDataMessage.
# https://aws.github.io/amazon-chime-sdk-js/interfaces/realtimecontrollerfacade.html
_TOPIC = re.compile(r"[a-zA-Z0-9_-]{1,36}")
_MAX_BYTES = 2048


async def deliver(meeting: Meeting, sender: Attendee, request: Message) -> None:
    """
    Send the message in `request` to all others, under the sender's own ids.

    A throttled sender gets it back instead, marked as not ingested; a message beyond the limits
    is dropped.
    """
    topic, data = request.get("topic", ""), request.get("data", b"")
    if not _TOPIC.fullmatch(topic) or len(data) > _MAX_BYTES:
        return
    ids = sender.attendee_id, sender.external_user_id
    if sender.is_throttled:
        rejected = data_message(topic, data, *ids, ingest_ns=0)
        await sender.send(FrameType.DATA_MESSAGE, {"messages": [rejected]})
        return
    message = data_message(topic, data, *ids)
    meeting.backlog.store(message, request.get("lifetime_ms", 0))
    await broadcast(meeting, sender, message)


async def broadcast(meeting: Meeting, sender: Attendee | None, message: Message) -> None:
    """Send `message` to everybody but its sender (None: the service itself)."""
    for attendee in meeting.roster:
        if attendee is not sender:
            await attendee.receive_data_message(sender, message)
    meeting.notify()
