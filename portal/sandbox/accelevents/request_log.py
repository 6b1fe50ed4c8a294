"""The log of the requests that the stand-in has received, in order."""

from __future__ import annotations

import threading
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime

MAX_CALLS = 50_000  # under load the oldest are dropped, the counts stay


@dataclass
class LoggedCall:
    """
    One call, logged on arrival; `status` is 0 until it is answered, and if it never is.

    `effect` is the status of what the call did here, whatever became of the response; 0 before.
    """

    call: str  # "list", "register"…; "" for an address that is not documented
    method: str
    path: str
    template: str  # "PUT /rest/events/{event}/session/{session}"
    attendee: str  # email of the token's owner; "" = nobody
    at: datetime  # aware, UTC, by the sandbox's clock
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict, repr=False)  # names in lower case
    status: int = 0
    effect: int = 0
    ended: datetime | None = None  # when the response was sent, or was cut off by a fault


class RequestLog:
    """The newest calls, and how many of each there have been."""

    def __init__(self) -> None:
        self._calls: deque[LoggedCall] = deque(maxlen=MAX_CALLS)
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, call: LoggedCall) -> None:
        """Log a call."""
        with self._lock:
            self._calls.append(call)
            self._counts[call.call] += 1

    def all(self) -> list[LoggedCall]:
        """Every logged call, oldest first."""
        with self._lock:
            return list(self._calls)

    def count(self, call: str) -> int:
        """The number of requests for this call."""
        with self._lock:
            return self._counts[call]

    def clear(self) -> None:
        """Empty the log, and set the counts to 0."""
        with self._lock:
            self._calls.clear()
            self._counts.clear()
