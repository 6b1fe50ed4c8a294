"""An upstream, a clock and readers for what everybody shares (portal/kept.py)."""

import threading

from portal.accelevents.exceptions import ApiUnreachable

PATIENCE = 5  # seconds that a test waits before it fails
SILENT = ApiUnreachable("GET /rest/events/{event}/session/v2")


class Upstream:
    """Gives the planned values one after the other, or fails with the planned errors."""

    def __init__(self, *planned, age=0.0):
        self.planned, self.age = iter(planned), age
        self.asked = 0
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self):
        self.asked += 1
        assert self.gate.wait(PATIENCE)
        return next(self.planned)(), self.age


def says(value):
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


def look(box, upstream, patience=PATIENCE):
    """What a reader gets, and what is there when the refresh it may have started is done."""
    found = box.get(upstream, patience)
    box.wait()
    return found, box.now()
