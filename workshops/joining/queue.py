"""The line at the door: in order of arrival, over all processes, for those who keep asking."""

import hashlib
import time

from django.core.cache import cache
from django.db.models import QuerySet, Subquery

from workshops.models import Waiting

PATIENCE_SECONDS = 20  # without a question from its page, a place is given up
FLAG = "gate:line"


def is_empty() -> bool:
    """Whether nobody waits, as far as known without a look into the database."""
    return cache.get(FLAG) is None


def ahead_of(key: str) -> int:
    """How many wait before this press; it is put at the end if it has no place yet."""
    press, now = hidden(key), time.time()
    cache.set(FLAG, 1, PATIENCE_SECONDS)
    if not _living().filter(press=press).update(seen_at=now):
        Waiting.objects.filter(press=press).delete()  # a place that was given up
        Waiting.objects.get_or_create(press=press, defaults={"seen_at": now})
    mine = Waiting.objects.filter(press=press).values("pk")[:1]
    return _living().filter(pk__lt=Subquery(mine)).count()


def holds(key: str) -> bool:
    """Whether this press waits in line."""
    return not is_empty() and _living().filter(press=hidden(key)).exists()


def length() -> int:
    """How many wait."""
    return 0 if is_empty() else _living().count()


def leave(key: str) -> None:
    """Take this press out of the line, and those whose pages have stopped asking."""
    Waiting.objects.filter(press=hidden(key)).delete()
    Waiting.objects.filter(seen_at__lt=time.time() - PATIENCE_SECONDS).delete()


def _living() -> QuerySet[Waiting]:
    return Waiting.objects.filter(seen_at__gte=time.time() - PATIENCE_SECONDS)


def hidden(key: str) -> str:
    """What stands for this press in the database: a digest, no name."""
    return hashlib.sha256(key.encode()).hexdigest()
