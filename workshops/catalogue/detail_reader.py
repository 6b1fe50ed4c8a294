"""
Asks upstream for the details of workshops: in a background thread, one call a second at most.

Nobody waits for it but the page of a workshop, and that for a moment. When upstream is busy or
fails, details are the first to rest.
"""

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection

from portal.accelevents.exceptions import ApiError, ApiRefused, AuthenticationRequired
from portal.attendees import Attendee
from portal.observability.registry import on_reset
from workshops.catalogue import detail_store, shared_store
from workshops.catalogue.detail_call import ask
from workshops.catalogue.detail_due import due, is_due_for_page
from workshops.catalogue.snapshot import ListSnapshot

ROUND_SECONDS = 30.0  # for which one attendee's token is used
POLL_SECONDS = 0.25  # between two tries to get the slot
PAGE_SECONDS = 1.0  # that a page waits
MAX_WAITING_PAGES = 4  # in this process: the others show what is known
MAX_WANTED = 20
logger = logging.getLogger(__name__)


@dataclass
class _Round:
    """One thread's work at one event, in the name of one attendee."""

    snapshot: ListSnapshot
    attendee: Attendee
    thread: threading.Thread | None = None
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def event(self) -> str:
        return self.snapshot.event.url


_rounds: dict[str, _Round] = {}  # by event, while its thread runs
_wanted: dict[str, list[int]] = {}  # by event: the workshops whose pages are read, in order
_changed = threading.Condition()  # guards both; notified when a call or a round has ended
_waiting_pages = threading.BoundedSemaphore(MAX_WAITING_PAGES)


def start(snapshot: ListSnapshot, attendee: Attendee, wanted: int | None = None) -> None:
    """
    Read in the background what is due, in the name of `attendee`, unless a thread does already.

    `wanted` is the id of a workshop that comes before all others.
    """
    event = snapshot.event.url
    with _changed:
        queue = _wanted.setdefault(event, [])
        if wanted and wanted not in queue and len(queue) < MAX_WANTED:
            queue.append(wanted)
        if event in _rounds or not (queue or _due(snapshot)):
            return
        work = _Round(snapshot, attendee)
        work.thread = threading.Thread(target=_run, args=[work], daemon=True)
        work.thread.start()
        _rounds[event] = work


def read_for_page(snapshot: ListSnapshot, attendee: Attendee, workshop_id: int) -> None:
    """Read the detail of one listed workshop if it is over a minute old; wait PAGE_SECONDS."""
    event = snapshot.event.url
    if not _is_due_for_page(event, workshop_id) or detail_store.is_resting(event):
        return
    if not _waiting_pages.acquire(blocking=False):
        return
    try:
        start(snapshot, attendee, workshop_id)
        with _changed:
            _changed.wait_for(
                lambda: event not in _rounds or not _is_due_for_page(event, workshop_id),
                PAGE_SECONDS,
            )
    finally:
        _waiting_pages.release()


@on_reset
def reset() -> None:
    """End the threads, as a new process has none."""
    with _changed:
        running = list(_rounds.values())
        _wanted.clear()
    for work in running:
        work.stopped.set()
    for work in running:
        if work.thread:
            work.thread.join()


def wait(event: str) -> None:
    """Wait until the round under way has ended, if any."""
    work = _rounds.get(event)
    if work and work.thread:
        work.thread.join()


def _due(snapshot: ListSnapshot) -> list[int]:
    known = detail_store.details(snapshot.event.url)
    return due(snapshot.listed, known, datetime.now(UTC))


def _is_due_for_page(event: str, workshop_id: int) -> bool:
    return is_due_for_page(workshop_id, detail_store.details(event), datetime.now(UTC))


def _run(work: _Round) -> None:
    ends = time.monotonic() + ROUND_SECONDS
    try:
        while time.monotonic() < ends and not work.stopped.is_set():
            if not detail_store.acquire_slot(work.event):
                work.stopped.wait(POLL_SECONDS)
            elif not _read_next(work):
                break
    except Exception:
        logger.exception("details could not be read")
    finally:
        with _changed:
            del _rounds[work.event]
            _wanted.pop(work.event, None)
            _changed.notify_all()
        connection.close()  # this thread ends; its connection would stay open


def _read_next(work: _Round) -> bool:
    """Make the one call that the slot permits; False if there is none to make, or it failed."""
    workshop_id = _next(work)
    if workshop_id is None:
        return False
    try:
        detail = ask(work.attendee, workshop_id, work.snapshot.zone)
    except ApiError as error:
        detail_store.rest(work.event, error)
        is_own = isinstance(error, AuthenticationRequired)  # nothing of the workshop
        if isinstance(error, ApiRefused) and not is_own:
            _put_off(work.event, workshop_id)
        return False
    detail_store.save(work.event, workshop_id, detail)
    with _changed:
        _changed.notify_all()
    return True


def _put_off(event: str, workshop_id: int) -> None:
    """
    Let the others come first next time.

    What is known stays: the refusal may concern the attendee in whose name it was asked.
    """
    if workshop_id not in detail_store.details(event):
        detail_store.save(event, workshop_id, None)


def _next(work: _Round) -> int | None:
    """The workshop to read now; None if there is none, or upstream should be left alone."""
    if detail_store.is_resting(work.event) or shared_store.current_failure(work.event):
        return None
    detail_store.load(work.event)  # another process may have read it meanwhile
    with _changed:
        _changed.notify_all()
        queue = _wanted.get(work.event, [])
        while queue:
            wanted = queue.pop(0)
            if _is_due_for_page(work.event, wanted):
                return wanted
    return next(iter(_due(work.snapshot)), None)
