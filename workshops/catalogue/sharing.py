"""
What of a list is everybody's, and by whom a list for everybody may be read: pure rules.

Upstream lists more to organizers, staff, speakers and exhibitors than to attendees, and does not
always say what is hidden.
"""

from collections.abc import Iterable
from typing import NamedTuple

from portal.accelevents.records import Workshop
from portal.attendees import Attendee


class Division(NamedTuple):
    """The workshops of one answer; hidden ones are in none of the three."""

    public: tuple[Workshop, ...]  # upstream says that everybody may see them
    unclear: tuple[Workshop, ...]  # upstream does not say
    private: tuple[Workshop, ...]  # theirs to whom they were listed


def is_plain(attendee: Attendee) -> bool:
    """Whether upstream says that this is an attendee and nothing else: sees what all see."""
    return bool(attendee.roles) and set(attendee.roles) == {"attendee"}


def reads_for_all(attendee: Attendee) -> bool:
    """Whether a list read with this attendee's token may become everybody's; () is unknown."""
    return is_plain(attendee) or not attendee.roles


def wanted_status(attendee: Attendee) -> str:
    """The status to ask for: upstream may list hidden workshops to all but plain attendees."""
    return "" if is_plain(attendee) else "VISIBLE"


def divide(workshops: Iterable[Workshop], *, by_key: bool) -> Division:
    """
    The workshops without anything personal, by who may see them.

    In a list that was read `by_key`, hidden ones are those that do not say VISIBLE themselves.
    """
    shown = [
        each.shared()
        for each in workshops
        if not each.is_hidden and (each.status == "VISIBLE" or not by_key)
    ]
    return Division(
        public=tuple(each for each in shown if each.is_public),
        unclear=tuple(each for each in shown if not each.visibility),
        private=tuple(each for each in shown if each.visibility and not each.is_public),
    )
