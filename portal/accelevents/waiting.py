"""
How many threads may wait for upstream at once, so that the rest go on answering.

A pool of threads gives its threads a budget when it starts them. All other threads, those that
work in the background or for a request that changes something, may always wait.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

_of_thread = threading.local()


def give_budget(budget: threading.BoundedSemaphore) -> None:
    """Let this thread wait for upstream only while `budget`, shared with others, is not spent."""
    _of_thread.budget = budget


@contextmanager
def permission() -> Iterator[bool]:
    """Whether this thread may wait for upstream now; it counts as waiting until the block ends."""
    budget: threading.BoundedSemaphore | None = getattr(_of_thread, "budget", None)
    if budget is None:
        yield True
        return
    may_wait = budget.acquire(blocking=False)
    try:
        yield may_wait
    finally:
        if may_wait:
            budget.release()
