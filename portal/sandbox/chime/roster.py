"""The attendees of one meeting, and the cameras that they have on."""

from __future__ import annotations

from collections.abc import Iterator

from portal.sandbox.chime.attendee import Attendee
from portal.sandbox.chime.audio import AudioSource
from portal.sandbox.chime.frames import Camera
from portal.sandbox.chime.join_tokens import CONTENT_SUFFIX
from portal.sandbox.chime.limits import MeetingLimits
from portal.sandbox.chime.video import VideoSource


class Roster:
    """The attendees by attendee id; iterating over it allows them to come and go meanwhile."""

    def __init__(self, limits: MeetingLimits) -> None:
        self.limits = limits
        self._attendees: dict[str, Attendee] = {}
        self._last_id = 0

    def __iter__(self) -> Iterator[Attendee]:
        return iter(list(self._attendees.values()))

    def __len__(self) -> int:
        return len(self._attendees)

    def __contains__(self, attendee: Attendee) -> bool:
        """Whether this very attendee is in the meeting, and has not been replaced."""
        return self._attendees.get(attendee.attendee_id) is attendee

    def next_id(self) -> int:
        """A number for a stream; later ones are higher, by which the client tells old from new."""
        self._last_id += 1
        return self._last_id

    def add(self, attendee: Attendee) -> None:
        """Add an attendee."""
        self._attendees[attendee.attendee_id] = attendee

    def remove(self, attendee: Attendee) -> None:
        """Remove an attendee; KeyError if they are not here."""
        del self._attendees[attendee.attendee_id]

    def get(self, attendee_id: str) -> Attendee | None:
        """The attendee with this attendee id, or None."""
        return self._attendees.get(attendee_id)

    def find(self, name: str) -> Attendee:
        """The attendee with this attendee id, else user id; LookupError for nobody."""
        by_user = (each for each in self if each.user_id == name)
        attendee = self.get(name) or next(by_user, None)
        if attendee is None:
            raise LookupError(f"nobody in this meeting is called {name}")
        return attendee

    def is_full_for(self, attendee: Attendee) -> bool:
        """Whether there is no place for this attendee; screen shares do not count."""
        people = [each for each in self if not each.is_content]
        return not attendee.is_content and len(people) >= self.limits.attendees

    def audio_for(self, listener: Attendee) -> list[AudioSource]:
        """Everybody whom `listener` may hear: not themselves, and not their own screen share."""
        own_id = listener.attendee_id.removesuffix(CONTENT_SUFFIX)
        return [
            each.audio
            for each in self
            if each.level and each.attendee_id.removesuffix(CONTENT_SUFFIX) != own_id
        ]

    @property
    def cameras(self) -> list[Camera]:
        """All cameras that are on, including screen shares."""
        return [attendee.camera for attendee in self if attendee.camera]

    @property
    def is_out_of_cameras(self) -> bool:
        """Whether no further camera may be turned on; screen shares do not count."""
        used = [each for each in self if each.camera and not each.is_content]
        return len(used) >= self.limits.cameras

    def allocate_camera(
        self, attendee: Attendee, source: VideoSource, **size: int
    ) -> Camera | None:
        """The attendee's camera, new or as it is; None if too many are on. It is not announced."""
        if attendee.camera is None and (attendee.is_content or not self.is_out_of_cameras):
            attendee.camera = Camera(
                stream_id=self.next_id(),
                group_id=self.next_id(),
                attendee_id=attendee.attendee_id,
                external_user_id=attendee.external_user_id,
                source=source,
                **size,
            )
        return attendee.camera
