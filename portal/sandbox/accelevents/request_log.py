"""What the sandbox was asked, in order."""

from __future__ import annotations

import threading
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime

KEPT = 50_000  # calls; under load the older ones go, the counts stay


@dataclass
class Call:
    """
    One call, noted when it arrives; `status` is 0 until it is answered, and if it never is.

    `effect` is the status of what it did here, whatever became of the answer; 0: nothing yet.
    """

    call: str  # "list", "register"…; "" for an address that is none of the documented ones
    method: str
    path: str
    template: str  # "PUT /rest/events/{event}/session/{session}"
    attendee: str  # e-mail of the token's holder; "" = nobody
    at: datetime  # aware, UTC, by the sandbox's clock
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict, repr=False)  # names in lower case
    status: int = 0
    effect: int = 0
    ended: datetime | None = None  # when the answer had left, or was spoilt


class Journal:
    """The calls so far."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT)
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def note(self, call: Call) -> None:
        """Add a call."""
        with self._lock:
            self._calls.append(call)
            self._counts[call.call] += 1

    def all(self) -> list[Call]:
        """Every call, oldest first."""
        with self._lock:
            return list(self._calls)

    def count(self, call: str) -> int:
        """How often a call came."""
        with self._lock:
            return self._counts[call]

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._calls.clear()
            self._counts.clear()
