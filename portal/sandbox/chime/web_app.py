"""The media service as a web application: the signalling socket and the remote control."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web

from portal.sandbox.chime import bots
from portal.sandbox.chime.control_api import ACTIONS
from portal.sandbox.chime.join_tokens import read
from portal.sandbox.chime.meeting import Limits, Meeting
from portal.sandbox.chime.network_attendee import PROTOCOL, Guest

_LEVELS_EVERY = 0.3
_KEY_FRAMES_EVERY = 1.0


class Service:
    """All meetings; one begins when somebody first asks for it."""

    def __init__(self, secret: str, limits: Limits, bots_for: bots.BotsFor) -> None:
        self.meetings: dict[str, Meeting] = {}
        self._secret = secret
        self._limits = limits
        self._bots_for = bots_for

    async def meeting(self, meeting_id: str) -> Meeting:
        """The meeting of this id, with its bots when it is new."""
        if meeting_id not in self.meetings:
            meeting = self.meetings[meeting_id] = Meeting(meeting_id, self._limits)
            for script in self._bots_for(meeting_id):
                await bots.join(meeting, script)
        return self.meetings[meeting_id]

    def application(self) -> web.Application:
        """The routes, and what happens by itself while they are served."""
        app = web.Application()
        app.router.add_get("/control/{meeting}", self._signalling)
        app.router.add_get("/sandbox/meetings", self._list)
        app.router.add_get("/sandbox/meetings/{meeting}", self._state)
        app.router.add_get("/sandbox/meetings/{meeting}/frames", self._frames)
        app.router.add_post("/sandbox/meetings/{meeting}/{action}", self._act)
        app.cleanup_ctx.append(self._keep_going)
        app.on_shutdown.append(self._throw_all_out)
        return app

    async def _signalling(self, request: web.Request) -> web.StreamResponse:
        """The SDK's WebSocket; the token comes as its second subprotocol."""
        meeting = await self.meeting(request.match_info["meeting"])
        seat = read(self._secret, _token(request))
        if seat is None or seat.meeting_id != meeting.id or meeting.refuses(seat):
            return web.Response(status=403)
        return await Guest(meeting, seat.attendee_id, seat.external_user_id).serve(request)

    async def _list(self, _request: web.Request) -> web.Response:
        return web.json_response({"meetings": list(self.meetings)})

    async def _state(self, request: web.Request) -> web.Response:
        meeting = await self.meeting(request.match_info["meeting"])
        return web.json_response(meeting.state())

    async def _frames(self, request: web.Request) -> web.Response:
        return web.json_response(await self.frames(request.match_info["meeting"]))

    async def frames(self, meeting_id: str) -> list[dict[str, Any]]:
        """See `Trace.newest`."""
        return (await self.meeting(meeting_id)).trace.newest()

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
        """Make something happen; the meeting's state then. LookupError: no such action or name."""
        if action not in ACTIONS:
            raise LookupError(f"no action is called {action}; there are {', '.join(ACTIONS)}")
        found = await self.meeting(meeting)
        await ACTIONS[action](found, **options)
        found.tell_news()
        return found.state()

    async def _keep_going(self, _app: web.Application) -> AsyncIterator[None]:
        """What happens by itself while the service runs."""
        tasks = [asyncio.create_task(self._tell_levels()), asyncio.create_task(self._refresh())]
        yield
        for task in tasks:
            task.cancel()

    async def _throw_all_out(self, _app: web.Application) -> None:
        for meeting in self.meetings.values():
            for member in meeting.members.values():
                member.hang_up()

    async def _tell_levels(self) -> None:
        while True:
            await asyncio.sleep(_LEVELS_EVERY)
            for meeting in list(self.meetings.values()):
                await meeting.push_levels()

    async def _refresh(self) -> None:
        while True:
            await asyncio.sleep(_KEY_FRAMES_EVERY)
            for meeting in list(self.meetings.values()):
                for member in list(meeting.members.values()):
                    await member.refresh()


def _token(request: web.Request) -> str:
    """What the client offers after the protocol's name, "" if it offers something else."""
    name, _, token = request.headers.get("Sec-WebSocket-Protocol", "").partition(",")
    return token.strip() if name == PROTOCOL else ""
