"""Whether joins ended as they should: what people were told beside what upstream's journal has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

# Two presses that come to two processes within this time have no order that anybody could see.
CLEARLY_EARLIER = 0.5  # seconds
NOT_IN = {"refused", "in_line"}  # what a page says to those who have no seat


@dataclass(frozen=True)
class Press:
    """One attendee's press on Join, and the last answer to it."""

    attendee: str  # email
    due: float  # seconds after the start, of the first request
    kind: str  # how it ended: "let_in", "in_line"…; "" without an answer


@dataclass(frozen=True)
class Call:
    """A call upstream that registered an attendee."""

    attendee: str
    started: datetime
    ended: datetime

    @classmethod
    def of(cls, journal: Iterable[dict[str, Any]], path: str) -> list[Self]:
        """The calls of this path that upstream has answered with a 200, in order of arrival."""
        found = [
            cls(each["attendee"], _time(each["at"]), _time(each["ended"]))
            for each in journal
            if each["path"] == path and each["status"] == 200
        ]
        return sorted(found, key=lambda call: call.started)


@dataclass(frozen=True)
class Balance:
    """The number of presses that went wrong, by how; all should be 0."""

    lost: int = 0  # never registered, and not told so
    double: int = 0  # registered more than once
    overtaken: int = 0  # somebody who pressed later took the place
    wrongly_told: int = 0  # in without a seat, or not in with one

    @classmethod
    def of(cls, presses: Sequence[Press], calls: Sequence[Call], at_once: int) -> Self:
        """
        The balance of one rush at one workshop, which nobody had a seat in before.

        `at_once`: how many joins may be upstream at once, over all processes.
        """
        seated = {call.attendee for call in calls}
        return cls(
            sum(not (each.attendee in seated or each.kind in NOT_IN) for each in presses),
            len(calls) - len(seated),
            _overtaken(presses, calls, at_once),
            sum(_is_wrong(each.kind, each.attendee in seated) for each in presses),
        )

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(
            self.lost + other.lost,
            self.double + other.double,
            self.overtaken + other.overtaken,
            self.wrongly_told + other.wrongly_told,
        )


def _is_wrong(kind: str, is_seated: bool) -> bool:
    """Whether the answer is not true; "unsure" and no answer at all say nothing."""
    return kind in NOT_IN if is_seated else kind == "let_in"


def _overtaken(presses: Sequence[Press], calls: Sequence[Call], at_once: int) -> int:
    """
    The number of calls that took a place which somebody who had pressed clearly earlier needed.

    A join may go while there is room for it and for all that wait before it: whose page just does
    not ask loses nothing by that.
    """
    due = {each.attendee: each.due for each in presses}
    waiting = {each.attendee for each in presses if each.kind == "in_line"} | {
        each.attendee for each in calls
    }
    found = 0
    for number, call in enumerate(calls):
        waiting.discard(call.attendee)
        latest = due[call.attendee] - CLEARLY_EARLIER
        earlier = sum(due[each] < latest for each in waiting)
        upstream = sum(other.ended > call.started for other in calls[:number])
        found += earlier > 0 and earlier + upstream >= at_once
    return found


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
