"""
Joining a workshop: register, wait in the queue, give the seat back.

The meeting page enters by the same way: it takes the lock, the admission, the outcomes, the
audit log and the way to the database from here.
"""

from workshops.joining import admission, audit_log, database, locks, rate_limits
from workshops.joining.context import outcome_context
from workshops.joining.keys import idempotency_key
from workshops.joining.locks import Execution
from workshops.joining.messages import Link, OutcomeMessage, describe
from workshops.joining.outcomes import (
    Outcome,
    OutcomeKind,
    RefusalReason,
    from_error,
    not_now,
)
from workshops.joining.queue import length as queue_length

__all__ = [
    "Execution",
    "Link",
    "Outcome",
    "OutcomeKind",
    "OutcomeMessage",
    "RefusalReason",
    "admission",
    "audit_log",
    "database",
    "describe",
    "from_error",
    "idempotency_key",
    "locks",
    "not_now",
    "outcome_context",
    "queue_length",
    "rate_limits",
]
