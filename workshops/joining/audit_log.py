"""What the door writes into the log: attendee and workshop by id, the rescue code, no secret."""

import logging

from portal.accelevents.exceptions import ApiError
from portal.accelevents.records import Workshop
from portal.attendees.session import Attendee
from workshops.joining.outcomes import Outcome

logger = logging.getLogger("workshops.joining.service")


def record_failure(
    attendee: Attendee, workshop: Workshop, outcome: Outcome, error: ApiError
) -> None:
    """A press that did not lead in, with upstream's status, code and timing."""
    detail = f"{outcome.kind} {outcome.reason} status={error.http_status} code={error.code}"
    record(
        "no entry", attendee, workshop, outcome.support_code, f"{detail} seconds={error.seconds}"
    )


def record(what: str, attendee: Attendee, workshop: Workshop, code: str, detail: str) -> None:
    """What happened at the door."""
    logger.info(
        "%s rescue=%s attendee=%s workshop=%s %s",
        what,
        code or "-",
        attendee.id,
        workshop.id,
        detail,
    )
