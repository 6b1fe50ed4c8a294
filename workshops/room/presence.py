"""
On which device an attendee is in a meeting, as far as their own pages have told.

A person can be in a meeting once, so a second device throws the first one out; who is asked before
can go back instead. It is only a hint: a page that was closed by force has told nothing.
"""

import hashlib
import re

from django.core.cache import cache
from django.http import HttpRequest

from portal.accelevents.records import Workshop
from portal.attendees import Attendee

HEADER = "X-Room-Device"  # a random name that the page gives its tab
DEVICE = re.compile(r"[0-9a-f-]{8,64}")
KEEP_SECONDS = 3 * 60 * 60  # few workshops take longer
NAME_DIGITS = 32


def device_of(request: HttpRequest) -> str:
    """The device that a page of the room names itself by; "" if it does not."""
    sent = request.headers.get(HEADER, "")
    return sent if DEVICE.fullmatch(sent) else ""


def device_inside(attendee: Attendee, workshop: Workshop) -> str:
    """The device by which the attendee is in this meeting; "" for none that is known."""
    device = cache.get(_key(attendee, workshop))
    return device if isinstance(device, str) else ""


def enter(attendee: Attendee, workshop: Workshop, device: str) -> None:
    """The attendee is in this meeting now, by this device."""
    if device:
        cache.set(_key(attendee, workshop), device, KEEP_SECONDS)


def leave(attendee: Attendee, workshop: Workshop, device: str) -> None:
    """This device has left; another one that came in its place stays."""
    if device and device == device_inside(attendee, workshop):
        cache.delete(_key(attendee, workshop))


def name_of_visit(attendee: Attendee, workshop: Workshop) -> str:
    """A name for what a tab keeps of this attendee's visit: another person has another one."""
    text = f"visit:{attendee.key}:{workshop.id}"
    return hashlib.sha256(text.encode()).hexdigest()[:NAME_DIGITS]


def _key(attendee: Attendee, workshop: Workshop) -> str:
    return f"room:{attendee.event}:{attendee.key}:{workshop.id}"
