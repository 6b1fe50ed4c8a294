"""
The details of workshops beside the list that they belong to.

The list tells neither format nor capacity nor late entry; the detail of each workshop does. It is
read by `detail_reader` after a refresh of the list, shared by `detail_store`, and merged here.
"""

from django.utils import timezone

from portal.accelevents.records import Workshop
from portal.attendees import Attendee
from workshops.catalogue import detail_reader, detail_store
from workshops.catalogue.snapshot import ListSnapshot


def after_refresh(snapshot: ListSnapshot, attendee: Attendee) -> None:
    """Read what is due in the background."""
    detail_reader.start(snapshot, attendee)


def load(event: str) -> None:
    """Take what other processes have read."""
    detail_store.load(event)


def read_for_page(snapshot: ListSnapshot, attendee: Attendee, workshop_id: int) -> None:
    """
    Have the detail of one workshop read for its page, unless it is younger than a minute.

    It waits a second at most; the page shows what is known then. Of a workshop that is not in the
    shared list, or is over, nothing is read.
    """
    workshop = next((w for w in snapshot.listed if w.id == workshop_id), None)
    if workshop and not (workshop.ends and workshop.ends <= timezone.now()):
        detail_reader.read_for_page(snapshot, attendee, workshop_id)


def merged(snapshot: ListSnapshot) -> ListSnapshot:
    """The list with what this process knows of its workshops' details; no store is asked."""
    return snapshot.with_details(detail_store.facts(snapshot.event.url))


def filled(event: str, workshops: tuple[Workshop, ...]) -> tuple[Workshop, ...]:
    """These workshops of the event with what their details tell."""
    facts = detail_store.facts(event)
    return tuple(facts[w.id].fill(w) if w.id in facts else w for w in workshops)
