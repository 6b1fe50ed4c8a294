"""The way to the door: through the gate, or a place in line before it."""

from portal.accelevents.records import Joined, Workshop
from portal.attendees.session import Attendee
from portal.counts import count
from workshops import door, gate, line, press
from workshops.gate import Pause, Place
from workshops.listing import Listing
from workshops.outcomes import Kind, Outcome, too_many


def join(attendee: Attendee, workshop: Workshop, listing: Listing) -> Outcome:
    """What the door says to a press, or the place in line. SignInRequired passes."""
    key = door.key_of(attendee, workshop, "join")
    # Who pressed twice shares the first answer, and need not stand in line for it.
    found = press.last(key) or gate.through(key, lambda: door.join(attendee, workshop, listing))
    return _counted("join", _in_line(found) if isinstance(found, Place) else found)


def waits(attendee: Attendee, workshop: Workshop) -> bool:
    """Whether this attendee has pressed, and now stands in line."""
    return line.holds(door.key_of(attendee, workshop, "join"))


def enter(attendee: Attendee, workshop: Workshop) -> Joined | Outcome:
    """The meeting, or why not. SignInRequired passes."""
    try:
        found = gate.at_once(lambda: door.enter(attendee, workshop))
    except Pause as wish:
        found = too_many(wish.seconds)
    if isinstance(found, Outcome):
        return _counted("room", found)
    count("portal_joins_total", step="room", outcome="let_in", reason="")
    return found


def _counted(step: str, outcome: Outcome) -> Outcome:
    why = outcome.why.value if outcome.why else ""
    count("portal_joins_total", step=step, outcome=outcome.kind.value, reason=why)
    return outcome


def _in_line(place: Place) -> Outcome:
    return Outcome(Kind.IN_LINE, ahead=place.ahead, wait=place.seconds, ask_again=place.ask_again)
