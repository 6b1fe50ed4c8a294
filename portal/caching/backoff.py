"""How long to wait before a failed fetch is tried again."""

import random

from portal.accelevents.exceptions import ApiError, ApiUnavailable

MAX_BACKOFF = 60.0  # seconds between tries while upstream does not answer


def backoff_seconds(failures: int, error: ApiError) -> float:
    """
    Seconds until the next try after `failures` failures in a row, of which `error` is the last.

    The wait doubles each time, has jitter, and is no shorter than upstream's Retry-After (of which
    MAX_BACKOFF counts at most).
    """
    usual = min(MAX_BACKOFF, 2.0 ** min(failures, 10)) * random.uniform(0.5, 1.0)  # noqa: S311
    retry_after = (error.retry_after or 0.0) if isinstance(error, ApiUnavailable) else 0.0
    return max(usual, min(retry_after, MAX_BACKOFF))
