"""Which failed calls are made again, and after how long."""

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf

from portal.accelevents import parsing
from portal.accelevents.endpoints import Endpoint
from portal.accelevents.exceptions import (
    ApiError,
    ApiInvalidResponse,
    ApiUnavailable,
    ApiUnreachable,
)

MAX_DELAY = 2.0  # seconds that one attendee's request waits before a retry
MAX_RETRY_AFTER = 86_400  # seconds: one day


def may_retry(endpoint: Endpoint, error: ApiError) -> bool:
    """
    Whether making the call again does no harm and may help.

    True for reads, and for any call that was surely never sent.
    """
    if isinstance(error, ApiUnreachable) and not error.sent:
        return True
    if isinstance(error, ApiInvalidResponse):
        return endpoint.is_read and (error.http_status or 0) >= 500
    return endpoint.is_read and isinstance(error, ApiUnreachable | ApiUnavailable)


def delay_before_retry(error: ApiError, backoff: float) -> float:
    """
    Seconds to wait before a retry: `backoff` with jitter, at most MAX_DELAY.

    If upstream sent a Retry-After, that counts; one beyond MAX_DELAY is infinite, since no page
    waits that long.
    """
    delay = min(backoff, MAX_DELAY) * random.uniform(0.5, 1)  # noqa: S311 -- jitter, no secret
    retry_after = error.retry_after if isinstance(error, ApiUnavailable) else None
    if retry_after is None:
        return delay
    return max(retry_after, delay) if retry_after <= MAX_DELAY else inf


def parse_retry_after(header: str) -> float | None:
    """
    A Retry-After header, in seconds from now, between 0 and MAX_RETRY_AFTER.

    The header holds a number of seconds or a date; None if it is neither.
    """
    seconds = parsing.integer(header)
    if seconds is None:
        try:
            seconds = int((parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
        except (TypeError, ValueError, OverflowError):  # naive, not a date, beyond the calendar
            return None
    return float(min(max(seconds, 0), MAX_RETRY_AFTER))
