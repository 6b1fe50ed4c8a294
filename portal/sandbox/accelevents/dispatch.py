"""From a request to its response: who sends it, which call it is, and which fault applies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from portal.sandbox.accelevents import serializers
from portal.sandbox.accelevents.dialects import Speech
from portal.sandbox.accelevents.error_responses import RequestError
from portal.sandbox.accelevents.fault_injection import inject
from portal.sandbox.accelevents.faults import Fault, Faults
from portal.sandbox.accelevents.http_messages import Request, Response
from portal.sandbox.accelevents.http_server import Handler
from portal.sandbox.accelevents.models import Person
from portal.sandbox.accelevents.request_context import RequestContext
from portal.sandbox.accelevents.request_log import LoggedCall, RequestLog
from portal.sandbox.accelevents.routes import Route, resolve
from portal.sandbox.accelevents.state import State


@dataclass(frozen=True)
class Dispatcher:
    """Answers the requests for one state."""

    state: State
    faults: Faults
    request_log: RequestLog
    speech: Speech

    def dispatch(self, request: Request, handler: Handler) -> None:
        """Log the call, answer it or inject its fault, and log when it ended."""
        route, path_params, path_exists = resolve(request.method, request.path)
        speech = self.speech.of(route.call if route else "")
        heard = speech.hear(request)
        person = self._person(heard)
        call = self._log(request, route, person)
        if route is None:
            call.status = 405 if path_exists else 404
            handler.respond(Response(call.status, _no_such_address(call.status)))
            return
        fault = self.faults.consume(route.call, call.attendee, path_params.get("session", ""))
        context = self._context(heard, path_params, person)
        instead = speech.answer(heard)
        perform = partial(self._perform, route, context, call, speech)
        try:
            self._respond(call, handler, fault, perform if instead is None else lambda: instead)
        finally:
            call.ended = self.state.clock.now()

    def _respond(
        self,
        call: LoggedCall,
        handler: Handler,
        fault: Fault | None,
        perform: Callable[[], Response],
    ) -> None:
        if fault:
            call.status = inject(fault, handler, perform)
            return
        response = perform()
        call.status = response.status  # before it is sent: its reader may look at the log next
        handler.respond(response)

    def _person(self, request: Request) -> Person | None:
        """The owner of the raw token; with "Bearer" before it, the token is nobody's."""
        with self.state.lock:
            return self.state.person_for_token(request.headers.get("authorization", ""))

    def _log(self, request: Request, route: Route | None, person: Person | None) -> LoggedCall:
        call = LoggedCall(
            call=route.call if route else "",
            method=request.method,
            path=request.path,
            template=route.template if route else "",
            attendee=person.email if person else "",
            at=self.state.clock.now(),
            query=request.query,
            headers=request.headers,
        )
        self.request_log.add(call)
        return call

    def _context(
        self, request: Request, path_params: dict[str, str], person: Person | None
    ) -> RequestContext:
        has_api_key = request.headers.get("key") == self.state.api_key
        return RequestContext(
            self.state, path_params, request.query, request.body, person, has_api_key
        )

    def _perform(
        self, route: Route, context: RequestContext, call: LoggedCall, speech: Speech
    ) -> Response:
        """The response. Only this holds the lock: never while sending or waiting."""
        try:
            with self.state.lock:
                response = speech.translate(context, Response(200, route.view(context)))
        except RequestError as error:
            response = Response(error.response.status, serializers.error(error.response))
        call.effect = response.status
        return response


def _no_such_address(status: int) -> dict[str, object]:
    """The body that the web server itself sends, without an errorCode."""
    return {"status": status, "path": "unknown"}
