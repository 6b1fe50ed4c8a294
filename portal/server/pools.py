"""
The threads of a process, in pools: one for each kind of request, so that none delays another.

Polls ask upstream for nothing personal; pages may, for the registrations of a new attendee;
requests that change state (POST) do. At most half of the threads for pages, and of those for
polls, may wait for upstream at once: the others go on answering what can be answered without it.
Of those for POST, hundreds may wait for upstream, and few compute.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import BoundedSemaphore

from portal.accelevents.computing import ComputeLimit, limit_computing
from portal.accelevents.waiting import give_budget
from portal.server.own_answers import SAFE_METHODS, is_readiness_probe
from portal.server.types import Scope

COMPUTING = 3  # of those for POST at once; one may wait for a store while another computes
# Beside those of the setting THREADS; neither ever waits for upstream.
STATIC_THREADS, PROBE_THREADS = 2, 1
STATIC_PATHS = ("/static/", "/embed.js")  # settings.STATIC_URL, and the script for event pages


class Pools:
    """`threads` threads, which start when they are first needed, and a few for files and probes."""

    def __init__(self, threads: int) -> None:
        write, poll = threads - threads // 2, max(1, threads // 8)
        limit = partial(limit_computing, ComputeLimit(COMPUTING))
        self._write = ThreadPoolExecutor(write, "write", initializer=limit)
        self._poll = _pool_with_budget(poll, "poll")
        self._page = _pool_with_budget(threads - write - poll, "page")
        self._static = ThreadPoolExecutor(STATIC_THREADS, "static")
        self._probe = ThreadPoolExecutor(PROBE_THREADS, "probe")

    def for_request(self, scope: Scope, *, is_poll: bool) -> ThreadPoolExecutor:
        """The pool whose threads answer this request."""
        if scope.method not in SAFE_METHODS:
            return self._write
        if is_poll:
            return self._poll
        if scope.path.startswith(STATIC_PATHS):
            return self._static
        return self._probe if is_readiness_probe(scope) else self._page


def _pool_with_budget(threads: int, name: str) -> ThreadPoolExecutor:
    budget = BoundedSemaphore(max(1, threads // 2))
    return ThreadPoolExecutor(threads, name, initializer=partial(give_budget, budget))
