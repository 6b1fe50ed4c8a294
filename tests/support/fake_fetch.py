"""A fetch, a clock and readers for tests of portal/caching/stale_while_revalidate.py."""

import threading

from portal.accelevents.exceptions import ApiUnreachable

TIMEOUT = 5  # seconds that a test waits before it fails
UNREACHABLE = ApiUnreachable("GET /rest/events/{event}/session/v2")


class FakeFetch:
    """Returns the planned values one after the other, or raises the planned errors."""

    def __init__(self, *planned, age=0.0):
        self.planned, self.age = iter(planned), age
        self.calls = 0
        self.may_return = threading.Event()
        self.may_return.set()

    def __call__(self):
        self.calls += 1
        assert self.may_return.wait(TIMEOUT)
        return next(self.planned)(), self.age


def returns(value):
    return lambda: value


def fails(error):
    def fail():
        raise error

    return fail


class Clock:
    """Stands still at `now` seconds until it is set."""

    now = 1000.0

    def monotonic(self):
        return self.now


def read(cached, fetch, timeout=TIMEOUT):
    """(what a reader gets, what is there once the refresh that it may have started has ended)."""
    got = cached.get(fetch, timeout)
    cached.wait()
    return got, cached.peek()
