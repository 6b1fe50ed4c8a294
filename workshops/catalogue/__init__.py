"""
What is on at an event, and what one attendee is registered for.

`get_snapshot` gives the list that all attendees share, `registrations` the workshops of one
attendee, and `visible_workshops` both together as that attendee may see them, with what upstream
lists to them alone.
"""

from workshops.catalogue import registrations
from workshops.catalogue.context import workshop_context
from workshops.catalogue.refresh import (
    ages,
    fresh_snapshot,
    get_snapshot,
    health,
    unclear_visibility,
    wait_for_refresh,
)
from workshops.catalogue.registrations_record import Registrations
from workshops.catalogue.snapshot import NEWEST, ListSnapshot
from workshops.catalogue.visible import VisibleWorkshops, early_access, visible_workshops

__all__ = [
    "NEWEST",
    "ListSnapshot",
    "Registrations",
    "VisibleWorkshops",
    "ages",
    "early_access",
    "fresh_snapshot",
    "get_snapshot",
    "health",
    "registrations",
    "unclear_visibility",
    "visible_workshops",
    "wait_for_refresh",
    "workshop_context",
]
