"""What one attendee is registered for: asked in their name, kept for them alone."""

import hashlib
import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache

from portal.accelevents.exceptions import ApiError, AuthenticationRequired
from portal.accelevents.records import Workshop
from portal.attendees.session import Attendee, api_for

FRESH_SECONDS = 60
RETRY_SECONDS = 20  # after upstream did not tell
KEEP_SECONDS = 12 * 60 * 60  # a session's life
# Upstream's own list may lag behind a join; as long as this, what the portal saw counts more.
LAG_SECONDS = 300
TIMEOUT_SECONDS = 2.5  # a page is not held up longer for the marks


@dataclass(frozen=True)
class Registrations:
    """The workshops of one attendee, as far as known."""

    workshops: tuple[Workshop, ...] = ()  # those upstream listed, private ones included
    fetched_at: float = 0.0  # epoch seconds of upstream's last answer; 0: never asked
    next_fetch: float = 0.0  # epoch seconds
    is_known: bool = False  # whether upstream answered when last asked
    local_changes: dict[int, tuple[bool, float]] = field(
        default_factory=dict
    )  # here: (registered, when)
    limit: int | None = None  # workshops the ticket permits, learned from a refusal

    @property
    def upstream_ids(self) -> frozenset[int]:
        """The ids that upstream itself listed, which may lag behind."""
        return frozenset(w.id for w in self.workshops)

    @cached_property
    def ids(self) -> frozenset[int]:
        """The ids of all workshops the attendee is registered for, when first asked."""
        recent = time.time() - LAG_SECONDS
        done = {
            i: registered for i, (registered, when) in self.local_changes.items() if when > recent
        }
        listed = self.upstream_ids - {i for i, kept in done.items() if not kept}
        return frozenset(listed | {i for i, kept in done.items() if kept})

    def __getstate__(self) -> dict[str, Any]:
        """What is kept: not the ids, on which the moment has its say."""
        return {name: told for name, told in vars(self).items() if name != "ids"}

    @property
    def version(self) -> str:
        """Changes when the marks change."""
        told = (sorted(self.ids), self.limit, self.is_known, self.workshops)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:12]

    def find(self, workshop_id: int) -> Workshop | None:
        """The workshop of mine with this id; None when upstream did not list it."""
        return next((w for w in self.workshops if w.id == workshop_id), None)


def cached(attendee: Attendee) -> Registrations:
    """What is known without a call: enough for a refresh of the list."""
    return cache.get(_key(attendee)) or Registrations()


def current(attendee: Attendee, zone: ZoneInfo) -> Registrations:
    """What is known, after one call when it is older than a minute. SignInRequired passes."""
    mine = cached(attendee)
    return mine if time.time() < mine.next_fetch else _fetch(attendee, zone, TIMEOUT_SECONDS)


def refetch(attendee: Attendee, zone: ZoneInfo) -> Registrations:
    """What upstream says right now; `is_known` is False when it did not answer."""
    return _fetch(attendee, zone, None)


def record_change(attendee: Attendee, workshop_id: int, registered: bool) -> None:
    """Note what was just done here, and ask upstream at the next page."""
    mine = cached(attendee)
    done = mine.local_changes | {workshop_id: (registered, time.time())}
    _store(attendee, replace(mine, local_changes=done, next_fetch=0.0))


def record_limit(attendee: Attendee, limit: int) -> None:
    """Note how many workshops the ticket permits, which upstream tells only in a refusal."""
    _store(attendee, replace(cached(attendee), limit=limit))


def _fetch(attendee: Attendee, zone: ZoneInfo, patience: float | None) -> Registrations:
    api = api_for(attendee, patience)
    try:
        workshops = api.my_workshops(attendee.event, zone)
    except AuthenticationRequired:
        raise
    except ApiError:
        mine = replace(cached(attendee), is_known=False, next_fetch=time.time() + RETRY_SECONDS)
    else:
        now = time.time()
        mine = replace(
            cached(attendee),
            workshops=workshops,
            fetched_at=now,
            next_fetch=now + FRESH_SECONDS,
            is_known=True,
        )
    _store(attendee, mine)
    return mine


def _store(attendee: Attendee, mine: Registrations) -> None:
    cache.set(_key(attendee), mine, KEEP_SECONDS)


def _key(attendee: Attendee) -> str:
    return f"mine:{attendee.event}:{hashlib.sha256(attendee.id.encode()).hexdigest()[:32]}"
