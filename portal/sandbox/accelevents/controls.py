"""The means to look into the stand-in and to change it while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from portal.sandbox.accelevents.clock import Clock
from portal.sandbox.accelevents.dialects import Speech, find
from portal.sandbox.accelevents.edits import apply_fields, parse_fields
from portal.sandbox.accelevents.faults import Fault, Faults
from portal.sandbox.accelevents.media_addresses import MediaAddresses
from portal.sandbox.accelevents.models import Workshop
from portal.sandbox.accelevents.request_log import LoggedCall, RequestLog
from portal.sandbox.accelevents.seed import load
from portal.sandbox.accelevents.state import State


class Controls:
    """State, clock, faults, dialects, request log; for tests directly, for others over HTTP."""

    def __init__(
        self,
        event_file: str | Path | None,
        media: MediaAddresses,
        now: datetime | Callable[[], datetime] | None,
        dialects: Iterable[str],
    ) -> None:
        self._first_speech = self.speech = Speech(find(dialects))
        self.faults, self.clock = Faults(), Clock(now)
        self._calls = RequestLog()
        self._event_file, self._media = event_file, media
        self.state = self._load_state()

    def _load_state(self) -> State:
        state = load(self.clock, self._event_file)
        state.media = self._media
        return state

    @property
    def request_log(self) -> list[LoggedCall]:
        """Every call so far, oldest first, without those under /sandbox/."""
        return self._calls.all()

    def calls(self, call: str) -> int:
        """The number of requests for a call: "list", "login", "key", "register", "join"…"""
        return self._calls.count(call)

    def clear_request_log(self) -> None:
        """Empty the request log, and set the counts to 0."""
        self._calls.clear()

    def fail(self, call: str, kind: str, times: int | None = None, **options: Any) -> None:
        """
        Let a call ("*": every call) go wrong `times` times (None: until the fault is cleared).

        The kinds and their options are in `fault_injection` and `broken_connections`. Options of
        all kinds: `after` (the call takes effect, its response is lost), `attendee` (name or
        email), `workshop` (id). ValueError if there is no such kind.
        """
        after, workshop = bool(options.pop("after", False)), int(options.pop("workshop", 0))
        attendee = self._email(options.pop("attendee", ""))
        self.faults.add(Fault(call, kind, times, after, attendee, workshop, options))

    def _email(self, name: str) -> str:
        person = self.state.person(name) if name else None
        return person.email if person else name

    def clear_faults(self, call: str | None = None) -> None:
        """Remove the faults of one call, or all of them."""
        self.faults.clear(call)

    def speak(self, *names: str) -> None:
        """Answer in these dialects from now on, in none without a name; ValueError if unknown."""
        self.speech = Speech(find(names))

    def workshop(self, workshop: int) -> Workshop:
        """The current state of a workshop; KeyError if there is none."""
        return self.state.workshop(workshop)

    def change(self, workshop: int, **fields: Any) -> Workshop:
        """
        The workshop with other fields, from now on; the names are those of `models.Workshop`.

        `starts` and `ends` may be aware times, minutes from now, upstream's text, or None.
        KeyError if there is no such workshop, TypeError if there is no such field.
        """
        with self.state.lock:
            zone = self.state.event_of(workshop).zone
            values = parse_fields(fields, zone, self.clock.now())
            return apply_fields(self.workshop(workshop), values)

    def add(self, event: str = "demo", **fields: Any) -> Workshop:
        """A new workshop of that event; the fields are as in `change`, `title` is required."""
        with self.state.lock:
            parent = self.state.event(event)
            values = parse_fields(fields, parent.zone, self.clock.now())
            workshop = Workshop(**({"id": self.state.next_workshop_id()} | values))
            parent.workshops[workshop.id] = workshop
            return workshop

    def remove(self, workshop: int) -> None:
        """Remove a workshop from its event; KeyError if there is none."""
        with self.state.lock:
            del self.state.event_of(workshop).workshops[workshop]

    def token_for(self, name: str) -> str:
        """A token for this person (name or email), without a call; KeyError if there is none."""
        with self.state.lock:
            person = self.state.person(name)
            if person is None:
                raise KeyError(name)
            return self.state.issue_token(person)

    def expire(self, attendee: str) -> int:
        """End every sign-in of this person (name or email); the number of them."""
        with self.state.lock:
            return self.state.revoke_tokens(attendee)

    def reset(self) -> None:
        """Set everything back to the start, around the real time: state, faults, dialects…"""
        self.speech = self._first_speech
        self.clear_faults()
        self.clear_request_log()
        self.clock.reset()
        self.state = self._load_state()
