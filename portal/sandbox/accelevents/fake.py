"""
Accelevents, stood in for: its documented calls over real HTTP, and failures on demand.

    with Sandbox() as sandbox:
        sandbox.fail("list", "503", times=2, retry_after=1)
        ...  # talk to sandbox.url
        assert sandbox.calls("list") == 3
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from portal.sandbox.accelevents.clock import Clock
from portal.sandbox.accelevents.control_api import control
from portal.sandbox.accelevents.dispatch import Reception
from portal.sandbox.accelevents.edits import changed, fields_from
from portal.sandbox.accelevents.faults import Fault, Faults
from portal.sandbox.accelevents.http_server import Handler, Request, Server
from portal.sandbox.accelevents.media_addresses import Media
from portal.sandbox.accelevents.request_log import Call, Journal
from portal.sandbox.accelevents.seed import load
from portal.sandbox.accelevents.state import Workshop, World


class Sandbox:
    """
    The stand-in on a free loopback port, with the means to look into it and to break it.

    `now` makes the clock stand still at a moment (aware) or reads it from a function; None is
    the real time. `media_url` ("ws://127.0.0.1:9500") is where meetings then take place.
    """

    def __init__(
        self,
        port: int = 0,
        event_file: str | Path | None = None,
        media_url: str = "",
        media_secret: str = "",
        now: datetime | Callable[[], datetime] | None = None,
    ) -> None:
        self.port = port
        self.faults, self.clock = Faults(), Clock(now)
        self._journal = Journal()
        self._event_file, self._media = event_file, Media(media_url, media_secret)
        self._server: Server | None = None
        self.world = self._new_world()

    def _new_world(self) -> World:
        world = load(self.clock, self._event_file)
        world.media = self._media
        return world

    @property
    def url(self) -> str:
        """Its origin; the port is known from `start` on, and stays after `stop`."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Listen; returns once connections are accepted."""
        self._server = Server(self.port, self._serve)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Close the port and every connection; what happened stays, `start` goes on from there."""
        if self._server is not None:
            self._server.close_all()
            self._server = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    def _serve(self, request: Request, wire: Handler) -> None:
        if request.path.startswith("/sandbox"):
            wire.send(control(self, request))
        else:
            Reception(self.world, self.faults, self._journal).receive(request, wire)

    @property
    def journal(self) -> list[Call]:
        """Every call so far, oldest first; those under /sandbox/ are not among them."""
        return self._journal.all()

    def calls(self, call: str) -> int:
        """How often a call came: "list", "login", "key", "register", "join"…"""
        return self._journal.count(call)

    def forget(self) -> None:
        """Empty the journal."""
        self._journal.clear()

    def fail(self, call: str, kind: str, times: int | None = None, **options: Any) -> None:
        """
        Let a call ("*": every call) go wrong `times` times (None: until mended).

        Kinds and their options are in `misbehave`; for all of them: `after` (it takes effect,
        the answer is lost), `attendee` (name or e-mail), `workshop` (id). ValueError: no such kind.
        """
        after, workshop = bool(options.pop("after", False)), int(options.pop("workshop", 0))
        attendee = self._email(options.pop("attendee", ""))
        self.faults.add(Fault(call, kind, times, after, attendee, workshop, options))

    def _email(self, name: str) -> str:
        person = self.world.person(name) if name else None
        return person.email if person else name

    def mend(self, call: str | None = None) -> None:
        """End the faults of one call, or all."""
        self.faults.mend(call)

    def workshop(self, workshop: int) -> Workshop:
        """The live state of a workshop; KeyError if there is none."""
        return self.world.workshop(workshop)

    def change(self, workshop: int, **fields: Any) -> Workshop:
        """
        The workshop with other fields, from now on; names are those of `world.Workshop`.

        `starts` and `ends` may be moments (aware), minutes from now, upstream's text, or None.
        KeyError: no such workshop. TypeError: no such field.
        """
        with self.world.lock:
            zone = self.world.event_of(workshop).zone
            return changed(self.workshop(workshop), fields_from(fields, zone, self.clock.now()))

    def add(self, event: str = "demo", **fields: Any) -> Workshop:
        """A new workshop of that event; fields as in `change`, `title` at least."""
        with self.world.lock:
            found = self.world.event(event)
            told = fields_from(fields, found.zone, self.clock.now())
            workshop = Workshop(**({"id": self.world.free_id()} | told))
            found.workshops[workshop.id] = workshop
            return workshop

    def remove(self, workshop: int) -> None:
        """Take a workshop out of its event; KeyError if there is none."""
        with self.world.lock:
            del self.world.event_of(workshop).workshops[workshop]

    def token_for(self, name: str) -> str:
        """A token for this person (name or e-mail), without a call; KeyError for nobody."""
        with self.world.lock:
            person = self.world.person(name)
            if person is None:
                raise KeyError(name)
            return self.world.sign_in(person)

    def expire(self, attendee: str) -> int:
        """How many sign-ins of this person (name or e-mail) have just been ended."""
        with self.world.lock:
            return self.world.expire(attendee)

    def reset(self) -> None:
        """All as at the start, around the present now: seats, keys, faults, journal, time."""
        self.mend()
        self.forget()
        self.clock.restart()
        self.world = self._new_world()
