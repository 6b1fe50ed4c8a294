"""The data messages that attendees who come later still get."""

from __future__ import annotations

import time
from collections import deque

from portal.sandbox.chime.protobuf import Message

# The longest lifetime of realtimeSendDataMessage.
# https://aws.github.io/amazon-chime-sdk-js/interfaces/realtimecontrollerfacade.html
_MAX_LIFETIME_MS = 300_000
_MAX_MESSAGES = 1024


class Backlog:
    """The newest data messages, each until its lifetime is over."""

    def __init__(self) -> None:
        self._messages: deque[tuple[float, Message]] = deque(maxlen=_MAX_MESSAGES)

    def store(self, message: Message, lifetime_ms: int) -> None:
        """Store `message` for its lifetime, but for at most five minutes; 0 does not store it."""
        if lifetime_ms:
            seconds = min(lifetime_ms, _MAX_LIFETIME_MS) / 1000
            self._messages.append((time.monotonic() + seconds, message))

    def for_attendee(self, attendee_id: str) -> list[Message]:
        """The messages that have not expired and are not the attendee's own, oldest first."""
        now = time.monotonic()
        return [
            message
            for expires, message in self._messages
            if now < expires and message["sender_attendee_id"] != attendee_id
        ]
