"""Events, workshops and people as the portal knows them; upstream's names and oddities end here."""

from portal.accelevents.records.event import Event, read_zone
from portal.accelevents.records.labels import Label, Speaker
from portal.accelevents.records.meeting import MeetingJoin
from portal.accelevents.records.page import Page, WorkshopList
from portal.accelevents.records.people import EventAccess, LoginResult, Profile
from portal.accelevents.records.samples import JoinSample, ListSample
from portal.accelevents.records.workshop import Workshop

__all__ = [
    "Event",
    "EventAccess",
    "JoinSample",
    "Label",
    "ListSample",
    "LoginResult",
    "MeetingJoin",
    "Page",
    "Profile",
    "Speaker",
    "Workshop",
    "WorkshopList",
    "read_zone",
]  # fmt: skip
