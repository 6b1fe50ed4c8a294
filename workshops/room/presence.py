"""
Who is in a meeting, and on which device, as far as their own pages have told.

A person can be in a meeting once, so a second device throws the first one out; who is asked before
can go back instead. And whoever is about to join learns how many others are there. Both are hints:
a page that was closed by force has told nothing, and people who come by Accelevents' own hub are
not known here.
"""

import hashlib
import logging
import re
from dataclasses import dataclass

from django.db import DatabaseError
from django.http import HttpRequest

from portal.accelevents.records import Workshop
from portal.attendees import Attendee
from portal.observability.registry import on_hourly
from workshops.joining import database

logger = logging.getLogger(__name__)

HEADER = "X-Room-Device"  # a random name that the page gives its tab
DEVICE = re.compile(r"[0-9a-f-]{8,64}")
KEEP_SECONDS = 3 * 60 * 60  # few workshops take longer
NAME_DIGITS = 32

ENTER_SQL = f"""
    INSERT INTO workshops_roompresence (visit, room, device, expires_at)
    VALUES (%(visit)s, %(room)s, %(device)s, NOW + {KEEP_SECONDS})
    ON CONFLICT (visit) DO UPDATE SET device = excluded.device, expires_at = excluded.expires_at
"""  # noqa: S608  the number is ours
LEAVE_SQL = "DELETE FROM workshops_roompresence WHERE visit = %(visit)s AND device = %(device)s"
INSIDE_SQL = """
    SELECT MAX(CASE WHEN visit = %(visit)s THEN device END),
        COUNT(CASE WHEN visit <> %(visit)s THEN 1 END)
    FROM workshops_roompresence WHERE room = %(room)s AND expires_at > NOW
"""
CLEAR_SQL = """
    DELETE FROM workshops_roompresence WHERE id IN
        (SELECT id FROM workshops_roompresence WHERE expires_at <= NOW LIMIT %(limit)s)
"""


@dataclass(frozen=True)
class Inside:
    """Who is in a meeting, before an attendee joins it."""

    device: str  # by which this attendee is in it; "" for none that is known
    others: int  # how many others are known to be


def device_of(request: HttpRequest) -> str:
    """The device that a page of the room names itself by; "" if it does not."""
    sent = request.headers.get(HEADER, "")
    return sent if DEVICE.fullmatch(sent) else ""


def inside(attendee: Attendee, workshop: Workshop) -> Inside:
    """Who is in this meeting as its pages have told, by one statement."""
    device, others = database.execute(INSIDE_SQL, **_keys(attendee, workshop))
    return Inside(device or "", others)


def enter(attendee: Attendee, workshop: Workshop, device: str) -> None:
    """The attendee is in this meeting now, by this device."""
    if not device:
        return
    try:
        database.execute(ENTER_SQL, device=device, **_keys(attendee, workshop))
    except DatabaseError as error:  # the place is taken: nobody is kept out for the want of a hint
        logger.error("an entry cannot be recorded: %s", type(error).__name__)


def leave(attendee: Attendee, workshop: Workshop, device: str) -> None:
    """This device has left; another one that came in its place stays."""
    database.execute(LEAVE_SQL, device=device, **_keys(attendee, workshop))


def name_of_visit(attendee: Attendee, workshop: Workshop) -> str:
    """A name for what a tab keeps of this attendee's visit: another person has another one."""
    return _digest(f"visit:{attendee.key}:{workshop.id}")[:NAME_DIGITS]


@on_hourly
def clear_expired(limit: int) -> int:
    """Delete at most `limit` of those who never said that they left; how many there were."""
    return int(database.execute(CLEAR_SQL, limit=limit))


def _keys(attendee: Attendee, workshop: Workshop) -> dict[str, str]:
    room = f"{attendee.event}:{workshop.id}"
    return {"visit": _digest(f"inside:{attendee.key}:{room}"), "room": _digest(f"room:{room}")}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
