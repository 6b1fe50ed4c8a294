"""A list as a value: what is on, and how old that knowledge is."""

import hashlib
import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format

from portal.accelevents.records import Event, Workshop
from portal.caching import seconds_since
from workshops.catalogue.detail import Detail
from workshops.schedule import rules

REFUSING_YOU = "refusing_you"
CLOCK_JITTER = 1.0  # seconds by which a clock may be corrected at any time
NEWEST = math.inf  # as `seen_at`: the newest list of all processes, whatever the browser has seen


@dataclass(frozen=True)
class ListSnapshot:
    """
    The event's list at one moment, the shared one or one attendee's own; nothing personal is in it.

    The shared one holds no private workshop in `workshops`, which everybody is shown.
    """

    event: Event
    zone: ZoneInfo
    workshops: tuple[Workshop, ...]  # by start
    fetched_at: datetime  # when upstream gave it, by our clock, UTC
    version: str  # changes when anything in it changes
    # Of which upstream does not say whether they are public: for those to whom it lists them.
    unclear: tuple[Workshop, ...] = ()
    is_partial: bool = False  # whether upstream listed more: hidden, private or unreadable ones
    is_loading: bool = False  # whether these are its first pages, and more are on their way
    # Why there is no newer one: silent, busy, refusing or broken; refusing_you: it is this
    # attendee's call that was refused; "" when the last fetch went well.
    upstream_problem: str = ""
    is_refreshing: bool = False
    is_behind: bool = False  # whether the browser that asks has seen a newer one
    # What follows from the workshops alone, computed once; `replace` hands it on.
    _derived: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        event: Event,
        zone: ZoneInfo,
        workshops: Iterable[Workshop],
        unclear: Iterable[Workshop],
        is_partial: bool,
        *,
        is_loading: bool = False,
    ) -> Self:
        """The list that has just been fetched, or its first pages."""
        listed, others = tuple(rules.by_start(workshops)), tuple(unclear)
        content = (event, listed, others, is_partial, is_loading)
        version = hashlib.sha256(repr(content).encode()).hexdigest()[:16]
        now = datetime.now(UTC)
        return cls(event, zone, listed, now, version, others, is_partial, is_loading)

    def told(self, problem: str, is_refreshing: bool) -> Self:
        """The same list with why there is no newer one, and whether that is on its way."""
        if not problem and not is_refreshing:
            return self
        return replace(self, upstream_problem=problem, is_refreshing=is_refreshing)

    def refused(self) -> Self:
        """The same list for an attendee whose own call for it was refused."""
        return replace(self, upstream_problem=self.upstream_problem or REFUSING_YOU)

    def compared(self, seen_at: float) -> Self:
        """The same list for a browser that shows one of `seen_at` (epoch seconds, NEWEST: any)."""
        is_behind = self.fetched_epoch < seen_at < NEWEST
        return replace(self, is_behind=True) if is_behind else self

    @property
    def listed(self) -> tuple[Workshop, ...]:
        """Those that everybody is shown, and the unclear ones."""
        return (*self.workshops, *self.unclear)

    @property
    def age(self) -> timedelta:
        """How long ago upstream gave this list; none for one from a clock that is ahead."""
        return max(timedelta(0), datetime.now(UTC) - self.fetched_at)

    def is_younger_than(self, seconds: float) -> bool:
        """Whether it is; nobody knows it of a list from a clock that is ahead."""
        return -CLOCK_JITTER <= time.time() - self.fetched_epoch < seconds

    def fetched_after(self, earlier: "ListSnapshot | None") -> Self:
        """The same list, with a later moment than one has that was fetched before it."""
        if earlier is None or self.fetched_at > earlier.fetched_at or earlier.is_from_wrong_clock:
            return self
        return replace(self, fetched_at=earlier.fetched_at + timedelta(milliseconds=1))

    def is_replaced_by(self, fetched_at: datetime) -> bool:
        """Whether a list of that moment was fetched after this one."""
        is_wrong = self.is_from_wrong_clock and fetched_at != self.fetched_at
        return fetched_at > self.fetched_at or is_wrong

    @property
    def is_from_wrong_clock(self) -> bool:
        """Whether its moment lies further ahead than clocks differ."""
        return math.isinf(seconds_since(self.fetched_epoch))

    @property
    def is_old(self) -> bool:
        """Whether this is an old list, which must be marked so."""
        if self.is_behind or self.upstream_problem not in ("", REFUSING_YOU):
            return True
        return self.age.total_seconds() > 3 * settings.LIST_FRESH_SECONDS

    @cached_property
    def fetched_epoch(self) -> float:
        """`fetched_at` in epoch seconds."""
        return self.fetched_at.timestamp()

    @property
    def names_ticket_types(self) -> bool:
        """Whether a workshop says which ticket types it is for."""
        if "names types" not in self._derived:
            self._derived["names types"] = any(w.ticket_types for w in self.workshops)
        return bool(self._derived["names types"])

    @property
    def as_of(self) -> str:
        """When it was fetched, by the event's clock as the reader writes it."""
        return date_format(self.fetched_at.astimezone(self.zone), "TIME_FORMAT")

    def find(self, workshop_id: int) -> Workshop | None:
        """The workshop with this id; None when the list has none."""
        if "by id" not in self._derived:
            self._derived["by id"] = {workshop.id: workshop for workshop in self.workshops}
        workshop: Workshop | None = self._derived["by id"].get(workshop_id)
        return workshop

    def changes(self, early: timedelta) -> list[datetime]:
        """The moments at which any workshop changes its state, in order."""
        if early not in self._derived:
            self._derived[early] = rules.state_changes(self.workshops, early)
        moments: list[datetime] = self._derived[early]
        return moments

    def with_details(self, facts: Mapping[int, Detail]) -> "ListSnapshot":
        """
        The same list with what is told of its workshops, by id, and a version that says so.

        The unclear ones stay as listed, but what is told of them counts for the version. It is
        computed once for each object `facts`.
        """
        merged: ListSnapshot
        merged_with, merged = self._derived.get("details", (None, self))
        if merged_with is not facts:
            merged = self._merge(facts)
            self._derived["details"] = facts, merged
        if merged is self:
            return self
        return replace(
            self,
            workshops=merged.workshops,
            version=merged.version,
            _derived=merged._derived,
        )

    def _merge(self, facts: Mapping[int, Detail]) -> "ListSnapshot":
        told = {w.id: facts[w.id] for w in self.listed if w.id in facts}
        if not told:
            return self
        workshops = tuple(told[w.id].fill(w) if w.id in told else w for w in self.workshops)
        version = hashlib.sha256(repr((self.version, told)).encode()).hexdigest()[:16]
        return replace(self, workshops=workshops, version=version, _derived={})
