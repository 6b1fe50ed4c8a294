"""
The first pages of a list that takes long: shown until the rest is there, but never in place of a
whole list, however old that is.
"""

import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from portal.accelevents.records import Event, WorkshopList
from workshops.catalogue import shared_store, sharing
from workshops.catalogue.snapshot import ListSnapshot

AFTER_SECONDS = 3.0  # what comes sooner is shown whole at once; also between two looks at the pages

Show = Callable[[ListSnapshot], None]
Tell = Callable[[WorkshopList, bool], None]


def teller(event: Event, zone: ZoneInfo, show: Show) -> Tell:
    """
    A function to call after each page, with all that has come and whether the key has read it.

    What everybody may see of that is given to `show`, and to the other processes.
    """
    next_at = time.monotonic() + AFTER_SECONDS

    def tell(listed: WorkshopList, by_key: bool) -> None:
        nonlocal next_at
        public, unclear, _ = sharing.divide(listed.workshops, by_key=by_key)
        if time.monotonic() >= next_at and public:
            next_at = time.monotonic() + AFTER_SECONDS
            snapshot = ListSnapshot.of(event, zone, public, unclear, True, is_loading=True)
            shared_store.save_first_pages(snapshot)
            show(snapshot)

    return tell


def take(event: str, show: Show) -> None:
    """Show what another process has read so far, if it has."""
    snapshot = shared_store.load_first_pages(event)
    if snapshot:
        show(snapshot)
