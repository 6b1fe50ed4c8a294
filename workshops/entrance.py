"""The way to the door: through the gate, or a place in line before it."""

from portal.accelevents.records import Joined, Workshop
from portal.attendees.session import Attendee
from workshops import door, gate, line, press
from workshops.gate import Pause, Place
from workshops.listing import Listing
from workshops.outcomes import Kind, Outcome, too_many


def join(attendee: Attendee, workshop: Workshop, listing: Listing) -> Outcome:
    """What the door says to a press, or the place in line. SignInRequired passes."""
    key = door.key_of(attendee, workshop, "join")
    # Who pressed twice shares the first answer, and need not stand in line for it.
    found = press.last(key) or gate.through(key, lambda: door.join(attendee, workshop, listing))
    return _in_line(found) if isinstance(found, Place) else found


def waits(attendee: Attendee, workshop: Workshop) -> bool:
    """Whether this attendee has pressed, and now stands in line."""
    return line.holds(door.key_of(attendee, workshop, "join"))


def enter(attendee: Attendee, workshop: Workshop) -> Joined | Outcome:
    """The meeting, or why not. SignInRequired passes."""
    try:
        return gate.at_once(lambda: door.enter(attendee, workshop))
    except Pause as wish:
        return too_many(wish.seconds)


def _in_line(place: Place) -> Outcome:
    return Outcome(Kind.IN_LINE, ahead=place.ahead, wait=place.seconds, ask_again=place.ask_again)
