"""The topic and the chat lines of the portal's meeting page."""

from __future__ import annotations

import json
import uuid

CHAT_TOPIC = "chat"


def encode_chat_line(text: str) -> bytes:
    """A chat line as the portal's page writes it: JSON with an id of its own."""
    return json.dumps({"id": uuid.uuid4().hex, "text": text}).encode()


def chat_text(data: bytes) -> str:
    """The text of a chat line, which is JSON with a "text", or plain text."""
    plain = data.decode(errors="replace")
    try:
        line = json.loads(plain)
    except ValueError:
        return plain
    return str(line.get("text", "")) if isinstance(line, dict) else plain
