"""What tells one attendee's button of one workshop from all others."""

import hashlib

from portal.accelevents.records import Workshop
from portal.attendees import Attendee


def idempotency_key(attendee: Attendee, workshop: Workshop, button: str) -> str:
    """The key of this attendee's `button` at this workshop; it names nobody, so any cache may."""
    return f"{attendee.key}:{workshop.id}:{button}"


def key_digest(key: str) -> str:
    """What stands for `key` in the database: 64 hexadecimal characters."""
    return hashlib.sha256(key.encode()).hexdigest()
