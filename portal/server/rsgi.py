"""
The entry for granian, which `make serve` runs: which request is answered where.

Polls of lists that have not changed are answered right here, on the event loop: no thread, lock or
session stands before that response. So is /healthz, which answers whatever else hangs. portal.wsgi
answers all other requests, in the threads of `pools`.

https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md
"""

import asyncio
import gc
import logging
from importlib import import_module
from typing import Any

from django.utils.translation import gettext

from portal.accelevents.computing import computing
from portal.observability.prometheus import start_publisher
from portal.server.body import RefusedBody, read_body
from portal.server.concurrency import ConcurrencyLimit
from portal.server.own_answers import (
    Answer,
    is_liveness_probe,
    is_readiness_probe,
    own_answer,
    too_many_at_once,
)
from portal.server.pools import Pools
from portal.server.types import Polls, Scope
from portal.server.wsgi_bridge import Environ, Wsgi, build_environ, call_wsgi

BODY_SECONDS = 15.0  # for a whole body
READY_SECONDS = 0.9  # for /readyz: who asks is told within a second
logger = logging.getLogger(__name__)


class PortalApp:
    """An RSGI application: some polls are answered at once, `wsgi` answers the rest in threads."""

    def __init__(
        self,
        wsgi: Wsgi,
        polls: Polls,
        threads: int,
        max_bytes: int,
        limit: ConcurrencyLimit,
        body_seconds: float = BODY_SECONDS,
        ready_seconds: float = READY_SECONDS,
    ) -> None:
        self._wsgi, self._polls, self._pools = wsgi, polls, Pools(threads)
        self._limit = limit
        self._max_bytes, self._body_seconds = max_bytes, body_seconds
        self._ready_seconds = ready_seconds

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        """Answer one request."""
        is_poll = self._polls.is_poll(scope)
        headers = self._polls.not_modified_headers(scope) if is_poll else None
        if headers is not None:
            protocol.response_empty(304, headers)
        elif is_liveness_probe(scope):
            protocol.response_bytes(*own_answer(scope, 200, "alive\n"))
        else:
            protocol.response_bytes(*await self._answer(scope, protocol, is_poll=is_poll))

    async def _answer(self, scope: Scope, protocol: Any, *, is_poll: bool) -> Answer:
        try:
            body = await read_body(scope, protocol, self._max_bytes, self._body_seconds)
        except RefusedBody as refused:
            return own_answer(scope, refused.status, gettext(refused.text))
        environ = build_environ(scope, body)
        if is_readiness_probe(scope):
            return await self._answer_probe(scope, environ)
        async with self._limit.slot(scope) as has_slot:
            if not has_slot:
                return too_many_at_once(scope)
            return await self._in_thread(scope, environ, is_poll=is_poll)

    async def _answer_probe(self, scope: Scope, environ: Environ) -> Answer:
        """The answer of /readyz; it is "no" if the stores let it wait."""
        environ.pop("HTTP_COOKIE", None)  # nothing is read from a session, which may hang
        try:
            async with asyncio.timeout(self._ready_seconds):
                return await self._in_thread(scope, environ, is_poll=False)
        except TimeoutError:
            return own_answer(scope, 503, '{"ready": false}\n', "application/json")

    async def _in_thread(self, scope: Scope, environ: Environ, *, is_poll: bool) -> Answer:
        pool = self._pools.for_request(scope, is_poll=is_poll)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, self._call, scope, environ)

    def _call(self, scope: Scope, environ: Environ) -> Answer:
        """Django's response; should even its error page fail, a bare one with all policies."""
        try:
            with computing():
                return call_wsgi(self._wsgi, environ)
        except Exception:
            logger.exception("no response to %s", scope.path[:200])
            text = gettext("Something went wrong on our side.\nTry again in a moment.\n")
            return own_answer(scope, 500, text)


def entry() -> PortalApp:
    """The portal, as granian takes it; this process publishes its counts from now on."""
    # Not before: granian imports this module to read it, and portal.wsgi sets Django up.
    from django.conf import settings

    from portal.wsgi import application

    start_publisher()
    import_module(settings.ROOT_URLCONF)  # not on the first request
    # What is loaded by now stays. To go through all of it again whenever garbage is collected would
    # stop every request for a tenth of a second.
    gc.collect()
    gc.freeze()
    return PortalApp(
        application,
        import_module(settings.POLL_RESPONDER),
        settings.THREADS,
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        ConcurrencyLimit(settings.SESSION_COOKIE_NAME, settings.EMBED_COOKIE_NAME),
    )
