"""
The queue of joins: in order of arrival, over all processes, for pages that keep asking.

It is one small table, which gives the order and outlives Redis; the cache only holds a flag that
says whether anybody is queued.
"""

import time

from django.core.cache import cache
from django.db.models import Q, QuerySet, Subquery

from workshops.joining.keys import key_digest
from workshops.models import QueueEntry

EXPIRES_SECONDS = 20  # a place is given up when its page has not asked for this long
TURN_SECONDS = 60  # a turn that was offered is kept for this long
NOT_EMPTY = "queue:not-empty"


def is_empty() -> bool:
    """Whether nobody is queued, as far as known without asking the database."""
    return cache.get(NOT_EMPTY) is None


def enqueue_or_refresh(key: str) -> int:
    """How many joins are before this one; it is put at the end if it has no place yet."""
    digest, now = key_digest(key), time.time()
    cache.set(NOT_EMPTY, 1, EXPIRES_SECONDS)
    refreshed = {"last_seen_at": now, "reserved_until": None}
    if not _live_entries().filter(key_digest=digest).update(**refreshed):
        QueueEntry.objects.filter(key_digest=digest).delete()  # a place that was given up
        QueueEntry.objects.get_or_create(key_digest=digest, defaults=refreshed)
    return _before(key).exclude(_reserved()).count()


def entries_before(key: str) -> int:
    """How many joins are before this one, those included that hold up nobody."""
    return _before(key).count()


def reserve(key: str, seconds: float) -> None:
    """Keep this join's place for `seconds` in which it holds up nobody behind it."""
    cache.set(NOT_EMPTY, 1, max(seconds, EXPIRES_SECONDS))
    until = time.time() + seconds
    QueueEntry.objects.filter(key_digest=key_digest(key)).update(reserved_until=until)


def is_queued(key: str) -> bool:
    """Whether this join waits in the queue."""
    return not is_empty() and _live_entries().filter(key_digest=key_digest(key)).exists()


def length() -> int:
    """How many joins are queued."""
    return 0 if is_empty() else _live_entries().count()


def remove(key: str) -> None:
    """
    Take this join out of the queue, and those whose pages have stopped asking.

    A place that was just reserved stays: upstream has asked this join to wait.
    """
    QueueEntry.objects.filter(key_digest=key_digest(key)).exclude(_reserved()).delete()
    _expired_entries().delete()


def _before(key: str) -> QuerySet[QueueEntry]:
    own = QueueEntry.objects.filter(key_digest=key_digest(key)).values("pk")[:1]
    return _live_entries().filter(pk__lt=Subquery(own))


def _live_entries() -> QuerySet[QueueEntry]:
    return QueueEntry.objects.filter(Q(last_seen_at__gte=_oldest()) | _reserved())


def _expired_entries() -> QuerySet[QueueEntry]:
    return QueueEntry.objects.filter(last_seen_at__lt=_oldest()).exclude(_reserved())


def _oldest() -> float:
    """Epoch seconds; an entry whose page asked before then has expired."""
    return time.time() - EXPIRES_SECONDS


def _reserved() -> Q:
    return Q(reserved_until__isnull=False, reserved_until__gte=time.time())
