"""The faults that are set: which calls go wrong, how, how often, and for whom."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

ANY_CALL = "*"
# These send the real response, so the call takes effect; the others need after=True for that.
_WITH_EFFECT = {"delay", "drip", "wrong_types", "huge"}
FAULT_KINDS = _WITH_EFFECT | {
    "empty", "html", "truncated", "reset", "hangup", "wrong_path", "redirect",
}  # fmt: skip


@dataclass
class Fault:
    """
    A fault of `call` ("*": of every call), for the next `times` calls (None: without end).

    `after`: the call takes effect upstream, only its response is broken. `attendee` (email)
    and `workshop` (id) limit the fault to theirs; "" and 0 mean everybody's.
    """

    call: str
    kind: str  # one of FAULT_KINDS, or an HTTP status, "503"
    times: int | None = None
    after: bool = False
    attendee: str = ""
    workshop: int = 0
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in FAULT_KINDS and not self.kind.isdecimal():
            raise ValueError(
                f"no such kind of fault: {self.kind!r}; there are {sorted(FAULT_KINDS)}"
            )

    @property
    def takes_effect(self) -> bool:
        """Whether the call changes the state upstream as if there was no fault."""
        return self.after or self.kind in _WITH_EFFECT

    def matches(self, call: str, attendee: str, workshop: str) -> bool:
        """Whether the fault applies to this call."""
        return (
            self.call in {call, ANY_CALL}
            and self.attendee in {"", attendee}
            and (not self.workshop or str(self.workshop) == workshop)
        )


class Faults:
    """The faults that are set, newest first: the newest one that matches a call applies."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        """Set a fault; it comes before those that are already set."""
        with self._lock:
            self._faults.insert(0, fault)

    def all(self) -> list[Fault]:
        """The faults that are set, newest first."""
        with self._lock:
            return list(self._faults)

    def clear(self, call: str | None = None) -> None:
        """Remove the faults of one call, or all of them."""
        with self._lock:
            self._faults = [each for each in self._faults if call is not None and each.call != call]

    def consume(self, call: str, attendee: str, workshop: str) -> Fault | None:
        """The fault that applies to this call, which then has happened once more; or None."""
        with self._lock:
            matching = (each for each in self._faults if each.matches(call, attendee, workshop))
            fault = next(matching, None)
            if fault is not None and fault.times is not None:
                self._count_down(fault)
            return fault

    def _count_down(self, fault: Fault) -> None:
        fault.times = (fault.times or 1) - 1
        if not fault.times:
            self._faults = [each for each in self._faults if each is not fault]
