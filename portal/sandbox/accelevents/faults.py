"""Faults: what goes wrong on demand, how often, and to whom."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

ANY = "*"
# These carry the real answer, so the call takes effect; of the rest only those with after=True.
REAL = {"delay", "drip", "wrong_types", "huge"}
KINDS = REAL | {"empty", "html", "truncated", "reset", "hangup", "wrong_path", "redirect"}


@dataclass
class Fault:
    """
    One thing that goes wrong with `call` ("*": with every call), `times` times (None: for ever).

    `after`: the call takes effect upstream, only its answer is spoilt. `attendee` (e-mail)
    and `workshop` (id) restrict it to theirs; "" and 0: everybody's.
    """

    call: str
    kind: str  # one of KINDS, or an HTTP status, "503"
    times: int | None = None
    after: bool = False
    attendee: str = ""
    workshop: int = 0
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS and not self.kind.isdecimal():
            raise ValueError(f"no such kind of fault: {self.kind!r}; there are {sorted(KINDS)}")

    @property
    def takes_effect(self) -> bool:
        """Whether the call does upstream what it is there for."""
        return self.after or self.kind in REAL

    def hits(self, call: str, attendee: str, workshop: str) -> bool:
        """Whether it concerns this call."""
        return (
            self.call in {call, ANY}
            and self.attendee in {"", attendee}
            and (not self.workshop or str(self.workshop) == workshop)
        )


class Faults:
    """The faults that are set, newest first: the newest that concerns a call is the one."""

    def __init__(self) -> None:
        self._set: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        """Set a fault, before those that are there."""
        with self._lock:
            self._set.insert(0, fault)

    def all(self) -> list[Fault]:
        """Those that are set."""
        with self._lock:
            return list(self._set)

    def mend(self, call: str | None = None) -> None:
        """Take away the faults of one call, or all of them."""
        with self._lock:
            self._set = [each for each in self._set if call is not None and each.call != call]

    def take(self, call: str, attendee: str, workshop: str) -> Fault | None:
        """The fault that hits this call, counted as having happened once more."""
        with self._lock:
            hits = (each for each in self._set if each.hits(call, attendee, workshop))
            fault = next(hits, None)
            if fault is not None and fault.times is not None:
                self._count(fault)
            return fault

    def _count(self, fault: Fault) -> None:
        fault.times = (fault.times or 1) - 1
        if not fault.times:
            self._set = [each for each in self._set if each is not fault]
