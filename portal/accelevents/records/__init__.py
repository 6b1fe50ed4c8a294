"""What the portal knows of events, workshops and people; upstream's names and oddities end here."""

from portal.accelevents.records.event import Event
from portal.accelevents.records.labels import Label, Speaker
from portal.accelevents.records.meeting import Joined
from portal.accelevents.records.page import Page
from portal.accelevents.records.people import Access, Profile, SignedIn
from portal.accelevents.records.workshop import Workshop

__all__ = [
    "Access", "Event", "Joined", "Label", "Page", "Profile", "SignedIn", "Speaker", "Workshop",
]  # fmt: skip
