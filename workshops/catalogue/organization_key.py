"""
Whether the organization's key reads the list of an event, as far as it was seen.

A key that is refused, or whose list does not say what is hidden, is the operator's trouble: lists
are then read with attendees' tokens, and the key is tried again from time to time.
"""

import logging
import time

from django.conf import settings

from portal.accelevents.exceptions import ApiRefused
from portal.caching import is_over
from portal.observability import findings
from portal.observability.registry import on_reset

RETRY_SECONDS = 600
logger = logging.getLogger(__name__)

_paused_until: dict[str, float] = {}  # by event, epoch seconds


def is_usable(event: str) -> bool:
    """Whether there is a key and nothing is known against it."""
    return bool(settings.ACCELEVENTS.api_key) and is_over(
        _paused_until.get(event, 0.0), RETRY_SECONDS
    )


def record_accepted(event: str) -> None:
    """The key has read a list whose items say whether they are hidden."""
    findings.record("api_key", "accepted")
    findings.record("list_status", "told", event)


def record_refused(event: str, error: ApiRefused) -> None:
    """Upstream refused the key, which is logged once."""
    if findings.found("api_key") != "refused":
        logger.error(
            "upstream refuses ACCELEVENTS_API_KEY, so lists are read with attendees' tokens: %s",
            error,
        )
    findings.record("api_key", "refused")
    _pause(event)


def record_no_status(event: str) -> None:
    """The key's list does not say what is hidden, which is logged once."""
    findings.record("api_key", "accepted")
    if findings.found("list_status", event) != "missing":
        logger.warning(
            "the list read by ACCELEVENTS_API_KEY does not say which workshops are hidden, so lists"
            " are read with attendees' tokens"
        )
    findings.record("list_status", "missing", event)
    _pause(event)


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _paused_until.clear()


def _pause(event: str) -> None:
    _paused_until[event] = time.time() + RETRY_SECONDS
