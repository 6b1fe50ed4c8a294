"""
What upstream lists to one attendee: theirs alone, in their name, and rarely asked for.

Those who are more than attendees see more than the shared list may hold. And where upstream does
not say which workshops are public, an attendee is shown those that were listed to them.
"""

import threading
from collections import OrderedDict
from functools import partial

from django.conf import settings

from portal.accelevents.records import Workshop
from portal.attendees import Attendee
from portal.caching import CachedValue, StaleWhileRevalidate
from portal.observability.registry import on_reset
from workshops.catalogue import refusals
from workshops.catalogue.own_list_fetch import OwnList, fetch, load, save
from workshops.catalogue.snapshot import ListSnapshot

MAX_LISTS = 300  # in the memory of a process; the others are read from the cache when needed
# Beyond so many in this process, each is asked for the more rarely, the more there are: upstream
# may call everybody something else than an attendee.
USUAL_LISTS = 100
TIMEOUT_SECONDS = 2.5  # a page that has another list to show is not held up longer

Refresher = StaleWhileRevalidate[OwnList]
_lists: OrderedDict[tuple[str, str], Refresher] = OrderedDict()  # the last one used comes last
_lock = threading.Lock()


def current(
    attendee: Attendee,
    max_age: float,
    *,
    timeout: float = TIMEOUT_SECONDS,
    may_ask: bool = True,
    seen_at: float = 0.0,
) -> CachedValue[OwnList]:
    """
    The attendee's own list; a refresh in the background if it is over `max_age` seconds old.

    Where many have one, it may become older. Without `may_ask` upstream is not asked. The first one
    is waited for, at most `timeout` seconds. A list older than `seen_at` (epoch seconds) gives way
    to a newer one of another process.
    """
    own = _of(attendee)
    known = own.peek().value
    if known and known.snapshot.fetched_epoch < seen_at:
        _take_newer(attendee, own, known)
    max_age *= max(1.0, len(_lists) / USUAL_LISTS)
    is_due = known is None or not known.snapshot.is_younger_than(max_age)
    if may_ask and is_due and not refusals.is_paused(attendee):
        return own.get(partial(fetch, attendee, max_age), timeout)
    return own.peek()


def learn(attendee: Attendee, shared: ListSnapshot, private: tuple[Workshop, ...]) -> None:
    """Keep what the call for the shared list, in this attendee's name, said of their own."""
    if shared.unclear:
        ids = frozenset(each.id for each in shared.unclear)
        snapshot = ListSnapshot.of(shared.event, shared.zone, private, (), is_partial=True)
        save(attendee, OwnList(snapshot, ids))
        _of(attendee).store(OwnList(snapshot, ids))


def wait(event: str) -> None:
    """Wait for the refreshes under way."""
    for (of_event, _), own in list(_lists.items()):
        if of_event == event:
            own.wait()


@on_reset
def reset() -> None:
    """Empty this process's memory, as a new process has it."""
    _lists.clear()


def _of(attendee: Attendee) -> Refresher:
    key = attendee.event, attendee.key
    with _lock:
        if key in _lists:
            _lists.move_to_end(key)
            return _lists[key]
    own: Refresher = StaleWhileRevalidate(settings.LIST_FRESH_SECONDS)
    known = load(attendee)
    if known:
        own.store(known, known.snapshot.age.total_seconds())
    with _lock:
        _lists.setdefault(key, own)
        while len(_lists) > MAX_LISTS:
            _lists.popitem(last=False)
        return _lists.get(key, own)


def _take_newer(attendee: Attendee, own: Refresher, known: OwnList) -> None:
    newer = load(attendee)
    if newer and known.snapshot.is_replaced_by(newer.snapshot.fetched_at):
        own.store(newer, newer.snapshot.age.total_seconds())
