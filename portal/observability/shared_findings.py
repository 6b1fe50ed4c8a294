"""
The findings of all processes: each writes what it finds out into the shared cache.

Every finding has a key of its own, so that nobody reads, changes and writes back what another
process is writing. The last change of any process counts.
"""

import logging
import time

from django.conf import settings
from django.core.cache import cache

from portal.observability import findings
from portal.observability.findings import ANSWERS, Finding
from portal.observability.registry import on_reset

ADOPT_SECONDS = 1.0  # hundreds of calls a second may miss a finding that nobody has made yet
KEEP_SECONDS = 24 * 60 * 60  # what nobody has seen for a day may have changed upstream
logger = logging.getLogger(__name__)
_adopted_at = float("-inf")  # on the monotonic clock


def start() -> None:
    """Let every change in this process be written into the shared cache, from now on."""
    findings.on_change(_publish)


def adopt() -> None:
    """Take over what the other processes have found out; without the cache, nothing."""
    by_key = {_key(finding): finding for finding in _all_findings()}
    try:
        answers = cache.get_many(by_key)
    except Exception as error:  # noqa: BLE001  whatever the cache's driver raises
        logger.warning("the findings of other processes cannot be read: %s", type(error).__name__)
        return
    findings.adopt({by_key[key]: answer for key, answer in answers.items()})


def adopt_unless_recent() -> None:
    """The same, but only if this process has not done so within ADOPT_SECONDS."""
    global _adopted_at
    now = time.monotonic()
    if now - _adopted_at >= ADOPT_SECONDS:
        _adopted_at = now
        adopt()


@on_reset
def reset() -> None:
    """Forget when this process last adopted findings, as a new one has it."""
    global _adopted_at
    _adopted_at = float("-inf")


def _publish(finding: Finding, answer: str) -> None:
    """Write one finding; it was made during a request, which must not fail of it."""
    try:
        cache.set(_key(finding), answer, KEEP_SECONDS)
    except Exception as error:  # noqa: BLE001  whatever the cache's driver raises
        logger.warning("a finding cannot be shared: %s", type(error).__name__)


def _all_findings() -> list[Finding]:
    events = ["", *settings.PORTAL_EVENTS]
    return [(question, event) for question in ANSWERS for event in events]


def _key(finding: Finding) -> str:
    question, event = finding
    return f"findings:{question}:{event}"
