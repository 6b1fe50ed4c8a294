"""The frames that a meeting has sent and received, for tests: their types, never their content."""

from __future__ import annotations

from collections import Counter, deque
from typing import Any

from portal.sandbox.chime.signaling import FrameType, now_ms

_MAX_FRAMES = 1000
_NAMES = {kind.value: kind.name for kind in FrameType}
_MANY_A_SECOND = ("AUDIO_METADATA", "CLIENT_METRIC")


class FrameLog:
    """Counts every frame, and lists the newest without those that come many times a second."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._newest: deque[dict[str, Any]] = deque(maxlen=_MAX_FRAMES)

    def add(self, attendee_id: str, direction: str, kind: int) -> None:
        """Log a frame; `direction` is "in" (from the attendee) or "out"."""
        name = _NAMES.get(kind, str(kind))
        self._counts[f"{direction} {name}"] += 1
        if name not in _MANY_A_SECOND:
            entry = {"at": now_ms(), "attendee": attendee_id, "way": direction, "type": name}
            self._newest.append(entry)

    def counts(self) -> dict[str, int]:
        """{"in JOIN": 2, "out INDEX": 5, …}"""
        return dict(self._counts)

    def newest(self) -> list[dict[str, Any]]:
        """[{"at": ms since 1970, "attendee": id, "way": direction, "type": name}], oldest first."""
        return list(self._newest)
