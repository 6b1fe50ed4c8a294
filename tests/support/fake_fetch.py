"""A fetch, a clock and readers for tests of portal/caching/stale_while_revalidate.py."""

import threading

from portal.accelevents.exceptions import ApiUnreachable

TIMEOUT = 5  # seconds that a test waits before it fails
UNREACHABLE = ApiUnreachable("GET /rest/events/{event}/session/v2")


class FakeFetch:
    """A fetch that returns the planned values, or raises the planned errors, one by one."""

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
    """A clock that stands still at `now` seconds until a test sets it."""

    now = 1000.0

    def monotonic(self):
        return self.now


def read(cached, fetch, timeout=TIMEOUT):
    """(the value that a reader gets, the value after the refresh that it may start has ended)."""
    got = cached.get(fetch, timeout)
    cached.wait()
    return got, cached.peek()
