"""
The stand-in of Amazon Chime's media service, for the demo and the tests.

    python -m portal.sandbox.chime --port 9500 --bots

It works with the unmodified amazon-chime-sdk-js in a browser: signaling over WebSocket, audio and
video over WebRTC, all of it on 127.0.0.1. Start Chromium with
--allow-loopback-in-peer-connection where no other network interface exists.

Imitated: presence, audio (the loudest of the others), volume, mute, cameras, screen shares, data
messages with their backlog and throttling, captions, pings, reconnecting, a second device,
removal, the end of a meeting, and the limits of attendees and cameras. Faults come on demand; see
`control_api` for the actions, over HTTP and by `FakeChime.do`:

    GET  /sandbox/meetings                      {"meetings": [id, …]}
    GET  /sandbox/meetings/<id>                 the attendees and their state
    GET  /sandbox/meetings/<id>/frames          the types of the frames sent and received
    POST /sandbox/meetings/<id>/<action>        options as JSON; answers with the meeting's state

Not imitated: compressed session descriptions, simulcast and scalable video, adaptation to
bandwidth (it promises it, which keeps the client from pausing videos by itself, and sends
everything), BITRATES, pausing at the source, TURN, the choice of codecs (VP8 and Opus here, no
redundant audio), throttling by itself, AWS's order and timing of frames, its limit of two shares,
the end of a meeting that nobody is in, event ingestion.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from portal.sandbox.chime.bot_scripts import BotsFor
from portal.sandbox.chime.join_tokens import DEFAULT_SECRET, issue_join_token, media_placement
from portal.sandbox.chime.limits import MeetingLimits
from portal.sandbox.chime.missing_packages import explain_missing_packages

if TYPE_CHECKING:
    from portal.sandbox.chime.server_thread import ServerThread

State = dict[str, Any]
_WAIT_SECONDS = 20.0


class FakeChime:
    """
    The service on a port of 127.0.0.1 (0: a free one), in a thread with its own event loop.

    Its methods may be called from any other thread; use it as a context manager. Only `start`
    imports the packages that it needs.
    """

    def __init__(
        self,
        port: int = 0,
        secret: str = DEFAULT_SECRET,
        *,
        limits: MeetingLimits | None = None,
        bots_for: BotsFor = lambda _: (),
    ) -> None:
        """`bots_for` returns the bots that join a new meeting by themselves, by its id."""
        self.port = port
        self._secret = secret
        self._limits = limits or MeetingLimits()
        self._bots_for = bots_for
        self._server: ServerThread

    @property
    def url(self) -> str:
        """ "http://127.0.0.1:<port>", once it has started."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """
        Start to listen; returns once connections are accepted.

        OSError if the port is taken, MissingPackageError if a package is not installed.
        """
        with explain_missing_packages():
            from portal.sandbox.chime.server_thread import ServerThread
            from portal.sandbox.chime.web_app import WebApp
        self._server = ServerThread(WebApp(self._secret, self._limits, self._bots_for))
        self.port = self._server.start(self.port)

    def stop(self) -> None:
        """Disconnect everybody and stop."""
        self._server.stop()

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
        """{"meeting": …, "attendee": …} as AWS would create them, for the SDK."""
        token = issue_join_token(self._secret, meeting_id, attendee_id, external_user_id)
        return {
            "meeting": {
                "MeetingId": meeting_id,
                "MediaRegion": "eu-central-1",
                "MediaPlacement": media_placement(self.url, meeting_id),
            },
            "attendee": {
                "AttendeeId": attendee_id,
                "ExternalUserId": external_user_id,
                "JoinToken": token,
            },
        }

    def do(self, meeting_id: str, action: str, **options: object) -> State:
        """Run an action of `control_api`; the meeting's state after it. LookupError."""
        return self._server.run(self._server.app.act(meeting_id, action, **options))

    def state(self, meeting_id: str) -> State:
        """The attendees and their state; see `Meeting.state` and `Attendee.state`."""
        return self.wait_until(meeting_id, lambda _: True)

    def frames(self, meeting_id: str) -> list[State]:
        """The newest frames: [{"at", "attendee", "way": "in"|"out", "type"}], oldest first."""
        return self._server.run(self._server.app.frames(meeting_id))

    def wait_until(
        self, meeting_id: str, matches: Callable[[State], bool], seconds: float = _WAIT_SECONDS
    ) -> State:
        """The first state of the meeting that `matches`; TimeoutError after `seconds`."""
        return self._server.run(self._server.wait_until(meeting_id, matches, seconds))
