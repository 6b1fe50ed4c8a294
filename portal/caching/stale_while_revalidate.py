"""A value that all readers share: one thread at a time fetches it, and a failure keeps the last."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from django.db import connection

from portal.accelevents.computing import blocking
from portal.accelevents.exceptions import ApiError, AuthenticationRequired, TooManyWaiting
from portal.accelevents.waiting import permission
from portal.caching.backoff import backoff_seconds

T = TypeVar("T")
logger = logging.getLogger(__name__)

# After an idle time the value is old although nothing is wrong: a short wait for a new one pays.
IDLE_PERIODS = 2  # of `fresh_seconds`
IDLE_TIMEOUT = 1.0  # seconds
FAILED_ELSEWHERE_SECONDS = 1.0  # between checks for what another process has fetched meanwhile


class FetchFailedElsewhere(Exception):  # noqa: N818  not an error of this process
    """Another process has just failed to fetch and will retry: `error` is the reason."""

    def __init__(self, error: ApiError) -> None:
        super().__init__(str(error))
        self.error = error


class NothingLearned(Exception):  # noqa: N818  not an error of the value
    """A try that says nothing about the value: all stays as it was, and the next reader tries."""


@dataclass(frozen=True)
class CachedValue(Generic[T]):
    """What a reader gets: the last good value, and why there is no newer one."""

    value: T | None  # None: never fetched yet
    error: ApiError | None  # of the last try; None if it succeeded
    is_refreshing: bool


@dataclass
class StaleWhileRevalidate(Generic[T]):
    """
    The last good value of a fetch.

    Readers do not wait for a refresh. They wait for the very first value only, and for a moment
    after an idle time. After each failure the next try comes later, with jitter, which spares an
    upstream that is down; but a reader whose sign-in has expired keeps nobody else from trying.
    """

    fresh_seconds: float
    _value: T | None = None
    _meanwhile: T | None = None  # what readers get as long as there is no value
    _error: ApiError | None = None
    _failures: int = 0
    _next_try: float = 0.0  # on the monotonic clock
    _stored_at: float = 0.0  # likewise
    _refresh_thread: threading.Thread | None = None
    _readable: threading.Event = field(default_factory=threading.Event)  # or the refresh has ended
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, fetch: Callable[[], tuple[T, float]], timeout: float) -> CachedValue[T]:
        """
        The current value; starts a refresh by `fetch` if it is no longer fresh.

        `fetch` runs in a thread of its own and returns (value, its age in seconds). An ApiError
        that it raises, or the one in a FetchFailedElsewhere, is stored and given to readers; after
        NothingLearned all is as before. The first value is waited for, at most `timeout` seconds; a
        reader that may not wait now gets TooManyWaiting as the error.
        """
        with self._lock:
            if time.monotonic() >= self._next_try and self._refresh_thread is None:
                self._refresh_thread = threading.Thread(
                    target=self._refresh, args=[fetch], daemon=True
                )
                self._readable = threading.Event()
                self._refresh_thread.start()
            running, seconds = self._refresh_thread, self._wait_seconds(timeout)
            wait = self._readable.wait
        if running and seconds and not _may_wait(wait, seconds):
            known = self.peek()
            return known if known.value else replace(known, error=TooManyWaiting("a first value"))
        return self.peek()

    def get_in_this_thread(self, fetch: Callable[[], tuple[T, float]]) -> CachedValue[T]:
        """
        As `get`, but a `fetch` that is due runs in the caller's own thread.

        This is for threads that work in the background themselves. They wait for no other thread:
        if another one is fetching the first value, the caller fetches it too.
        """
        with self._lock:
            is_free = self._refresh_thread is None or self._value is None
            is_due = is_free and time.monotonic() >= self._next_try
        if is_due:
            self._refresh(fetch)
        return self.peek()

    def _wait_seconds(self, timeout: float) -> float:
        """Seconds that a reader should wait for the refresh under way."""
        if self._value is None:
            return timeout if self._meanwhile is None else 0.0
        is_idle = time.monotonic() - self._stored_at > IDLE_PERIODS * self.fresh_seconds
        return min(timeout, IDLE_TIMEOUT) if is_idle and self._error is None else 0.0

    def fresh(self) -> tuple[T, bool] | None:
        """
        (the value, whether a refresh is under way).

        None if `get` would start a refresh, or has no value or an error to report.
        """
        with self._lock:
            is_refreshing = self._refresh_thread is not None
            is_due = not is_refreshing and time.monotonic() >= self._next_try
            if self._value is None or self._error or is_due:
                return None
            return self._value, is_refreshing

    def peek(self) -> CachedValue[T]:
        """The current value; starts nothing."""
        with self._lock:
            value = self._meanwhile if self._value is None else self._value
            return CachedValue(value, self._error, self._refresh_thread is not None)

    def wait(self, timeout: float | None = None) -> None:
        """Wait for the refresh under way, if any, at most `timeout` seconds (None: to its end)."""
        with self._lock:
            running = self._refresh_thread
        if running:
            _may_wait(running.join, timeout)

    def _refresh(self, fetch: Callable[[], tuple[T, float]]) -> None:
        try:
            value, age = fetch()
        except ApiError as error:
            self._store_failure(error)
        except NothingLearned:
            pass
        except FetchFailedElsewhere as failed:
            with self._lock:
                self._error = failed.error
                self._next_try = time.monotonic() + FAILED_ELSEWHERE_SECONDS
        except Exception as error:
            logger.exception("a shared value could not be fetched")
            self._store_failure(ApiError(f"our own fault: {type(error).__name__}"))
        else:
            self.store(value, age)
        finally:
            with self._lock:
                self._refresh_thread = None
                self._readable.set()
            connection.close()  # this thread ends; its connection would stay open

    def store(self, value: T, age: float = 0.0) -> None:
        """Take a value that was fetched elsewhere, `age` seconds ago; a refresh goes on."""
        with self._lock:
            self._value, self._error, self._failures = value, None, 0
            self._meanwhile = None
            self._stored_at = time.monotonic() - max(0.0, age)
            self._next_try = self._stored_at + self.fresh_seconds

    def show_meanwhile(self, value: T) -> None:
        """Give this to readers as long as there is no value; the refresh goes on."""
        with self._lock:
            if self._value is None:
                self._meanwhile = value
                self._readable.set()

    def _store_failure(self, error: ApiError) -> None:
        with self._lock:
            self._error = error
            if isinstance(error, AuthenticationRequired):
                return  # not upstream's failure: the next reader may have a valid sign-in
            self._failures += 1
            self._next_try = time.monotonic() + backoff_seconds(self._failures, error)


def _may_wait(wait: Callable[[float | None], object], timeout: float | None) -> bool:
    """`wait` for a thread that asks upstream; False, at once, if this one may not wait now."""
    with permission() as may_wait:
        if may_wait:
            with blocking():
                wait(timeout)
        return may_wait
