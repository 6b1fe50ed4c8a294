"""What went over a meeting's wires, for tests to read: kinds of frames, never what is in them."""

from __future__ import annotations

from collections import Counter, deque
from typing import Any

from portal.sandbox.chime.protobuf import FrameType, now_ms

_KEPT = 1000
_NAMES = {kind.value: kind.name for kind in FrameType}


class Trace:
    """Counts every frame and remembers the newest, except those that come many times a second."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._newest: deque[dict[str, Any]] = deque(maxlen=_KEPT)

    def note(self, attendee_id: str, way: str, kind: int) -> None:
        """`way` is "in" (from the attendee) or "out"."""
        name = _name(kind)
        self._counts[f"{way} {name}"] += 1
        if name not in ("AUDIO_METADATA", "CLIENT_METRIC"):
            entry = {"at": now_ms(), "attendee": attendee_id, "way": way, "type": name}
            self._newest.append(entry)

    def counts(self) -> dict[str, int]:
        """{"in JOIN": 2, "out INDEX": 5, …}"""
        return dict(self._counts)

    def newest(self) -> list[dict[str, Any]]:
        """[{"at": ms since 1970, "attendee": id, "way": …, "type": name}], oldest first."""
        return list(self._newest)


def _name(kind: int) -> str:
    return _NAMES.get(kind, str(kind))
