"""Calendar files: one workshop, or all that an attendee is registered for."""

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event

from portal.accelevents.records import Workshop
from workshops.pages.html import plain_text
from workshops.schedule import rules


def ics(entries: Iterable[tuple[Workshop, str]], event: str, host: str, now: datetime) -> bytes:
    """
    An iCalendar file of (workshop, its page's URL); workshops without times are left out.

    Times are UTC. The UID is stable: a workshop that moves also moves in the calendar.
    RFC 5545, https://www.rfc-editor.org/rfc/rfc5545
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Workshop Portal//EN")
    calendar.add("version", "2.0")
    for workshop, url in entries:
        if rules.has_times(workshop):
            calendar.add_component(_entry(workshop, url, f"{event}-{workshop.id}@{host}", now))
    content: bytes = calendar.to_ical()
    return content


def _entry(workshop: Workshop, url: str, uid: str, now: datetime) -> Event:
    entry = Event()
    entry.add("uid", uid)
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", workshop.starts)
    entry.add("dtend", workshop.ends)
    entry.add("summary", workshop.title)
    entry.add("description", f"{plain_text(workshop.description)}\n\n{url}".strip())
    entry.add("url", url)
    if workshop.location:
        entry.add("location", workshop.location)
    return entry
