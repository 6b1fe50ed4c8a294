"""The thread that the media service runs in, with an event loop of its own."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from aiohttp import web

from portal.sandbox.chime.aiortc_internals import stay_on_loopback
from portal.sandbox.chime.web_app import WebApp

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")


class ServerThread:
    """Serves `app` between `start` and `stop`, which other threads call."""

    def __init__(self, app: WebApp) -> None:
        self.app = app
        self._runner = web.AppRunner(app.application(), access_log=None, shutdown_timeout=0.5)
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(_log_late_packets)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self, port: int) -> int:
        """The port that it listens on, once it does; OSError if it is taken."""
        self._thread.start()
        return self.run(self._open(port))

    async def _open(self, port: int) -> int:
        stay_on_loopback()
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        actual_port: int = self._runner.addresses[0][1]
        return actual_port

    def stop(self) -> None:
        """End every connection and the thread."""
        self.run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _close(self) -> None:
        await self._runner.cleanup()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def run(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        """The result of `work`, which runs in the thread's event loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def wait_until(
        self, meeting_id: str, matches: Callable[[dict[str, Any]], bool], seconds: float
    ) -> dict[str, Any]:
        """The first state of the meeting that `matches`; TimeoutError after `seconds`."""
        meeting = await self.app.meeting(meeting_id)
        async with asyncio.timeout(seconds):
            while not matches(state := meeting.state()):
                await meeting.wait_for_change()
        return state


def _log_late_packets(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log quietly that aiortc's tasks fail when a connection closes while it is being made."""
    log.debug("after a connection closed: %s", context.get("exception", context["message"]))
