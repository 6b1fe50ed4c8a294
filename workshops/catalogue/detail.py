"""What upstream says of one workshop alone, beyond its place in the list."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from portal.accelevents.records import Workshop

MAX_DETAILS = 200  # that are kept of an event


@dataclass(frozen=True, slots=True)
class Detail:
    """What one workshop's detail tells; each value as in `Workshop`, None or empty if untold."""

    capacity: int | None
    seats_taken: int | None
    late_minutes: int | None
    is_in_person: bool
    ticket_types: tuple[str, ...]

    @classmethod
    def of(cls, workshop: Workshop) -> "Detail":
        """The detail in a workshop that was read by itself."""
        return cls(
            workshop.capacity,
            workshop.seats_taken,
            workshop.late_minutes,
            workshop.is_in_person,
            workshop.ticket_types,
        )

    def fill(self, workshop: Workshop) -> Workshop:
        """The listed `workshop` with what the detail tells of it; the rest stays as listed."""
        return replace(
            workshop,
            capacity=workshop.capacity if self.capacity is None else self.capacity,
            seats_taken=workshop.seats_taken if self.seats_taken is None else self.seats_taken,
            late_minutes=workshop.late_minutes if self.late_minutes is None else self.late_minutes,
            is_in_person=workshop.is_in_person or self.is_in_person,
            ticket_types=self.ticket_types or workshop.ticket_types,
        )


# By workshop id: (the detail, None if upstream has none for us; when it was asked, epoch seconds).
Details = Mapping[int, tuple[Detail | None, float]]
