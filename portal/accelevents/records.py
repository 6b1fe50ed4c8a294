"""What the portal knows of events, workshops and people; upstream's names and oddities end here."""

from portal.accelevents.event import Event
from portal.accelevents.meeting import Joined
from portal.accelevents.pages import Page
from portal.accelevents.parts import Label, Speaker
from portal.accelevents.people import Access, Profile, SignedIn
from portal.accelevents.workshop import Workshop

__all__ = [
    "Access", "Event", "Joined", "Label", "Page", "Profile", "SignedIn", "Speaker", "Workshop",
]  # fmt: skip
