"""
The stand-in of Accelevents: its documented calls over real HTTP, and faults on demand.

    with FakeAccelevents() as sandbox:
        sandbox.fail("list", "503", times=2, retry_after=1)
        ...  # talk to sandbox.url
        assert sandbox.calls("list") == 3
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Self

from portal.sandbox.accelevents.control_api import handle_control
from portal.sandbox.accelevents.controls import Controls
from portal.sandbox.accelevents.dispatch import Dispatcher
from portal.sandbox.accelevents.http_messages import Request
from portal.sandbox.accelevents.http_server import Handler, Server
from portal.sandbox.accelevents.media_addresses import MediaAddresses


class FakeAccelevents(Controls):
    """
    A server on loopback (port 0: a free one), with the means to look into it and to break it.

    `now` freezes the clock at a time (aware) or reads it from a function; None is the real
    time. `media_url` ("ws://127.0.0.1:9500") is where the meetings take place. `dialects` are
    those that it speaks from the start; ValueError for an unknown one.
    """

    def __init__(
        self,
        port: int = 0,
        event_file: str | Path | None = None,
        media_url: str = "",
        media_secret: str = "",
        now: datetime | Callable[[], datetime] | None = None,
        dialects: Iterable[str] = (),
    ) -> None:
        super().__init__(event_file, MediaAddresses(media_url, media_secret), now, dialects)
        self.port = port
        self._server: Server | None = None

    @property
    def url(self) -> str:
        """The origin; the port is known from `start` on, and stays the same after `stop`."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start to listen; returns once connections are accepted."""
        self._server = Server(self.port, self._dispatch)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Close the port and every connection; the state stays, and `start` goes on with it."""
        if self._server is not None:
            self._server.close_all()
            self._server = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exc_info: object) -> None:
        self.stop()

    def _dispatch(self, request: Request, handler: Handler) -> None:
        if request.path.startswith("/sandbox"):
            handler.respond(handle_control(self, request))
        else:
            Dispatcher(self.state, self.faults, self._calls, self.speech).dispatch(request, handler)
