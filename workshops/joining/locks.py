"""
A button acts once, however often it is pressed: double clicks, two tabs, repeated forms.

Of each attendee, workshop and button one request acts at a time, over all processes, and leaves
its outcome to those that follow at once. Lock and outcome are one row in the database, which
outlives Redis. To take the lock is also the mark that upstream may have been called: whoever finds
one whose holder died knows that nobody knows what came of it.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError
from django.utils import timezone

from portal.accelevents import computing
from portal.accelevents.exceptions import AuthenticationRequired
from portal.attendees import one_of_few
from portal.observability.registry import on_hourly
from workshops.joining import owners
from workshops.joining.database import execute
from workshops.joining.keys import attendee_part
from workshops.joining.outcome_json import from_json, to_json
from workshops.joining.outcomes import Outcome, OutcomeKind, RefusalReason, not_now

logger = logging.getLogger(__name__)

# Longer than a request may take upstream; a holder of which nobody knows that it died keeps others
# waiting for this long.
EXPIRES_SECONDS = 30
TIMEOUT_SECONDS = 1.0  # that a request waits, with its thread, for another one of the same button
POLL_SECONDS = 0.05
RETRY_SECONDS = 15.0  # until the next try, where nothing can be recorded
REPLAY_SECONDS = 2  # a repeated request gets the first one's outcome for this long
UNKNOWN_SECONDS = 300  # upstream's own list may lag this far behind what upstream did

# A moment that lies too far ahead was written before the clock was set back, and is over.
TAKE_SQL = f"""
    INSERT INTO workshops_claim AS claim (press, at, owner) VALUES (%(key)s, NOW, %(owner)s)
    ON CONFLICT (press) DO UPDATE SET at = excluded.at, owner = excluded.owner, unknown_until =
        CASE WHEN claim.at > 0 THEN NOW + {UNKNOWN_SECONDS} ELSE claim.unknown_until END
    WHERE (claim.at NOT BETWEEN NOW - {EXPIRES_SECONDS} AND NOW + {EXPIRES_SECONDS}
        OR claim.owner = %(dead)s)
    AND COALESCE(claim.replay_until, 0) NOT BETWEEN NOW AND NOW + {REPLAY_SECONDS}
    RETURNING COALESCE(unknown_until, 0) > NOW
"""  # noqa: S608  the numbers are ours, here and below
READ_SQL = f"""
    SELECT owner, CASE WHEN replay_until BETWEEN NOW AND NOW + {REPLAY_SECONDS} THEN result END
    FROM workshops_claim WHERE press = %(key)s
"""  # noqa: S608
RELEASE_SQL = """
    UPDATE workshops_claim SET at = 0, owner = NULL, result = %(result)s,
    replay_until = NOW + %(replay)s, unknown_until = NOW + %(unknown)s
    WHERE press = %(key)s AND owner = %(owner)s
"""
FORGET_SQL = """
    UPDATE workshops_claim SET result = NULL, replay_until = NULL WHERE press = %(key)s AND at = 0
"""
CLEAR_SQL = f"""
    DELETE FROM workshops_claim WHERE press IN (SELECT press FROM workshops_claim
    WHERE at < NOW - {UNKNOWN_SECONDS} AND COALESCE(unknown_until, 0) < NOW
    AND COALESCE(replay_until, 0) < NOW LIMIT %(limit)s)
"""  # noqa: S608


@dataclass
class Execution:
    """A request that holds the lock, and what it leaves to the next one of its button."""

    key: str
    owner: str
    outcome_unknown: bool  # nobody knows how an earlier one ended, or how this one did
    outcome: Outcome | None = None  # for those that follow within REPLAY_SECONDS

    def finish(self, outcome: Outcome) -> Outcome:
        """`outcome`, left to the next request as well; a place in the queue is not, as it moves."""
        self.outcome = None if outcome.kind is OutcomeKind.QUEUED else outcome
        self.outcome_unknown = outcome.reason is RefusalReason.NO_ANSWER
        return outcome


@contextmanager
def exclusive(key: str) -> Iterator[Execution | Outcome | None]:
    """
    Hold the lock on `key` inside; the value is an Execution then.

    Otherwise it is what to answer at once: the outcome of a request that has just ended, or that
    nothing can be recorded; None while another one is under way. That one is waited for, at most
    TIMEOUT_SECONDS; a third one of the same attendee in this process waits for nothing.
    """
    with one_of_few(attendee_part(key)) as is_one:
        taken = _take_or_replay(key) if is_one else None
        if not isinstance(taken, Execution):
            yield taken
            return
        try:
            yield taken
        except Exception as error:
            # An attendee whose sign-in is over was refused before anything else.
            taken.outcome_unknown |= not isinstance(error, AuthenticationRequired)
            _release(taken)
            raise
        _release(taken)


def recent_outcome(key: str) -> Outcome | None:
    """The outcome of a request of `key` a moment ago; None if there was none."""
    return _read(key)[1]


def forget_outcome(key: str) -> None:
    """Let the next request of `key` act at once; nothing while one is under way."""
    try:
        execute(FORGET_SQL, key=key)
    except DatabaseError as error:  # the next one waits for REPLAY_SECONDS
        logger.error("the end of a join cannot be forgotten: %s", type(error).__name__)


def _take_or_replay(key: str) -> Execution | Outcome | None:
    owner, dead, deadline = owners.new_owner(), "", time.monotonic() + TIMEOUT_SECONDS
    try:
        while not (taken := _take(key, owner, dead)):
            holder, outcome = _read(key)
            if outcome or time.monotonic() >= deadline:
                return outcome
            dead = holder if owners.is_gone(holder) else ""
            if not dead:
                computing.sleep(POLL_SECONDS)
    except DatabaseError as error:
        logger.error("a join cannot be recorded: %s", type(error).__name__)
        return not_now(RefusalReason.CANNOT_RECORD, RETRY_SECONDS, timezone.now())
    return taken


def _take(key: str, owner: str, dead: str) -> Execution | None:
    """The lock if it is free, has expired or is held by `dead`; None otherwise."""
    row = execute(TAKE_SQL, key=key, owner=owner, dead=dead)
    return Execution(key, owner, bool(row[0])) if row else None


def _read(key: str) -> tuple[str, Outcome | None]:
    """(who holds the lock, "" for nobody or one unnamed; the outcome to replay, if any)."""
    owner, result = execute(READ_SQL, key=key) or (None, None)
    return owner or "", from_json(result) if result else None


def _release(ended: Execution) -> None:
    """Free the lock, and leave what came of it; nothing if it expired and another one has it."""
    values = {
        "result": to_json(ended.outcome) if ended.outcome else None,
        "replay": REPLAY_SECONDS if ended.outcome else None,
        "unknown": UNKNOWN_SECONDS if ended.outcome_unknown else None,
    }
    try:
        execute(RELEASE_SQL, key=ended.key, owner=ended.owner, **values)
    except DatabaseError as error:  # the lock expires, and leaves what came of it unknown
        logger.error("the end of a join cannot be recorded: %s", type(error).__name__)


@on_hourly
def clear_expired(limit: int) -> int:
    """Delete rows that say nothing any more, at most `limit`; how many there were."""
    return int(execute(CLEAR_SQL, limit=limit))
