"""
The messages of the people who come by Accelevents' own hub, as its page sends and obeys them.

Commands are JSON on a topic for everybody or on the topic of one attendee; hands are two topics,
with the id of the attendee whose hand it is as text. Nobody checks the sender.
"""

from __future__ import annotations

import json
from typing import Any

GENERAL_TOPIC, RAISE_TOPIC, DISMISS_TOPIC = "GeneralDataMessage", "raise-hand", "dismiss-hand"
LIFETIME_MS, KICK_LIFETIME_MS = 10_000, 10


def encode_order(
    kind: str, attendee_id: str, external_user_id: str, fields: dict[str, Any]
) -> bytes:
    """A command as the hub's page writes it; `kind` is its type ("MUTE")."""
    name = external_user_id.rpartition("_")[0]
    return json.dumps({"type": kind, **fields, "attendeeId": attendee_id, "name": name}).encode()


def order_kind(data: bytes) -> str:
    """The type of a command, "" for what is none."""
    try:
        order = json.loads(data)
    except ValueError:
        return ""
    return str(order.get("type", "")) if isinstance(order, dict) else ""


def lifetime_of(kind: str) -> int:
    """How long the service keeps this command for those who come later, in milliseconds."""
    return KICK_LIFETIME_MS if kind == "KICK" else LIFETIME_MS
