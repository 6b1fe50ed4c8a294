"""Caches: stale-while-revalidate, signed values in Redis or the database, bounded memory."""

from portal.caching.backoff import MAX_BACKOFF, backoff_seconds
from portal.caching.bounded import BoundedCache, CachedHtml
from portal.caching.clock import MAX_SKEW_SECONDS, is_over, seconds_since
from portal.caching.forms import form_of
from portal.caching.redis_outage import circuit_breaker
from portal.caching.stale_while_revalidate import (
    CachedValue,
    FetchFailedElsewhere,
    NothingLearned,
    StaleWhileRevalidate,
)

__all__ = [
    "MAX_BACKOFF", "MAX_SKEW_SECONDS",
    "BoundedCache", "CachedHtml", "CachedValue", "FetchFailedElsewhere", "NothingLearned",
    "StaleWhileRevalidate", "backoff_seconds", "circuit_breaker",
    "form_of", "is_over", "seconds_since",
]  # fmt: skip
