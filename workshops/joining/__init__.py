"""
Joining a workshop: register, wait in the queue, give the seat back.

The meeting page enters by the same way: it takes the lock, the admission, the outcomes and the
audit log from here.
"""

from workshops.joining import admission, audit_log, locks, rate_limits
from workshops.joining.context import outcome_context
from workshops.joining.keys import idempotency_key
from workshops.joining.messages import Link, OutcomeMessage, describe
from workshops.joining.outcomes import (
    Outcome,
    OutcomeKind,
    RefusalReason,
    already_under_way,
    from_error,
    rate_limited,
)
from workshops.joining.queue import length as queue_length

__all__ = [
    "Link",
    "Outcome",
    "OutcomeKind",
    "OutcomeMessage",
    "RefusalReason",
    "admission",
    "already_under_way",
    "audit_log",
    "describe",
    "from_error",
    "idempotency_key",
    "locks",
    "outcome_context",
    "queue_length",
    "rate_limited",
    "rate_limits",
]
