"""The line at the door: in order of arrival, over all processes, for those who keep asking."""

import hashlib
import time

from django.core.cache import cache
from django.db.models import QuerySet, Subquery

from workshops.models import QueueEntry

EXPIRES_SECONDS = 20  # without a question from its page, a place is given up
NOT_EMPTY = "gate:line"


def is_empty() -> bool:
    """Whether nobody waits, as far as known without a look into the database."""
    return cache.get(NOT_EMPTY) is None


def enqueue_or_refresh(key: str) -> int:
    """How many wait before this press; it is put at the end if it has no place yet."""
    digest, now = key_digest(key), time.time()
    cache.set(NOT_EMPTY, 1, EXPIRES_SECONDS)
    if not _live_entries().filter(key_digest=digest).update(last_seen_at=now):
        QueueEntry.objects.filter(key_digest=digest).delete()  # a place that was given up
        QueueEntry.objects.get_or_create(key_digest=digest, defaults={"last_seen_at": now})
    mine = QueueEntry.objects.filter(key_digest=digest).values("pk")[:1]
    return _live_entries().filter(pk__lt=Subquery(mine)).count()


def is_queued(key: str) -> bool:
    """Whether this press waits in line."""
    return not is_empty() and _live_entries().filter(key_digest=key_digest(key)).exists()


def length() -> int:
    """How many wait."""
    return 0 if is_empty() else _live_entries().count()


def remove(key: str) -> None:
    """Take this press out of the line, and those whose pages have stopped asking."""
    QueueEntry.objects.filter(key_digest=key_digest(key)).delete()
    QueueEntry.objects.filter(last_seen_at__lt=time.time() - EXPIRES_SECONDS).delete()


def _live_entries() -> QuerySet[QueueEntry]:
    return QueueEntry.objects.filter(last_seen_at__gte=time.time() - EXPIRES_SECONDS)


def key_digest(key: str) -> str:
    """What stands for this press in the database: a digest, no name."""
    return hashlib.sha256(key.encode()).hexdigest()
