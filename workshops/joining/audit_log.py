"""
What joining writes into the log and the counters.

A line names attendee and workshop by id and carries the support code; it holds no secret.
"""

import logging

from portal.accelevents.exceptions import ApiError
from portal.accelevents.records import Workshop
from portal.attendees import Attendee
from portal.observability.counters import count
from workshops.joining.outcomes import Outcome

logger = logging.getLogger("workshops.joining")


def record_failure(
    attendee: Attendee, workshop: Workshop, outcome: Outcome, error: ApiError
) -> None:
    """Log a join that did not succeed, with upstream's status, code and timing."""
    detail = f"{outcome.kind} {outcome.reason} status={error.http_status} code={error.code}"
    detail = f"{detail} seconds={error.seconds}"
    record("no entry", attendee, workshop, outcome.support_code, detail)


def record(what: str, attendee: Attendee, workshop: Workshop, code: str, detail: str) -> None:
    """Log what happened; `code` is the support code on the page, "" for none."""
    logger.info(
        "%s rescue=%s attendee=%s workshop=%s %s",
        what,
        code or "-",
        attendee.id,
        workshop.id,
        detail,
        extra={"support_code": code},
    )


def counted(step: str, outcome: Outcome) -> Outcome:
    """`outcome`, counted in /metrics; `step` is "join" or "room"."""
    reason = outcome.reason.value if outcome.reason else ""
    count("portal_joins_total", step=step, outcome=outcome.kind.value, reason=reason)
    return outcome
