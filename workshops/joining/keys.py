"""What tells one attendee's button of one workshop from all others."""

import hashlib

from portal.accelevents.records import Workshop
from portal.attendees import Attendee

ATTENDEE_DIGITS = 32


def idempotency_key(attendee: Attendee, workshop: Workshop, button: str) -> str:
    """The key of this attendee's `button` at this workshop: 64 hexadecimal digits, no name."""
    what = hashlib.sha256(f"{workshop.id}:{button}".encode()).hexdigest()
    return attendee.key + what[ATTENDEE_DIGITS:]


def attendee_part(key: str) -> str:
    """The part of `key` that is the same for all buttons of this attendee."""
    return key[:ATTENDEE_DIGITS]
