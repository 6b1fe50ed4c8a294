"""The way to the door: through the gate, or a place in line before it."""

from portal.accelevents.records import Joined, Workshop
from portal.attendees.session import Attendee
from portal.observability.counters import count
from workshops.catalogue.snapshot import Listing
from workshops.joining import admission as gate
from workshops.joining import idempotency as press
from workshops.joining import queue as line
from workshops.joining import service as door
from workshops.joining.admission import Pause, Place
from workshops.joining.outcomes import Kind, Outcome, too_many


def join(attendee: Attendee, workshop: Workshop, listing: Listing) -> Outcome:
    """What the door says to a press, or the place in line. SignInRequired passes."""
    key = door.key_of(attendee, workshop, "join")
    found = gate.through(key, lambda: door.join(attendee, workshop, listing))
    if isinstance(found, Place):
        found = _of_the_first(key) or _in_line(found)
    return _counted("join", found)


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


def _of_the_first(key: str) -> Outcome | None:
    """The answer to the first press of two, which the second need not stand in line for."""
    found: Outcome | None = press.last(key)
    if found:
        line.leave(key)
    return found


def _counted(step: str, outcome: Outcome) -> Outcome:
    why = outcome.why.value if outcome.why else ""
    count("portal_joins_total", step=step, outcome=outcome.kind.value, reason=why)
    return outcome


def _in_line(place: Place) -> Outcome:
    return Outcome(Kind.IN_LINE, ahead=place.ahead, wait=place.seconds, ask_again=place.ask_again)
