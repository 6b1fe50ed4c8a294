"""How many workshops a ticket includes: one number for an event, or one for each ticket type."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from portal.env.per_event import event_values
from portal.env.values import SettingError

NUMBER = re.compile(r"[1-9]\d{0,2}", re.ASCII)


@dataclass(frozen=True)
class TicketLimit:
    """
    What the tickets of one event include.

    `otherwise` is the number for every type that has none of its own; None: not known.
    """

    otherwise: int | None = None
    by_type: Mapping[str, int] = field(default_factory=dict)  # by its name in small letters

    def of(self, types: Collection[str]) -> int | None:
        """
        The number for whoever has tickets of these types; None: not known.

        Without types it is not known which the attendee has; then only a number for all counts. Of
        types with different numbers nobody knows which one the door goes by.
        """
        if not types:
            return None if self.by_type else self.otherwise
        numbers = {self.by_type.get(name.casefold(), self.otherwise) for name in types}
        return numbers.pop() if len(numbers) == 1 else None


def ticket_limits(name: str, events: tuple[str, ...]) -> dict[str, TicketLimit]:
    """The limits of "event=3; event2=Standard pass:2, VIP:5, 1"; {} if not set."""
    values = event_values(name, events)
    return {event: _limit(name, value) for event, value in values.items() if value}


def _limit(name: str, value: str) -> TicketLimit:
    otherwise, by_type = None, {}
    for part in (part.strip() for part in value.split(",")):
        ticket_type, colon, number = part.rpartition(":")
        if not NUMBER.fullmatch(number.strip()) or (colon and not ticket_type.strip()):
            raise SettingError(
                f"{name} must be event=number or event=ticket type:number, …; each number from 1"
                " to 999."
            )
        if colon:
            by_type[ticket_type.strip().casefold()] = int(number)
        else:
            otherwise = int(number)
    return TicketLimit(otherwise, by_type)
