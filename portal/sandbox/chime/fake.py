"""
A stand-in of Amazon Chime's media service, for the demo and the tests.

    python -m portal.sandbox.chime.fake --port 9500 --bots

It speaks to the unmodified amazon-chime-sdk-js in a browser: signalling over WebSocket, sound and
pictures over WebRTC, all of it on 127.0.0.1. Start Chromium with
--allow-loopback-in-peer-connection where no other network interface exists.

Imitated: presence, sound (the loudest of the others), volume, mute, cameras, screen shares, data
messages with their backlog and throttling, captions, pings, reconnecting, a second device,
removal, the end of a meeting, and the limits of attendees and cameras. Faults come on demand; see
`portal.sandbox.chime.control_api` for the actions, over HTTP and by `MediaService.do`:

    GET  /sandbox/meetings                      {"meetings": [id, …]}
    GET  /sandbox/meetings/<id>                 who is there and what they do
    GET  /sandbox/meetings/<id>/frames          kinds of frames that went to and fro
    POST /sandbox/meetings/<id>/<action>        options as JSON; answers with the meeting's state

Not imitated: compressed session descriptions, simulcast and scalable video, adaptation to
bandwidth (it promises it, which keeps the client from pausing pictures by itself, and sends
everything), BITRATES, pausing at the source, TURN, the choice of codecs (VP8 and Opus here, no
redundant audio), throttling by itself, AWS's order and timing of frames, its limit of two shares,
the end of a meeting that nobody is in, event ingestion.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from portal.sandbox.chime import join_tokens
from portal.sandbox.chime.bots import BotsFor, couple
from portal.sandbox.chime.meeting import Limits
from portal.sandbox.chime.peer_connection import stay_on_loopback
from portal.sandbox.chime.web_app import Service

log = logging.getLogger("portal.sandbox.chime.fake")

_Result = TypeVar("_Result")
State = dict[str, Any]
_PATIENCE = 20.0


class MediaService:
    """
    The service on a port of 127.0.0.1 (0: a free one), in a thread with its own event loop.

    Its methods may be called from any other thread; use it as a context manager.
    """

    def __init__(
        self,
        port: int = 0,
        secret: str = join_tokens.DEFAULT_SECRET,
        *,
        limits: Limits | None = None,
        bots_for: BotsFor = lambda _: (),
    ) -> None:
        """`bots_for` names the bots that join a meeting by themselves, by its id."""
        self.port = port
        self._secret = secret
        self._service = Service(secret, limits or Limits(), bots_for)
        self._loop: asyncio.AbstractEventLoop
        self._thread: threading.Thread
        self._runner = web.AppRunner(
            self._service.application(), access_log=None, shutdown_timeout=0.5
        )

    @property
    def url(self) -> str:
        """ "http://127.0.0.1:<port>", once it has started."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it can be reached; OSError when the port is taken."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._loop.set_exception_handler(_forgive_late_packets)
        self._wait(self._open())

    async def _open(self) -> None:
        stay_on_loopback()
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    def stop(self) -> None:
        """Everybody is thrown out."""
        self._wait(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _close(self) -> None:
        await self._runner.cleanup()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def credentials(
        self, meeting_id: str, attendee_id: str, external_user_id: str
    ) -> dict[str, State]:
        """{"meeting": …, "attendee": …} as AWS would make them, to hand to the SDK."""
        token = join_tokens.mint(self._secret, meeting_id, attendee_id, external_user_id)
        return {
            "meeting": {
                "MeetingId": meeting_id,
                "MediaRegion": "eu-central-1",
                "MediaPlacement": join_tokens.placement(self.url, meeting_id),
            },
            "attendee": {
                "AttendeeId": attendee_id,
                "ExternalUserId": external_user_id,
                "JoinToken": token,
            },
        }

    def do(self, meeting_id: str, action: str, **options: object) -> State:
        """Make something happen (`chime.control`); the meeting's state after it. LookupError."""
        return self._wait(self._service.act(meeting_id, action, **options))

    def state(self, meeting_id: str) -> State:
        """Who is in the meeting and what they do; see `Meeting.state` and `Member.state`."""
        return self.wait_until(meeting_id, lambda _: True)

    def frames(self, meeting_id: str) -> list[State]:
        """The newest frames: [{"at", "attendee", "way": "in"|"out", "type"}], oldest first."""
        return self._wait(self._service.frames(meeting_id))

    def wait_until(
        self, meeting_id: str, is_so: Callable[[State], bool], seconds: float = _PATIENCE
    ) -> State:
        """The first state of the meeting for which `is_so` holds; TimeoutError after `seconds`."""
        return self._wait(self._until(meeting_id, is_so, seconds))

    async def _until(
        self, meeting_id: str, is_so: Callable[[State], bool], seconds: float
    ) -> State:
        meeting = await self._service.meeting(meeting_id)
        async with asyncio.timeout(seconds):
            while not is_so(state := meeting.state()):
                await meeting.news()
        return state

    def _wait(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


def _forgive_late_packets(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """aiortc's tasks stumble when a connection closes while it is being made; say so quietly."""
    log.debug("after a connection closed: %s", context.get("exception", context["message"]))


def main() -> None:
    """Run the service until it is interrupted."""
    parser = argparse.ArgumentParser(prog="python -m portal.sandbox.chime.fake")
    parser.add_argument("--port", type=int, default=9500)
    parser.add_argument("--secret", default=join_tokens.DEFAULT_SECRET, help="the tokens' secret")
    parser.add_argument("--bots", action="store_true", help="two bots join every meeting")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    bots_for: BotsFor = (lambda _: couple()) if options.bots else (lambda _: ())
    with MediaService(options.port, options.secret, bots_for=bots_for) as service:
        log.info("on %s; Ctrl-C ends it", service.url)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
