"""Which details should be read again: a pure rule over the list and what is known."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from portal.accelevents.records import Workshop
from portal.caching import MAX_SKEW_SECONDS
from workshops.catalogue.detail import MAX_DETAILS, Details
from workshops.schedule import rules

READ_AGAIN_SECONDS = 300  # what a detail tells is hardly ever edited
PAGE_READ_AGAIN_SECONDS = 60  # for a page about this workshop
ABSENT_SECONDS = 600  # after upstream said that there is none
NO_TIME = timedelta(0)  # the minutes for which a workshop opens early make no difference here


def due(workshops: Iterable[Workshop], known: Details, now: datetime) -> list[int]:
    """The ids of live and next workshops to read at `now`: unread ones, then the oldest first."""
    soon = [w.id for w in workshops if rules.is_live_or_next(w, now, NO_TIME)][:MAX_DETAILS]
    stale = [number for number in soon if _is_due(known, number, now, READ_AGAIN_SECONDS)]
    return sorted(stale, key=lambda number: known[number][1] if number in known else 0.0)


def is_due_for_page(workshop_id: int, known: Details, now: datetime) -> bool:
    """Whether the page of that workshop should have its detail read at `now`."""
    return _is_due(known, workshop_id, now, PAGE_READ_AGAIN_SECONDS)


def _is_due(known: Details, workshop_id: int, now: datetime, after_seconds: float) -> bool:
    if workshop_id not in known:
        return True
    detail, at = known[workshop_id]
    age = now.timestamp() - at
    return not -MAX_SKEW_SECONDS <= age < (after_seconds if detail else ABSENT_SECONDS)
