"""The media service as a web application: the signaling socket and the control API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web

from portal.sandbox.chime import bots
from portal.sandbox.chime.bot_scripts import BotsFor
from portal.sandbox.chime.control_api import ACTIONS
from portal.sandbox.chime.join_tokens import read_join_token
from portal.sandbox.chime.limits import MeetingLimits
from portal.sandbox.chime.meeting import Meeting
from portal.sandbox.chime.network_attendee import PROTOCOL, NetworkAttendee

_LEVELS_INTERVAL = 0.3
_KEY_FRAME_INTERVAL = 1.0


class WebApp:
    """All meetings; a meeting starts with the first request for it."""

    def __init__(self, secret: str, limits: MeetingLimits, bots_for: BotsFor) -> None:
        self.meetings: dict[str, Meeting] = {}
        self._secret = secret
        self._limits = limits
        self._bots_for = bots_for

    async def meeting(self, meeting_id: str) -> Meeting:
        """The meeting of this id; a new one has its bots."""
        if meeting_id not in self.meetings:
            meeting = self.meetings[meeting_id] = Meeting(meeting_id, self._limits)
            for script in self._bots_for(meeting_id):
                await bots.join(meeting, script)
        return self.meetings[meeting_id]

    def application(self) -> web.Application:
        """The routes, and the tasks that run while they are served."""
        app = web.Application()
        app.router.add_get("/", _nearest_region)
        app.router.add_get("/control/{meeting}", self._signaling)
        app.router.add_get("/sandbox/meetings", self._list)
        app.router.add_get("/sandbox/meetings/{meeting}", self._state)
        app.router.add_get("/sandbox/meetings/{meeting}/frames", self._frames)
        app.router.add_post("/sandbox/meetings/{meeting}/{action}", self._act)
        app.cleanup_ctx.append(self._run_tasks)
        app.on_shutdown.append(self._disconnect_all)
        return app

    async def _signaling(self, request: web.Request) -> web.StreamResponse:
        """The SDK's WebSocket; the token comes as its second subprotocol."""
        meeting = await self.meeting(request.match_info["meeting"])
        claims = read_join_token(self._secret, _token(request))
        if claims is None or claims.meeting_id != meeting.id or meeting.refuses(claims):
            return web.Response(status=403)
        attendee = NetworkAttendee(meeting, claims.attendee_id, claims.external_user_id)
        return await attendee.serve(request)

    async def _list(self, _request: web.Request) -> web.Response:
        return web.json_response({"meetings": list(self.meetings)})

    async def _state(self, request: web.Request) -> web.Response:
        meeting = await self.meeting(request.match_info["meeting"])
        return web.json_response(meeting.state())

    async def _frames(self, request: web.Request) -> web.Response:
        return web.json_response(await self.frames(request.match_info["meeting"]))

    async def frames(self, meeting_id: str) -> list[dict[str, Any]]:
        """The newest frames; see `FrameLog.newest`."""
        return (await self.meeting(meeting_id)).frame_log.newest()

    async def _act(self, request: web.Request) -> web.Response:
        """POST an action with its options as JSON; the meeting's state after it."""
        options = await request.json() if request.can_read_body else {}
        try:
            state = await self.act(**request.match_info, **options)
        except LookupError as error:
            return web.json_response({"problem": str(error)}, status=404)
        except (TypeError, ValueError) as error:
            return web.json_response({"problem": str(error)}, status=400)
        return web.json_response(state)

    async def act(self, meeting: str, action: str, **options: object) -> dict[str, Any]:
        """Run an action; the meeting's state after it. LookupError: no such action or attendee."""
        if action not in ACTIONS:
            raise LookupError(f"no action is called {action}; there are {', '.join(ACTIONS)}")
        target = await self.meeting(meeting)
        await ACTIONS[action](target, **options)
        target.notify()
        return target.state()

    async def _run_tasks(self, _app: web.Application) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(self._push_levels()),
            asyncio.create_task(self._request_key_frames()),
        ]
        yield
        for task in tasks:
            task.cancel()

    async def _disconnect_all(self, _app: web.Application) -> None:
        for meeting in self.meetings.values():
            for attendee in meeting.roster:
                attendee.disconnect()

    async def _push_levels(self) -> None:
        while True:
            await asyncio.sleep(_LEVELS_INTERVAL)
            for meeting in list(self.meetings.values()):
                await meeting.push_levels()

    async def _request_key_frames(self) -> None:
        while True:
            await asyncio.sleep(_KEY_FRAME_INTERVAL)
            for meeting in list(self.meetings.values()):
                for attendee in meeting.roster:
                    await attendee.request_key_frame()


async def _nearest_region(_request: web.Request) -> web.Response:
    """
    The region whose media service is nearest, as pages of any site may ask.

    https://docs.aws.amazon.com/chime-sdk/latest/dg/chime-sdk-meetings-regions.html
    """
    headers = {"Access-Control-Allow-Origin": "*"}
    return web.json_response({"region": "us-east-1"}, headers=headers)


def _token(request: web.Request) -> str:
    """The token that the client offers after the protocol's name, "" for any other offer."""
    name, _, token = request.headers.get("Sec-WebSocket-Protocol", "").partition(",")
    return token.strip() if name == PROTOCOL else ""
