"""
Which ticket types an attendee has bought: asked once for each sign-in, in the background.

Nobody waits for it, and at most three calls are made. What upstream does not tell stays unknown,
and is asked for again ten minutes later at the soonest.
"""

import logging
import threading
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from portal.accelevents.exceptions import ApiError
from portal.attendees import Attendee, api_for
from portal.observability.registry import on_reset
from workshops.catalogue import shared_store
from workshops.catalogue.snapshot import ListSnapshot

KEEP_SECONDS = 12 * 60 * 60  # a session's life
AGAIN_SECONDS = 10 * 60
TIMEOUT_SECONDS = 5.0  # of each call
MAX_ORDERS = 2  # whose tickets are asked for: with the list of orders three calls
AT_ONCE = 2  # attendees in one process; the next page of another one tries again
logger = logging.getLogger(__name__)
_threads: set[threading.Thread] = set()
_places = threading.BoundedSemaphore(AT_ONCE)


def key(attendee: Attendee) -> str:
    """Where the names stand in the cache of all processes: a new sign-in asks anew."""
    signed_in = int(attendee.signed_in_at.timestamp())
    return f"ticket-types:{attendee.event}:{attendee.key}:{signed_in}"


def from_value(value: Any) -> tuple[str, ...] | None:
    """The names in what stands under `key`, () if none are known; None: to be asked for."""
    return value if isinstance(value, tuple) else None


def matter(snapshot: ListSnapshot) -> bool:
    """Whether a workshop names ticket types, or a limit depends on them."""
    limit = settings.TICKET_LIMITS.get(snapshot.event.url)
    return bool(limit and limit.by_type) or snapshot.names_ticket_types


def start(attendee: Attendee) -> None:
    """Ask in a thread of its own, unless too many do or upstream is in trouble."""
    if shared_store.current_failure(attendee.event) or not _places.acquire(blocking=False):
        return
    thread = threading.Thread(target=_run, args=[attendee], daemon=True)
    _threads.add(thread)
    thread.start()


@on_reset
def wait() -> None:
    """Wait until nobody is asked for any more, as in a new process."""
    for thread in list(_threads):
        thread.join()


def _run(attendee: Attendee) -> None:
    try:
        # What stands there meanwhile, and after a failure, is that nothing is known.
        if cache.add(key(attendee), (), AGAIN_SECONDS):
            cache.set(key(attendee), _ask(attendee), KEEP_SECONDS)
    except ApiError as error:
        logger.info("ticket types stay unknown: %s", type(error).__name__)
    except Exception:
        logger.exception("ticket types could not be asked for")
    finally:
        _threads.discard(threading.current_thread())
        _places.release()
        connection.close()  # this thread ends; its connection would stay open


def _ask(attendee: Attendee) -> tuple[str, ...]:
    """The names, each once; () if they have no order for this event, or more than MAX_ORDERS."""
    api = api_for(attendee, TIMEOUT_SECONDS)
    orders = api.orders(attendee.event)
    if len(orders) > MAX_ORDERS:
        return ()
    names = [name for order in orders for name in api.ticket_types(order)]
    return tuple(dict.fromkeys(names))
