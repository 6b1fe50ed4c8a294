"""What one attendee is registered for: asked in their name, cached for them alone."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache

from portal.accelevents.exceptions import ApiError, AuthenticationRequired, TooManyWaiting
from portal.accelevents.records import Workshop
from portal.attendees import Attendee, api_for, is_still_signed_in
from portal.caching import form_of, is_over, seconds_since
from workshops.catalogue import cache_lock
from workshops.catalogue.shared_store import RECORD_TYPES

FRESH_SECONDS = 60
RETRY_SECONDS = 20  # after upstream gave no answer
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
    # What was done here, by workshop id: (registered, epoch seconds).
    local_changes: dict[int, tuple[bool, float]] = field(default_factory=dict)
    limit: int | None = None  # workshops the ticket permits, learned from a refusal

    @property
    def upstream_ids(self) -> frozenset[int]:
        """The ids that upstream itself listed, which may lag behind."""
        return frozenset(w.id for w in self.workshops)

    @cached_property
    def ids(self) -> frozenset[int]:
        """The ids of all workshops the attendee is registered for, as of the first use of this."""
        local = self.local_changes.items()
        changes = {i: is_in for i, (is_in, when) in local if seconds_since(when) < LAG_SECONDS}
        given_up = {i for i, is_in in changes.items() if not is_in}
        return (self.upstream_ids | changes.keys()) - given_up

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: all but `ids`, which depend on the moment."""
        return {name: value for name, value in vars(self).items() if name != "ids"}


FORMAT = form_of(Registrations, *RECORD_TYPES)


def cached(attendee: Attendee) -> Registrations:
    """What is known without a call: enough for a refresh of the list."""
    return cache.get(_key(attendee)) or Registrations()


def current(attendee: Attendee, zone: ZoneInfo) -> Registrations:
    """
    What is known, after one call if it is over a minute old.

    AuthenticationRequired if the sign-in is over; a 401 to this one call is no answer.
    """
    known = cached(attendee)
    is_due = is_over(known.next_fetch, FRESH_SECONDS)
    return _fetch(attendee, zone, TIMEOUT_SECONDS) if is_due else known


def refetch(attendee: Attendee, zone: ZoneInfo) -> Registrations:
    """What upstream says right now; `is_known` is False when it did not answer."""
    return _fetch(attendee, zone, TIMEOUT_SECONDS)


def record_change(attendee: Attendee, workshop_id: int, registered: bool) -> None:
    """Record what was just done here, and let the next page ask upstream."""
    change = {workshop_id: (registered, time.time())}
    _update(
        attendee,
        lambda known: replace(known, local_changes=known.local_changes | change, next_fetch=0.0),
    )


def record_limit(attendee: Attendee, limit: int) -> None:
    """Record how many workshops the ticket permits, which upstream says only in a refusal."""
    _update(attendee, lambda known: replace(known, limit=limit))


def _fetch(attendee: Attendee, zone: ZoneInfo, timeout: float) -> Registrations:
    api = api_for(attendee, timeout)
    answer: dict[str, Any]
    try:
        workshops = api.my_workshops(attendee.event, zone)
    except TooManyWaiting:  # nobody was asked, and the next page may ask
        return replace(cached(attendee), is_known=False)
    except ApiError as error:
        is_401 = isinstance(error, AuthenticationRequired)
        if is_401 and is_still_signed_in(attendee) is False:
            raise
        answer = {"is_known": False, "next_fetch": time.time() + RETRY_SECONDS}
    else:
        now = time.time()
        answer = {"workshops": workshops, "fetched_at": now, "is_known": True}
        answer["next_fetch"] = now + FRESH_SECONDS
    return _update(attendee, lambda known: replace(known, **answer))


def _update(attendee: Attendee, change: Callable[[Registrations], Registrations]) -> Registrations:
    """Apply `change` to what is cached, so that two changes at the same time both last."""
    key = _key(attendee)
    with cache_lock.exclusive(f"{key}:lock"):
        changed = change(cached(attendee))
        cache.set(key, changed, KEEP_SECONDS)
    return changed


def _key(attendee: Attendee) -> str:
    return f"registrations:{FORMAT}:{attendee.event}:{attendee.key}"
