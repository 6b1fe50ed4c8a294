"""Whether the portal's own stores work: each is written and read, now and then."""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from django.conf import settings
from django.core.cache import cache

from portal.observability import heartbeats, registry

CHECK_SECONDS = 5.0  # for so long a check counts: it writes, and anybody may ask for it
KEEP_SECONDS = 60  # what is written lasts, should it not be deleted
logger = logging.getLogger(__name__)


@dataclass
class _LastCheck:
    at: float = -CHECK_SECONDS  # on the monotonic clock
    found: dict[str, bool] = field(default_factory=dict)


_last = _LastCheck()


def check() -> dict[str, bool]:
    """Whether "sessions" and "cache" work, as found in the last CHECK_SECONDS."""
    if time.monotonic() - _last.at >= CHECK_SECONDS:
        _last.found = {"sessions": _works(_try_sessions), "cache": _works(_try_cache)}
        _last.at = time.monotonic()
    return _last.found


@registry.on_reset
def reset() -> None:
    """Check again when asked next, as a new process does."""
    _last.at = -CHECK_SECONDS


def _works(attempt: Callable[[], bool]) -> bool:
    try:
        return attempt()
    except Exception:  # whatever the store's driver raises, the answer is "not ready"
        logger.exception("not ready")
        return False


def _try_sessions() -> bool:
    """Whether a session can be stored: a database that is full or read-only can still be read."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.set_expiry(KEEP_SECONDS)
    store.create()
    is_stored: bool = store.exists(store.session_key)
    store.delete()
    return is_stored


def _try_cache() -> bool:
    """Whether the cache keeps what is new: the database's swallows a failure to write."""
    name, mark = f"readyz:{heartbeats.process_name()}", secrets.token_hex(8)
    cache.set(name, mark, KEEP_SECONDS)
    return bool(cache.get(name) == mark)
