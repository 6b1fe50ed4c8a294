"""Caches: stale-while-revalidate, signed values in Redis or the database, bounded memory."""

from portal.caching.backoff import backoff_seconds
from portal.caching.bounded import BoundedCache, CachedHtml
from portal.caching.forms import form_of
from portal.caching.redis_outage import circuit_breaker
from portal.caching.stale_while_revalidate import (
    CachedValue,
    FetchFailedElsewhere,
    NothingLearned,
    StaleWhileRevalidate,
)

__all__ = [
    "BoundedCache", "CachedHtml", "CachedValue", "FetchFailedElsewhere", "NothingLearned",
    "StaleWhileRevalidate", "backoff_seconds", "circuit_breaker",
    "form_of",
]  # fmt: skip
