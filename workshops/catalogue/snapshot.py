"""The shared list as a value: what is on, and how old that knowledge is."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.utils.formats import date_format

from portal.accelevents.records import Event, Label, Speaker, Workshop
from workshops.schedule import rules

LOCK_SECONDS = 30  # longer than the longest fetch
KEEP_FAILURE_SECONDS = 300  # longer than the longest back-off

# A release that changes a record must not read lists that another release has shared.
RECORD_TYPES = (Workshop, Speaker, Label, Event)
RECORD_FIELDS = repr(
    [(kind.__name__, [each.name for each in fields(kind)]) for kind in RECORD_TYPES]
)
FORMAT = hashlib.sha256(RECORD_FIELDS.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class ListSnapshot:
    """The list as somebody sees it. Holds nothing personal and no private workshop."""

    event: Event
    zone: ZoneInfo
    workshops: tuple[Workshop, ...]  # by start
    fetched_at: datetime  # when upstream gave it, by our clock, UTC
    version: str  # changes when anything in it changes
    upstream_problem: str = (
        ""  # why there is no newer one: silent, busy, refusing, broken; "" when fresh
    )
    is_refreshing: bool = False
    # What follows from the workshops alone, found once; `replace` hands it on.
    _derived: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def age(self) -> timedelta:
        """How long ago upstream gave this list."""
        return datetime.now(UTC) - self.fetched_at

    @property
    def is_old(self) -> bool:
        """Whether this is an old list, which must be marked so."""
        if self.upstream_problem:
            return True
        return time.time() - self._fetched_epoch > 3 * settings.LIST_FRESH_SECONDS

    @cached_property
    def _fetched_epoch(self) -> float:
        return self.fetched_at.timestamp()

    @cached_property
    def as_of(self) -> str:
        """When it was seen, by the event's clock, to the second."""
        return date_format(self.fetched_at.astimezone(self.zone), "H:i:s")

    def find(self, workshop_id: int) -> Workshop | None:
        """The workshop with this id; None when the list has none."""
        if "by id" not in self._derived:
            self._derived["by id"] = {workshop.id: workshop for workshop in self.workshops}
        found: Workshop | None = self._derived["by id"].get(workshop_id)
        return found

    def changes(self, early: timedelta) -> list[datetime]:
        """The moments at which any workshop changes its state, in order."""
        if early not in self._derived:
            self._derived[early] = rules.state_changes(self.workshops, early)
        found: list[datetime] = self._derived[early]
        return found


def load(event: str) -> ListSnapshot | None:
    """The newest list that any process has fetched; None when there is none."""
    label = cache.get(_key(event, "seen"))
    if label is None:
        return None
    seen_at, version = label
    body = cache.get(_key(event, version))
    if body is None:
        return None
    told, zone, workshops = body
    return ListSnapshot(told, zone, workshops, seen_at, version)


def save(listing: ListSnapshot) -> None:
    """Give a list that was just fetched to the other processes; its body only when it is new."""
    event, keep = listing.event.url, settings.LIST_KEEP_SECONDS
    body = (listing.event, listing.zone, listing.workshops)
    if not cache.touch(_key(event, listing.version), keep):
        cache.set(_key(event, listing.version), body, keep)
    cache.set(_key(event, "seen"), (listing.fetched_at, listing.version), keep)
    cache.delete(_key(event, "failed"))


def acquire_fetch_lock(event: str) -> bool:
    """Whether the caller may fetch now; no while another process does. End it by `end`."""
    return bool(cache.add(_key(event, "fetching"), 1, LOCK_SECONDS))


def release_fetch_lock(event: str) -> None:
    """Let the next one fetch."""
    cache.delete(_key(event, "fetching"))


def current_failure(event: str) -> tuple[int, str] | None:
    """(failures in a row, what it suffers from) while no process should ask upstream; else None."""
    failures, trouble, until = cache.get(_key(event, "failed")) or (0, "", 0.0)
    return (failures, trouble) if time.time() < until else None


def record_failure(event: str, trouble: str, wait: Callable[[int], float]) -> None:
    """Tell the others that a fetch has failed; `wait` gives seconds for so many in a row."""
    failures = (cache.get(_key(event, "failed")) or (0, "", 0.0))[0] + 1
    until = time.time() + wait(failures)
    cache.set(_key(event, "failed"), (failures, trouble, until), KEEP_FAILURE_SECONDS)


def _key(event: str, part: str) -> str:
    return f"list:{FORMAT}:{event}:{part}"
