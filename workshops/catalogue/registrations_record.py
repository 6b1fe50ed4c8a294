"""What is known of one attendee's registrations, and for how long each part of it holds."""

import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portal.accelevents.records import Workshop
from portal.caching import seconds_since
from workshops.schedule import Taught

FRESH_SECONDS = 60
RETRY_SECONDS = 20  # after upstream gave no answer
KEEP_SECONDS = 12 * 60 * 60  # a session's life
# Upstream's own list may lag behind a join; as long as this, what the portal saw counts more.
LAG_SECONDS = 300
# What a refusal taught holds for a session's life; these for less.
HOLD_SECONDS = {Taught.FULL: 5 * 60, Taught.HIDDEN: 10 * 60, Taught.NOT_FOUND: 10 * 60}
OF_THE_MOMENT = {"ids", "refusals_in_force"}


@dataclass(frozen=True)
class Registrations:
    """The workshops of one attendee, as far as known."""

    workshops: tuple[Workshop, ...] = ()  # those upstream listed, private ones included
    fetched_at: float = 0.0  # epoch seconds of upstream's last answer; 0: never asked
    asked_at: float = 0.0  # epoch seconds of the last call, answered or not
    is_known: bool = False  # whether upstream answered when last asked
    # What was done here, by workshop id: (registered, epoch seconds).
    local_changes: dict[int, tuple[bool, float]] = field(default_factory=dict)
    # Names of their own, () if none are known; None: nobody has asked of late.
    ticket_types: tuple[str, ...] | None = None
    limit: int | None = None  # workshops the ticket includes, learned from a refusal
    # What else refusals taught, by workshop id: (what, epoch seconds).
    refusals: dict[int, tuple[str, float]] = field(default_factory=dict)

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

    @cached_property
    def refusals_in_force(self) -> dict[int, Taught]:
        """What refusals have taught and still holds, as of the first use of this."""
        return {
            workshop: Taught(what)
            for workshop, (what, when) in self.refusals.items()
            if seconds_since(when) < HOLD_SECONDS.get(Taught(what), KEEP_SECONDS)
        }

    @property
    def is_due(self) -> bool:
        """Whether to ask upstream again: after a while, and after every change that we saw."""
        period = FRESH_SECONDS if self.is_known else RETRY_SECONDS
        now = time.time()
        has_changed = any(self.asked_at < at <= now for _, at in self.local_changes.values())
        return has_changed or seconds_since(self.asked_at) >= period

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: all but what depends on the moment."""
        return {name: value for name, value in vars(self).items() if name not in OF_THE_MOMENT}
