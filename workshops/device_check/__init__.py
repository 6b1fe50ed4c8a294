"""Check my device: whether camera, microphone, sound and network work, known before the day."""

from workshops.device_check.store import last_check

__all__ = ["last_check"]
